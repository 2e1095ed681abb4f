using System.Text.Json.Nodes;

namespace Unroll.Layers;

/// <summary>
/// Simple recurrent network (Elman 1990): h = tanh(x·W + h₋₁·U + b). Parameters as in Keras: <c>kernel</c> [features, units],
/// <c>recurrent_kernel</c> [units, units], <c>bias</c> [units].
/// </summary>
public sealed class SimpleRnn : RecurrentLayer
{
    private readonly SimpleRnnOptions _options;

    /// <summary>Creates a simple recurrent layer.</summary>
    /// <param name="units">Hidden units, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { Activation = ActivationFunction.Relu }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    /// <exception cref="ArgumentException">Gradient checkpointing is asked for together with an option that it does not work with.</exception>
    public SimpleRnn(int units, SimpleRnnOptions options = default)
        : base(CreateCell(CheckUnits(units, nameof(SimpleRnn)), options), options.Settings, options.Regularizers) => _options = options;

    /// <inheritdoc/>
    public override string Kind => "simple-rnn";

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        WriteCell(configuration, _options.UseBias, _options.Initializers);
        configuration["activation"] = LayerJson.Write(_options.Activation);
        return configuration;
    }

    internal static SimpleRnn Read(JsonSource source) => new(source.Integer("units"), new SimpleRnnOptions
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
        KernelInitializer = LayerJson.ReadInitializer(source, "kernel_initializer"),
        RecurrentInitializer = LayerJson.ReadInitializer(source, "recurrent_initializer"),
        BiasInitializer = LayerJson.ReadInitializer(source, "bias_initializer"),
        KernelRegularizer = LayerJson.ReadRegularizer(source, "kernel_regularizer"),
        RecurrentRegularizer = LayerJson.ReadRegularizer(source, "recurrent_regularizer"),
        BiasRegularizer = LayerJson.ReadRegularizer(source, "bias_regularizer"),
    });

    private static GateCell CreateCell(int units, in SimpleRnnOptions options) => options.Activation switch
    {
        Tanh => new FusedRnnCell<Tanh.Operator>(units, default, options.Initializers, options.UseBias),
        Relu => new FusedRnnCell<Relu.Operator>(units, default, options.Initializers, options.UseBias),
        _ => new SimpleRnnCell(units, options.Activation, options.Initializers, options.UseBias),
    };
}
