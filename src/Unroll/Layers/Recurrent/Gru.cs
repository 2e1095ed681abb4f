using System.Text.Json.Nodes;

namespace Unroll.Layers;

/// <summary>
/// Gated recurrent unit (Cho et al. 2014): z, r = σ(x·W + h₋₁·U + b), g = tanh(x·W + r·(h₋₁·U + b′) + b), h = z·h₋₁ + (1 − z)·g; with
/// <see cref="GruOptions.ResetAfter"/> off, g = tanh(x·W + (r·h₋₁)·U + b). Parameters as in Keras, gates in the order z, r, h:
/// <c>kernel</c> [features, 3·units], <c>recurrent_kernel</c> [units, 3·units], <c>bias</c> [2, 3·units] (input, recurrent) or [3·units].
/// </summary>
public sealed class Gru : RecurrentLayer
{
    private readonly GruOptions _options;

    /// <summary>Creates a GRU.</summary>
    /// <param name="units">Hidden units, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { ResetAfter = false }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    /// <exception cref="ArgumentException">Gradient checkpointing is asked for together with an option that it does not work with.</exception>
    public Gru(int units, GruOptions options = default)
        : base(CreateCell(CheckUnits(units, nameof(Gru)), options), options.Settings, options.Regularizers) => _options = options;

    /// <inheritdoc/>
    public override string Kind => "gru";

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        WriteCell(configuration, _options.UseBias, _options.Initializers);
        configuration["activation"] = LayerJson.Write(_options.Activation);
        configuration["recurrent_activation"] = LayerJson.Write(_options.RecurrentActivation);
        configuration["reset_after"] = _options.ResetAfter;
        return configuration;
    }

    internal static Gru Read(JsonSource source) => new(source.Integer("units"), new GruOptions
    {
        ReturnSequences = source.Flag("return_sequences"),
        ReturnState = source.OptionalFlag("return_state"),
        GoBackwards = source.OptionalFlag("go_backwards"),
        Stateful = source.OptionalFlag("stateful"),
        Dropout = (float)source.OptionalNumber("dropout"),
        RecurrentDropout = (float)source.OptionalNumber("recurrent_dropout"),
        GradientCheckpointing = source.OptionalFlag("gradient_checkpointing"),
        UseBias = source.Flag("use_bias"),
        Activation = LayerJson.ReadActivation(source, "activation"),
        RecurrentActivation = LayerJson.ReadActivation(source, "recurrent_activation"),
        KernelInitializer = LayerJson.ReadInitializer(source, "kernel_initializer"),
        RecurrentInitializer = LayerJson.ReadInitializer(source, "recurrent_initializer"),
        BiasInitializer = LayerJson.ReadInitializer(source, "bias_initializer"),
        KernelRegularizer = LayerJson.ReadRegularizer(source, "kernel_regularizer"),
        RecurrentRegularizer = LayerJson.ReadRegularizer(source, "recurrent_regularizer"),
        BiasRegularizer = LayerJson.ReadRegularizer(source, "bias_regularizer"),
        ResetAfter = source.Flag("reset_after"),
    });

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
