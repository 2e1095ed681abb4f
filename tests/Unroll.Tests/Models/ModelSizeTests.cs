using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Models;

/// <summary>Models that cannot be: refused before any memory is taken, with the layer named.</summary>
public class ModelSizeTests
{
    private const int Huge = 1_000_000_000;

    public static TheoryData<string> Layers => [.. _layers.Keys];

    private static readonly Dictionary<string, Func<Layer>> _layers = new()
    {
        ["lstm"] = () => new Lstm(Huge, new LstmOptions { ReturnSequences = true }),
        ["lstm of the most units"] = () => new Lstm(int.MaxValue, new LstmOptions { ReturnSequences = true }),
        ["general lstm"] = () => new Lstm(Huge, new LstmOptions { Activation = ActivationFunction.Relu, ReturnSequences = true }),
        ["gru"] = () => new Gru(Huge, new GruOptions { ReturnSequences = true }),
        ["simple-rnn"] = () => new SimpleRnn(Huge, new SimpleRnnOptions { ReturnSequences = true }),
        ["bidirectional"] = () => new Bidirectional(new Lstm(Huge, new LstmOptions { ReturnSequences = true })),
        ["joined widths"] = () => new Bidirectional(new SimpleRnn(2_000_000_000, new SimpleRnnOptions { ReturnSequences = true })),
        ["dense"] = () => new Dense(int.MaxValue),
        ["conv-1d"] = () => new Conv1D(Huge, 3),
        ["wide window"] = () => new Conv1D(Huge, int.MaxValue, new Conv1DOptions { Padding = WindowPadding.Same }),
        ["dilated"] = () => new Conv1D(2, 3, new Conv1DOptions { DilationRate = int.MaxValue, Padding = WindowPadding.Causal }),
        ["multi-head-attention"] = () => new MultiHeadAttention(100_000, 100_000),
        ["transformer-encoder"] = () => new TransformerEncoder(2, int.MaxValue),
        ["up-sampling"] = () => new UpSampling1D(int.MaxValue),
        ["zero-padding"] = () => new ZeroPadding1D(int.MaxValue, int.MaxValue),
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_that_is_too_large_is_refused_by_name_before_memory_is_taken(string name)
    {
        Layer layer = _layers[name]();
        var model = new Sequential(new Input(33, 10), layer, new GlobalMaxPooling1D(), new Dense(1));
        for (int attempt = 0; attempt < 2; attempt++)
        {
            var error = Assert.Throws<ArgumentException>(model.Build);
            Assert.Contains($"'{layer.Name}'", error.Message, StringComparison.Ordinal);
            Assert.Contains("smaller", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(model.Parameters, parameter => parameter.HasValues);
        }
    }

    [Fact]
    public void More_weights_than_memory_are_refused()
    {
        WeightLimit.Check(250, "lstm_1", 200, availableBytes: 1000);
        var error = Assert.Throws<ArgumentException>(() => WeightLimit.Check(251, "lstm_1", 200, availableBytes: 1000));
        Assert.Contains("'lstm_1' has 200 weights", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WeightLimit.Check(1L << 32, "lstm_1", 200, availableBytes: long.MaxValue));
    }

    [Fact]
    public void A_pass_over_more_timesteps_than_a_buffer_holds_is_refused_by_name()
    {
        // 1.5 million timesteps of 1,536 gates: as an index of 32 bits, that is a number below zero.
        var model = new Sequential(
            new Input(Shape.AnyLength, 1), new Gru(512, new GruOptions { Activation = ActivationFunction.Relu }), new Dense(1));
        var error = Assert.Throws<ArgumentException>(() => model.Predict(new float[1, 1_500_000, 1]));
        Assert.Contains("'gru_1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("smaller batches", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_model_is_described_without_its_weights()
    {
        // 400 MB of weights, if they were drawn.
        var model = new Sequential(new Input(33, 10), new Lstm(5000), new Dense(1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Build();
        Assert.Contains("100,220,000", model.Summary(), StringComparison.Ordinal);
        Assert.Equal(100_225_001, model.ParameterCount);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }
}
