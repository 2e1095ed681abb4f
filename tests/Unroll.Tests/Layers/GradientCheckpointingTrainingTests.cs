using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Layers;

/// <summary>Networks with gradient checkpointing over time learn the same weights, and stay what they are in files.</summary>
public sealed class GradientCheckpointingTrainingTests
{
    [Theory]
    [InlineData("stack", 1, 1)]
    [InlineData("stack", 2, 3)]
    [InlineData("bidirectional", 2, 1)]
    [InlineData("stateful", 2, 1)]
    [InlineData("truncated", 1, 1)]
    public void Trained_weights_are_the_same_bits(string network, int threads, int accumulationSteps) => CheckWeights(
        checkpointing => Layers(network, checkpointing),
        TestData.Sequences(120, 131, 2),
        new FitOptions
        {
            Shuffle = network != "stateful",
            Threads = threads,
            AccumulationSteps = accumulationSteps,
            TruncatedSteps = network == "truncated" ? 70 : 0,
        });

    /// <summary>Wide layers have longer chunks of timesteps, and so other segments.</summary>
    [Fact]
    public void Wide_layers_learn_the_same_weights() => CheckWeights(
        checkpointing => [new Lstm(360, new LstmOptions { GradientCheckpointing = checkpointing })], TestData.Sequences(40, 83, 2),
        default);

    [Theory]
    [InlineData("bidirectional", 4)]
    [InlineData("stack", 3)]
    public void A_saved_model_keeps_the_option(string network, int recurrentLayers)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            foreach (bool checkpointing in new[] { false, true })
            {
                var model = new Sequential([new Input(4, 2), .. Layers(network, checkpointing)]);
                model.Build();
                model.Save(path);
                List<RecurrentLayer> layers = [.. Model.Load(path).Layers
                    .SelectMany(layer => layer is Bidirectional both ? [both.ForwardLayer, both.BackwardLayer] : new[] { layer })
                    .OfType<RecurrentLayer>()];
                Assert.Equal(recurrentLayers, layers.Count);
                Assert.All(layers, layer => Assert.Equal(checkpointing,
                    Layer.Catalogue.Write(layer).ToJsonString().Contains("\"gradient-checkpointing\":true", StringComparison.Ordinal)));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void CheckWeights(Func<bool, IEnumerable<Layer>> layers, float[,,] inputs, FitOptions options)
    {
        float[] Train(bool checkpointing)
        {
            var model = new Sequential(
                [new Input(inputs.GetLength(1), inputs.GetLength(2)), .. layers(checkpointing), new Dense(1)])
            { Seed = 4 };
            model.Compile(new Adam(0.01f), new MeanSquaredError());
            model.Fit(new ArraySource(inputs, TestData.Means(inputs)), options with { Epochs = 2, BatchSize = 40 });
            return model.GetWeights();
        }

        float[] expected = Train(false);
        Assert.True(expected.AsSpan().SequenceEqual(Train(true)));
        Assert.All(expected, weight => Assert.True(float.IsFinite(weight)));
    }

    private static IEnumerable<Layer> Layers(string network, bool checkpointing) => network switch
    {
        "stack" =>
        [
            new Lstm(6, new LstmOptions { ReturnSequences = true, RecurrentDropout = 0.2f, GradientCheckpointing = checkpointing }),
            new Dropout(0.1f),
            new Gru(5, new GruOptions { ReturnSequences = true, GradientCheckpointing = checkpointing }),
            new SimpleRnn(4, new SimpleRnnOptions { GradientCheckpointing = checkpointing }),
        ],
        "bidirectional" =>
        [
            new Bidirectional(new Lstm(4, new LstmOptions { ReturnSequences = true, GradientCheckpointing = checkpointing })),
            new Bidirectional(new Gru(3, new GruOptions { GradientCheckpointing = checkpointing }), MergeMode.Sum),
        ],
        "stateful" => [new Lstm(4, new LstmOptions { Stateful = true, GradientCheckpointing = checkpointing })],
        _ => [new Gru(4, new GruOptions { GradientCheckpointing = checkpointing })],
    };
}
