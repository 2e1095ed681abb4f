using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// Layers with a shortcut around them (He et al. 2016): y = activation(x + layers(x)), where x passes a dense layer on each timestep, a 1×1
/// convolution, if the features differ. Parameters are those of the layers inside, and <c>projection.kernel</c> and
/// <c>projection.bias</c> where there is a projection.
/// </summary>
public sealed class Residual : BlockLayer
{
    private static readonly Setting<Residual, IReadOnlyList<Block<Layer>>> _layers = LayerStack.Setting<Residual>(
        layer => layer._stack, "The layers that the shortcut passes by, one after another.");

    private static readonly Setting<Residual, ActivationFunction> _activation = LayerSettings.Activation<Residual>(
        layer => layer.Activation, ActivationFunction.Linear, "Activation of the sum.");

    internal static LayerEntry Entry { get; } = new(
        "residual", typeof(Residual), "Layers with a shortcut around them, projected where the features differ.",
        [_layers, _activation],
        values => new Residual(LayerStack.Create(values.Get(_layers)), values.Get(_activation)))
    {
        Shorthand = _layers,
        Formula = "y = activation(x + layers(x))",
        Example = "residual: {layers: [{conv1d: {filters: 32, kernel-size: 3, padding: same}}], activation: relu}",
        ReturningSequences = block => block.With(_layers, LayerStack.ReturningSequences(block.Values.Get(_layers))),
    };

    private readonly LayerStack _stack;
    private readonly Add _add = new() { Name = "add" };
    private readonly Activation? _activate;
    private Dense? _projection;

    /// <summary>Puts a shortcut around layers.</summary>
    /// <param name="layers">
    /// The layers, at least one, which keep the timesteps of a sequence; they belong to this one from now on.
    /// </param>
    /// <param name="activation">Activation of the sum; null for none.</param>
    /// <exception cref="ArgumentException">There is no layer, or one belongs to a model or another layer already.</exception>
    public Residual(IEnumerable<Layer> layers, ActivationFunction? activation = null)
    {
        _stack = new LayerStack(layers, nameof(Residual));
        Activation = activation ?? ActivationFunction.Linear;
        _activate = Activation is Linear ? null : new Activation(Activation) { Name = "activation" };
    }

    /// <summary>Activation of the sum.</summary>
    public ActivationFunction Activation { get; }

    /// <inheritdoc/>
    protected override void CheckInputs(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 1)
        {
            throw new ArgumentException(
                $"Residual takes one input, but got {inputs.Count}: {string.Join(", ", inputs)}. Join them first, for example with "
                + "Concatenate.");
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Signal input = inputs[0], path = _stack.Apply(input);
        if (path.Shape.IsSequence != input.Shape.IsSequence || path.Shape.Timesteps != input.Shape.Timesteps)
        {
            throw new ArgumentException(
                $"Residual adds its input of shape {input.Shape} to what its layers make of it, of shape {path.Shape}: both need the "
                + "same timesteps. Let convolutions pad (padding: same or causal, stride 1), and recurrent layers return sequences.");
        }

        if (path.Shape.Features != input.Shape.Features)
        {
            _projection ??= new Dense(path.Shape.Features) { Name = "projection" };
            input = _projection.Apply(input);
        }

        Signal sum = _add.Apply(input, path);
        return [_activate is null ? sum : _activate.Apply(sum)];
    }
}
