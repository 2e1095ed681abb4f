using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>
/// Gated recurrent unit (Cho et al. 2014): z, r = σ(x·W + h₋₁·U + b), g = tanh(x·W + r·(h₋₁·U + b′) + b), h = z·h₋₁ + (1 − z)·g; with
/// <see cref="GruOptions.ResetAfter"/> off, g = tanh(x·W + (r·h₋₁)·U + b). Parameters as in Keras, gates in the order z, r, h:
/// <c>kernel</c> [features, 3·units], <c>recurrent_kernel</c> [units, 3·units], <c>bias</c> [2, 3·units] (input, recurrent) or [3·units].
/// </summary>
public sealed class Gru : RecurrentLayer
{
    private static readonly Setting<Gru, int> _units = LayerSettings.Size<Gru>("units", layer => layer.Units, "Hidden units.", 32);

    private static readonly RecurrentLayerSettings<Gru> _run = new(layer => layer._options.Settings);

    private static readonly Setting<Gru, ActivationFunction> _activation = LayerSettings.Activation<Gru>(
        layer => layer._options.Activation, default(GruOptions).Activation, "Activation of the candidate state.");

    private static readonly Setting<Gru, ActivationFunction> _recurrentActivation = LayerSettings.Activation<Gru>(
        layer => layer._options.RecurrentActivation, default(GruOptions).RecurrentActivation, "Activation of the gates.",
        "recurrent-activation");

    private static readonly Setting<Gru, bool> _resetAfter = LayerSettings.Flag<Gru>(
        "reset-after", layer => layer._options.ResetAfter, "Whether the reset gate acts after the recurrent product.",
        default(GruOptions).ResetAfter);

    private static readonly CellSettings<Gru> _weights = new(
        layer => layer._options.UseBias, layer => layer._options.Initializers, default(GruOptions).Initializers,
        layer => layer._options.Regularizers);

    internal static LayerEntry Entry { get; } = new(
        "gru", typeof(Gru), "A gated recurrent unit.",
        [_units, .. _run.All, _activation, _recurrentActivation, _resetAfter, .. _weights.All],
        values => new Gru(values.Get(_units), new GruOptions
        {
            Settings = _run.Read(values),
            Activation = values.Get(_activation),
            RecurrentActivation = values.Get(_recurrentActivation),
            ResetAfter = values.Get(_resetAfter),
            UseBias = values.Get(_weights.UseBias),
            Initializers = _weights.Initializers(values),
            Regularizers = _weights.Regularizers(values),
        }))
    {
        Shorthand = _units,
        Formula = "z, r = σ(x·W + h₋₁·U + b), n = tanh(x·W + r·(h₋₁·U + b))\nh = z·h₋₁ + (1 − z)·n",
        Example = "gru: 32",
        TakesSequences = true,
        ReturningSequences = _run.Returning,
        CarryingState = _run.CarryingState,
        ReturningStates = _run.ReturningStates,
    };

    private readonly GruOptions _options;

    /// <summary>Creates a GRU.</summary>
    /// <param name="units">Hidden units, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { ResetAfter = false }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    /// <exception cref="ArgumentException">
    /// Gradient checkpointing is asked for together with an option that it does not work with.
    /// </exception>
    public Gru(int units, GruOptions options = default)
        : base(CreateCell(CheckUnits(units, nameof(Gru)), options), options.Settings, options.Regularizers) => _options = options;

    internal bool ResetAfter => _options.ResetAfter;

    private protected override OutputRange HiddenRange => _options.RecurrentActivation.Range == OutputRange.ZeroToOne
        ? _options.Activation.Range.Each() : OutputRange.Unknown;

    internal override RecurrentLayer Reversed() => new Gru(Units, _options with { GoBackwards = !_options.GoBackwards });

    private static GateCell CreateCell(int units, in GruOptions options)
    {
        if (!options.ResetAfter)
        {
            return new ResetBeforeGruCell(units, options.Activation, options.RecurrentActivation, options.Initializers, options.UseBias);
        }

        return options.Activation is Tanh && options.RecurrentActivation is Sigmoid
            ? new FusedGruCell(units, options.Initializers, options.UseBias)
            : new GruCell(units, options.Activation, options.RecurrentActivation, options.Initializers, options.UseBias);
    }
}
