using Unroll.Tests.Oracles;

namespace Unroll.Tests.Gradients;

/// <summary>
/// Every layer against its oracle, at sizes around the edges of vectors (16), panels (48), tiles of rows (8) and shards, and with every
/// option.
/// </summary>
public sealed class LayerGradientTests
{
    /// <summary>Units, rows, timesteps, input features: each edge of each with some edge of the others.</summary>
    public static TheoryData<int, int, int, int> Sizes { get; } = new()
    {
        { 1, 1, 1, 1 },
        { 1, 3, 7, 2 },
        { 5, 1, 7, 1 },
        { 5, 9, 2, 17 },
        { 8, 8, 2, 3 },
        { 8, 31, 7, 1 },
        { 16, 16, 2, 16 },
        { 16, 1, 2, 5 },
        { 17, 9, 7, 2 },
        { 17, 31, 1, 3 },
        { 33, 3, 2, 33 },
        { 33, 16, 7, 1 },
        { 48, 8, 2, 1 },
        { 48, 31, 1, 50 },
        { 50, 9, 2, 7 },
        { 50, 1, 7, 1 },
        { 64, 16, 1, 2 },
        { 64, 3, 2, 49 },
        { 100, 8, 2, 1 },
        { 100, 3, 1, 8 },
    };

    public static TheoryData<string> Activations { get; } = new(ActivationOracle.Names);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Dense_of_every_size(int units, int rows, int timesteps, int inputs)
    {
        var layer = new LayerSpec(LayerSpec.Dense, units);
        GradientCheck.Run(new NetworkSpec(timesteps, inputs, layer), rows);
        GradientCheck.Run(new NetworkSpec(1, inputs, layer) { IsSequence = false }, rows);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void SimpleRnn_of_every_size(int units, int rows, int timesteps, int inputs) =>
        CheckSequencesAndLast(new LayerSpec(LayerSpec.SimpleRnn, units), rows, timesteps, inputs);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Lstm_of_every_size(int units, int rows, int timesteps, int inputs) =>
        CheckSequencesAndLast(new LayerSpec(LayerSpec.Lstm, units), rows, timesteps, inputs);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gru_with_the_reset_gate_after_the_product_of_every_size(int units, int rows, int timesteps, int inputs) =>
        CheckSequencesAndLast(new LayerSpec(LayerSpec.Gru, units), rows, timesteps, inputs);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gru_with_the_reset_gate_before_the_product_of_every_size(int units, int rows, int timesteps, int inputs) =>
        CheckSequencesAndLast(new LayerSpec(LayerSpec.Gru, units) { ResetAfter = false }, rows, timesteps, inputs);

    [Theory]
    [MemberData(nameof(Activations))]
    public void Dense_and_Activation_with_every_activation(string activation)
    {
        GradientCheck.Run(new NetworkSpec(3, 4, new LayerSpec(LayerSpec.Dense, 19) { Activation = activation }), rows: 5);
        GradientCheck.Run(new NetworkSpec(3, 21, new LayerSpec(LayerSpec.Activated) { Activation = activation }), rows: 5, inputScale: 3);
        GradientCheck.Run(
            new NetworkSpec(1, 3, new LayerSpec(LayerSpec.Activated) { Activation = activation }) { IsSequence = false }, rows: 4);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Recurrent_layers_with_every_activation(string activation)
    {
        foreach (LayerSpec layer in RecurrentLayers(units: 9))
        {
            GradientCheck.Run(new NetworkSpec(4, 3, layer with { Activation = activation }), rows: 5);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Gates_with_every_activation(string activation)
    {
        foreach (LayerSpec layer in RecurrentLayers(units: 9).Where(layer => layer.Kind != LayerSpec.SimpleRnn))
        {
            GradientCheck.Run(new NetworkSpec(3, 3, layer with { RecurrentActivation = activation }), rows: 5, inputScale: 0.5);
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    public void Layers_without_bias(string activation)
    {
        foreach (LayerSpec layer in RecurrentLayers(units: 18).Append(new LayerSpec(LayerSpec.Dense, 18)))
        {
            GradientCheck.Run(new NetworkSpec(4, 3, layer with { Activation = activation, UseBias = false }), rows: 9);
        }
    }

    [Fact]
    public void Lstm_then_Gru_then_Dense() => GradientCheck.Run(
        new NetworkSpec(
            6,
            3,
            new LayerSpec(LayerSpec.Lstm, 12),
            new LayerSpec(LayerSpec.Gru, 7) { ReturnSequences = false },
            new LayerSpec(LayerSpec.Dense, 2)),
        rows: 9);

    [Fact]
    public void SimpleRnn_sequences_then_Lstm_then_Dropout_of_nothing_then_Dense() => GradientCheck.Run(
        new NetworkSpec(
            5,
            2,
            new LayerSpec(LayerSpec.SimpleRnn, 10),
            new LayerSpec(LayerSpec.Lstm, 6) { ReturnSequences = false },
            new LayerSpec(LayerSpec.Dropout) { Rate = 0 },
            new LayerSpec(LayerSpec.Dense, 3) { Activation = "sigmoid" }),
        rows: 10);

    [Fact]
    public void Dense_at_each_step_between_recurrent_layers() => GradientCheck.Run(
        new NetworkSpec(
            4,
            3,
            new LayerSpec(LayerSpec.Dense, 8) { Activation = "elu" },
            new LayerSpec(LayerSpec.Gru, 9) { ResetAfter = false },
            new LayerSpec(LayerSpec.Activated) { Activation = "leaky-relu" },
            new LayerSpec(LayerSpec.Dense, 4)),
        rows: 3);

    private static IEnumerable<LayerSpec> RecurrentLayers(int units) =>
    [
        new LayerSpec(LayerSpec.SimpleRnn, units),
        new LayerSpec(LayerSpec.Lstm, units),
        new LayerSpec(LayerSpec.Gru, units),
        new LayerSpec(LayerSpec.Gru, units) { ResetAfter = false },
    ];

    private static void CheckSequencesAndLast(LayerSpec layer, int rows, int timesteps, int inputs)
    {
        GradientCheck.Run(new NetworkSpec(timesteps, inputs, layer), rows);
        GradientCheck.Run(new NetworkSpec(timesteps, inputs, layer with { ReturnSequences = false }), rows);
    }
}
