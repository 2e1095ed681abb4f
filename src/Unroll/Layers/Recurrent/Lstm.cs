using System.Text.Json.Nodes;

namespace Unroll.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000):
/// i, f, o = σ(x·W + h₋₁·U + b), g = tanh(x·W + h₋₁·U + b), c = f·c₋₁ + i·g, h = o·tanh(c). Parameters as in Keras, gates in the order
/// i, f, c, o: <c>kernel</c> [features, 4·units], <c>recurrent_kernel</c> [units, 4·units], <c>bias</c> [4·units].
/// </summary>
public sealed class Lstm : RecurrentLayer
{
    private readonly LstmOptions _options;

    /// <summary>Creates an LSTM.</summary>
    /// <param name="units">Hidden units, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { ReturnSequences = true }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    public Lstm(int units, LstmOptions options = default)
        : base(
            new LstmCell(CheckUnits(units, nameof(Lstm)), options.Activation, options.RecurrentActivation, options.UnitForgetBias),
            options.ReturnSequences,
            options.UseBias,
            new CellInitializers(options.KernelInitializer, options.RecurrentInitializer, options.BiasInitializer)) => _options = options;

    /// <inheritdoc/>
    public override string Kind => "lstm";

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        configuration["activation"] = LayerJson.Write(_options.Activation);
        configuration["recurrent_activation"] = LayerJson.Write(_options.RecurrentActivation);
        configuration["unit_forget_bias"] = _options.UnitForgetBias;
        return configuration;
    }

    internal static Lstm Read(JsonSource source) => new(source.Integer("units"), new LstmOptions
    {
        ReturnSequences = source.Flag("return_sequences"),
        UseBias = source.Flag("use_bias"),
        Activation = LayerJson.ReadActivation(source, "activation"),
        RecurrentActivation = LayerJson.ReadActivation(source, "recurrent_activation"),
        KernelInitializer = LayerJson.ReadInitializer(source, "kernel_initializer"),
        RecurrentInitializer = LayerJson.ReadInitializer(source, "recurrent_initializer"),
        BiasInitializer = LayerJson.ReadInitializer(source, "bias_initializer"),
        UnitForgetBias = source.Flag("unit_forget_bias"),
    });
}
