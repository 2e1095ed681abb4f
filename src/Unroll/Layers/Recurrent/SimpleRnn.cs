using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>
/// Simple recurrent network (Elman 1990): h = tanh(x·W + h₋₁·U + b). Parameters as in Keras: <c>kernel</c> [features, units],
/// <c>recurrent_kernel</c> [units, units], <c>bias</c> [units].
/// </summary>
public sealed class SimpleRnn : RecurrentLayer
{
    private static readonly Setting<SimpleRnn, int> _units = LayerSettings.Size<SimpleRnn>(
        "units", layer => layer.Units, "Hidden units.", 32);

    private static readonly RecurrentLayerSettings<SimpleRnn> _run = new(layer => layer._options.Settings);

    private static readonly Setting<SimpleRnn, ActivationFunction> _activation = LayerSettings.Activation<SimpleRnn>(
        layer => layer._options.Activation, default(SimpleRnnOptions).Activation, "Activation of the hidden state.");

    private static readonly CellSettings<SimpleRnn> _weights = new(
        layer => layer._options.UseBias, layer => layer._options.Initializers, default(SimpleRnnOptions).Initializers,
        layer => layer._options.Regularizers);

    internal static LayerEntry Entry { get; } = new(
        "simple-rnn", typeof(SimpleRnn), "A plain recurrent layer.",
        [_units, .. _run.All, _activation, .. _weights.All],
        values => new SimpleRnn(values.Get(_units), new SimpleRnnOptions
        {
            Settings = _run.Read(values),
            Activation = values.Get(_activation),
            UseBias = values.Get(_weights.UseBias),
            Initializers = _weights.Initializers(values),
            Regularizers = _weights.Regularizers(values),
        }))
    {
        Shorthand = _units,
        Formula = "hₜ = tanh(xₜ·W + hₜ₋₁·U + b)",
        Example = "simple-rnn: 32",
        TakesSequences = true,
        ReturningSequences = _run.Returning,
        CarryingState = _run.CarryingState,
        ReturningStates = _run.ReturningStates,
    };

    private readonly SimpleRnnOptions _options;

    /// <summary>Creates a simple recurrent layer.</summary>
    /// <param name="units">Hidden units, at least 1.</param>
    /// <param name="options">
    /// Options; leave out for the defaults. For example <c>new() { Activation = ActivationFunction.Relu }</c>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    /// <exception cref="ArgumentException">
    /// Gradient checkpointing is asked for together with an option that it does not work with.
    /// </exception>
    public SimpleRnn(int units, SimpleRnnOptions options = default)
        : base(CreateCell(CheckUnits(units, nameof(SimpleRnn)), options), options.Settings, options.Regularizers) => _options = options;

    private protected override OutputRange HiddenRange => _options.Activation.Range;

    internal override RecurrentLayer Reversed() => new SimpleRnn(Units, _options with { GoBackwards = !_options.GoBackwards });

    private static GateCell CreateCell(int units, in SimpleRnnOptions options) => options.Activation switch
    {
        Tanh => new FusedRnnCell<Tanh.Operator>(units, default, options.Initializers, options.UseBias),
        Relu => new FusedRnnCell<Relu.Operator>(units, default, options.Initializers, options.UseBias),
        _ => new SimpleRnnCell(units, options.Activation, options.Initializers, options.UseBias),
    };
}
