using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// Layers one after another as one layer, where another layer takes only one: <c>time-distributed: {sequential: […]}</c>. Parameters are
/// those of the layers inside.
/// </summary>
public sealed class LayerSequence : BlockLayer
{
    private static readonly Setting<LayerSequence, IReadOnlyList<Block<Layer>>> _layers = LayerStack.Setting<LayerSequence>(
        layer => layer._stack, "The layers, one after another.");

    internal static LayerEntry Entry { get; } = new(
        "sequential", typeof(LayerSequence), "Layers one after another, where another layer takes only one.",
        [_layers],
        values => new LayerSequence(LayerStack.Create(values.Get(_layers))))
    {
        Shorthand = _layers,
        Example = "sequential: [{dense: 16}, {dense: 8}]",
        ReturningSequences = block => block.With(_layers, LayerStack.ReturningSequences(block.Values.Get(_layers))),
        TakingCodes = (block, vocabulary) => block.With(
            _layers, [.. block.Values.Get(_layers).Select((inner, index) => index == 0 ? LayerEntry.TakeCodes(inner, vocabulary) : inner)]),
    };

    private readonly LayerStack _stack;

    /// <summary>Puts layers one after another.</summary>
    /// <param name="layers">The layers, at least one; they belong to this one from now on.</param>
    /// <exception cref="ArgumentException">There is no layer, or one belongs to a model or another layer already.</exception>
    public LayerSequence(IEnumerable<Layer> layers) => _stack = new LayerStack(layers, nameof(LayerSequence));

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 1)
        {
            throw new ArgumentException(
                $"LayerSequence takes one input, but got {inputs.Count}: {string.Join(", ", inputs)}. Join them first, for example with "
                + "Concatenate.");
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [_stack.Apply(inputs[0])];
    }
}
