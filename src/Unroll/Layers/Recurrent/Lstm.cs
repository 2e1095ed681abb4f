using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000):
/// i, f, o = σ(x·W + h₋₁·U + b), g = tanh(x·W + h₋₁·U + b), c = f·c₋₁ + i·g, h = o·tanh(c). Parameters as in Keras, gates in the order
/// i, f, c, o: <c>kernel</c> [features, 4·units], <c>recurrent_kernel</c> [units, 4·units], <c>bias</c> [4·units]. With
/// <see cref="LstmOptions.Peephole"/> i and f also see p·c₋₁, and o sees p·c: <c>peephole_kernel</c> [3, units] (i, f, o). With
/// <see cref="LstmOptions.LayerNormalization"/> x·W and h₋₁·U are each normalised and scaled (<c>kernel_gamma</c>, <c>recurrent_gamma</c>,
/// [4·units]) before the bias is added, and c is normalised, scaled and shifted on its way out (<c>cell_gamma</c>, <c>cell_beta</c>,
/// [units]).
/// </summary>
public sealed class Lstm : RecurrentLayer
{
    private static readonly Setting<Lstm, int> _units = LayerSettings.Size<Lstm>("units", layer => layer.Units, "Hidden units.", 32);

    private static readonly RecurrentLayerSettings<Lstm> _run = new(layer => layer._options.Settings);

    private static readonly Setting<Lstm, ActivationFunction> _activation = LayerSettings.Activation<Lstm>(
        layer => layer._options.Activation, default(LstmOptions).Activation,
        "Activation of the cell's input and of its state on the way out.");

    private static readonly Setting<Lstm, ActivationFunction> _recurrentActivation = LayerSettings.Activation<Lstm>(
        layer => layer._options.RecurrentActivation, default(LstmOptions).RecurrentActivation, "Activation of the gates.",
        "recurrent-activation");

    private static readonly Setting<Lstm, bool> _unitForgetBias = LayerSettings.Flag<Lstm>(
        "unit-forget-bias", layer => layer._options.UnitForgetBias, "Whether the forget gate's bias starts at 1.",
        default(LstmOptions).UnitForgetBias);

    private static readonly Setting<Lstm, bool> _peephole = LayerSettings.Flag<Lstm>(
        "peephole", layer => layer._options.Peephole, "Whether the gates also see the cell's state.");

    private static readonly Setting<Lstm, bool> _layerNormalization = LayerSettings.Flag<Lstm>(
        "layer-normalization", layer => layer._options.LayerNormalization,
        "Whether products and the cell's state are normalised over the features.");

    private static readonly CellSettings<Lstm> _weights = new(
        layer => layer._options.UseBias, layer => layer._options.Initializers, default(LstmOptions).Initializers,
        layer => layer._options.Regularizers);

    internal static LayerEntry Entry { get; } = new(
        "lstm", typeof(Lstm), "Long short-term memory.",
        [_units, .. _run.All, _activation, _recurrentActivation, _unitForgetBias, _peephole, _layerNormalization, .. _weights.All],
        values => new Lstm(values.Get(_units), new LstmOptions
        {
            Settings = _run.Read(values),
            Activation = values.Get(_activation),
            RecurrentActivation = values.Get(_recurrentActivation),
            UnitForgetBias = values.Get(_unitForgetBias),
            Peephole = values.Get(_peephole),
            LayerNormalization = values.Get(_layerNormalization),
            UseBias = values.Get(_weights.UseBias),
            Initializers = _weights.Initializers(values),
            Regularizers = _weights.Regularizers(values),
        }))
    {
        Shorthand = _units,
        Formula = "i, f, o = σ(x·W + h₋₁·U + b), g = tanh(x·W + h₋₁·U + b)\nc = f·c₋₁ + i·g, h = o·tanh(c)",
        Example = "lstm: {units: 32, return-sequences: true}",
        TakesSequences = true,
        ReturningSequences = _run.Returning,
        CarryingState = _run.CarryingState,
        ReturningStates = _run.ReturningStates,
    };

    private readonly LstmOptions _options;

    /// <summary>Creates an LSTM.</summary>
    /// <param name="units">Hidden units, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { ReturnSequences = true }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    /// <exception cref="ArgumentException">
    /// Gradient checkpointing is asked for together with an option that it does not work with.
    /// </exception>
    public Lstm(int units, LstmOptions options = default)
        : base(CreateCell(CheckUnits(units, nameof(Lstm)), options), options.Settings, options.Regularizers) => _options = options;

    private protected override OutputRange HiddenRange => _options.RecurrentActivation.Range == OutputRange.ZeroToOne
        ? _options.Activation.Range.Each() : OutputRange.Unknown;

    internal override RecurrentLayer Reversed() => new Lstm(Units, _options with { GoBackwards = !_options.GoBackwards });

    private static GateCell CreateCell(int units, in LstmOptions options)
    {
        if (options.Peephole || options.LayerNormalization)
        {
            return new ExtendedLstmCell(units, options);
        }

        return options.Activation is Tanh && options.RecurrentActivation is Sigmoid
            ? new FusedLstmCell(units, options.Initializers, options.UseBias, options.UnitForgetBias)
            : new LstmCell(
                units, options.Activation, options.RecurrentActivation, options.Initializers, options.UseBias, options.UnitForgetBias);
    }
}
