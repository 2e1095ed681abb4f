using System.Text.Json.Nodes;

namespace Unroll.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000):
/// i, f, o = σ(x·W + h₋₁·U + b), g = tanh(x·W + h₋₁·U + b), c = f·c₋₁ + i·g, h = o·tanh(c). Parameters as in Keras, gates in the order
/// i, f, c, o: <c>kernel</c> [features, 4·units], <c>recurrent_kernel</c> [units, 4·units], <c>bias</c> [4·units]. With
/// <see cref="LstmOptions.Peephole"/> i and f also see p·c₋₁, and o sees p·c: <c>peephole_kernel</c> [3, units] (i, f, o). With
/// <see cref="LstmOptions.LayerNormalization"/> x·W and h₋₁·U are each normalised and scaled (<c>kernel_gamma</c>, <c>recurrent_gamma</c>,
/// [4·units]) before the bias is added, and c is normalised, scaled and shifted on its way out (<c>cell_gamma</c>, <c>cell_beta</c>, [units]).
/// </summary>
public sealed class Lstm : RecurrentLayer
{
    private readonly LstmOptions _options;

    /// <summary>Creates an LSTM.</summary>
    /// <param name="units">Hidden units, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { ReturnSequences = true }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    /// <exception cref="ArgumentException">Gradient checkpointing is asked for together with an option that it does not work with.</exception>
    public Lstm(int units, LstmOptions options = default)
        : base(CreateCell(CheckUnits(units, nameof(Lstm)), options), options.Settings, options.Regularizers) => _options = options;

    /// <inheritdoc/>
    public override string Kind => "lstm";

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        WriteCell(configuration, _options.UseBias, _options.Initializers);
        configuration["activation"] = LayerJson.Write(_options.Activation);
        configuration["recurrent_activation"] = LayerJson.Write(_options.RecurrentActivation);
        configuration["unit_forget_bias"] = _options.UnitForgetBias;
        configuration["peephole"] = _options.Peephole;
        configuration["layer_normalization"] = _options.LayerNormalization;
        return configuration;
    }

    internal static Lstm Read(JsonSource source) => new(source.Integer("units"), new LstmOptions
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
        UnitForgetBias = source.Flag("unit_forget_bias"),
        Peephole = source.OptionalFlag("peephole"),
        LayerNormalization = source.OptionalFlag("layer_normalization"),
    });

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
