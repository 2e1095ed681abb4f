using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>
/// A layer in which each timestep of the query takes a weighted mean of values, of the same sequence or of another one. Padded timesteps
/// get no weight; where all are padded, the weighted mean is zero.
/// </summary>
public abstract class AttentionLayer : Layer
{
    private protected AttentionLayer()
    {
    }

    /// <summary>Attention heads, each with weights of its own.</summary>
    public abstract int Heads { get; }

    internal sealed override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRange.Unbounded;

    /// <summary>
    /// The attention weights of each timestep on each other: runs the layer by itself, without dropout, on its inputs (which a part of a
    /// graph, <see cref="Models.Graph.Part(IReadOnlyList{Models.Signal}, IReadOnlyList{Models.Signal}, bool)"/>, can give).
    /// </summary>
    /// <param name="query">[rows, timesteps, features].</param>
    /// <param name="value">[rows, key timesteps, features]; null where the layer attends to the query itself.</param>
    /// <param name="key">[rows, key timesteps, features]; null where the values are the keys.</param>
    /// <param name="lengths">Real timesteps of each row's values and keys; null for all.</param>
    /// <returns>[rows, heads, timesteps, key timesteps]; a timestep's weights add up to 1.</returns>
    /// <exception cref="InvalidOperationException">The layer is not built.</exception>
    /// <exception cref="ArgumentException">A tensor does not have the layer's input shape, or the number of lengths is not that of the
    /// rows.</exception>
    public Tensor<float> GetAttentionWeights(
        Tensor<float> query, Tensor<float>? value = null, Tensor<float>? key = null, IReadOnlyList<int>? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!IsBuilt)
        {
            throw new InvalidOperationException("The layer has no weights yet: build its model first.");
        }

        return AttentionProbe.Run(this, new[] { query, value, key }.OfType<Tensor<float>>().ToArray(), lengths);
    }

    /// <summary>Number of a row's weights in each head of a pass: timesteps times key timesteps.</summary>
    internal static int CountWeights(LayerPass pass) => pass.InputShape().Timesteps * pass.InputShape(ValueInput(pass)).Timesteps;

    /// <summary>Writes the weights of a row and head, <c>[queries, keys]</c>, after a forward pass.</summary>
    internal abstract void WriteWeights(LayerPass pass, int row, int head, Span<float> weights);

    /// <summary>Index of the input that is averaged: the query itself where it is the only one.</summary>
    private protected static int ValueInput(LayerPass pass) => Math.Min(1, pass.InputCount - 1);

    /// <summary>Refuses inputs that are too many, no sequences, or of other features than the layer was built with.</summary>
    private protected void CheckInputs(IReadOnlyList<Shape> inputs, int most, string allowed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        string name = GetType().Name;
        if (inputs.Count < 1 || inputs.Count > most || (IsBuilt && inputs.Count != InputShapes.Count))
        {
            throw new ArgumentException(
                $"{name} takes {(IsBuilt ? $"{InputShapes.Count} of " : "")}{allowed}, but got "
                + $"{CountFormatter.Format(inputs.Count, "inputs")}: {string.Join(", ", inputs)}.");
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            LayerErrors.ThrowIfNotSequence(inputs[i], name);
            if (IsBuilt && inputs[i].Features != InputShapes[i].Features)
            {
                LayerErrors.ThrowShape(name, InputShapes[i], inputs[i]);
            }
        }
    }
}
