using Unroll.Layers;

namespace Unroll.Models;

/// <content>The weights: where they come from, and copies of all of them.</content>
public abstract partial class Model
{
    private bool _hasWeights;

    /// <summary>A copy of all weights, one parameter after another.</summary>
    public float[] GetWeights()
    {
        using UseGate.Lease use = Gate.Read(nameof(GetWeights));
        RequireBuilt();
        float[] weights = new float[ParameterCount];
        int at = 0;
        foreach (Parameter parameter in Parameters)
        {
            parameter.Values.CopyTo(weights.AsSpan(at));
            at += parameter.Length;
        }

        return weights;
    }

    /// <summary>Replaces all weights.</summary>
    /// <param name="weights">As <see cref="GetWeights"/> gave them, from a model of the same architecture.</param>
    /// <exception cref="ArgumentException">The number of weights is another.</exception>
    public void SetWeights(ReadOnlySpan<float> weights)
    {
        using UseGate.Lease use = Gate.Change(nameof(SetWeights));
        RequireBuilt();
        if (weights.Length != ParameterCount)
        {
            throw new ArgumentException(
                $"The model has {CountFormatter.Format(ParameterCount, "weights")}, but got {weights.Length}: take them from a " +
                $"model of the same architecture.");
        }

        int at = 0;
        foreach (Parameter parameter in Parameters)
        {
            weights.Slice(at, parameter.Length).CopyTo(parameter.Overwrite());
            parameter.MarkChanged();
            at += parameter.Length;
        }
    }

    /// <summary>Draws the weights that were neither read nor written yet.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; what is left is drawn when it is needed.</exception>
    internal void DrawWeights(CancellationToken cancellationToken)
    {
        if (_hasWeights)
        {
            return;
        }

        foreach (Parameter parameter in Parameters.Where(parameter => !parameter.HasValues))
        {
            parameter.CreateValues(cancellationToken);
        }

        _hasWeights = true;
    }

    /// <summary>
    /// Makes the parameters of all layers, to be drawn from <see cref="Seed"/>, and gives each its place among the gradients.
    /// </summary>
    private protected void BuildLayers(IReadOnlyList<Shape> inputs)
    {
        Network.Build(inputs, layer => new InitialWeights(new RandomStream(Seed, RandomStreams.Weights + (ulong)layer)));
        GradientLength = LayerGraph.PlaceParameters(Parameters);
    }
}
