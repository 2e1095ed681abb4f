using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Contracts;

/// <summary>What embeddings, positions, normalisations and attention must do beside computing the right numbers.</summary>
public sealed class StepwiseLayerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-stepwise-");

    public static TheoryData<string> Names => StepwiseLayerCases.Names;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Configuration_weights_and_averages_survive_saving(string name)
    {
        Sequential model = Trained(name, threads: 1);
        string path = Path.Combine(_folder.FullName, "model.safetensors");
        model.Save(path);

        Model loaded = Model.Load(path);

        Assert.Equal(model.GetWeights(), loaded.GetWeights());
        foreach ((Layer before, Layer after) in model.Layers.Zip(loaded.Layers))
        {
            Assert.IsType(before.GetType(), after);
            Assert.Equal(Layer.Catalogue.Write(before).ToJsonString(), Layer.Catalogue.Write(after).ToJsonString());
        }

        float[,,] inputs = StepwiseLayerCases.Inputs(name, 5);
        Assert.Equal(model.Predict(new ArraySource(inputs)).ToArray(), loaded.Predict(new ArraySource(inputs)).ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_padded_row_gives_what_the_shorter_row_gives(string name)
    {
        int[] lengths = [6, 1, 4, 3];
        float[,,] inputs = StepwiseLayerCases.Inputs(name, lengths.Length);
        var model = new Sequential([new Input(StepwiseLayerCases.InputShape(name)), .. StepwiseLayerCases.Create(name)]);
        model.Build();
        ShardPass padded = model.CreatePass(
            [StepwiseLayerCases.InputShape(name, StepwiseLayerCases.Timesteps)], [true], lengths.Length, default);
        for (int row = 0; row < lengths.Length; row++)
        {
            for (int t = 0; t < lengths[row]; t++)
            {
                Row(inputs, row, t).CopyTo(padded.Input.At(t, row));
                padded.Inputs[0].Mask![(t * lengths.Length) + row] = true;
            }
        }

        model.Prepare(training: false);
        padded.Forward();

        Assert.True(padded.Output.IsMasked);
        for (int row = 0; row < lengths.Length; row++)
        {
            ShardPass alone = model.CreatePass([StepwiseLayerCases.InputShape(name, lengths[row])], [false], 1, default);
            for (int t = 0; t < lengths[row]; t++)
            {
                Row(inputs, row, t).CopyTo(alone.Input.At(t));
            }

            alone.Forward();
            for (int t = 0; t < StepwiseLayerCases.Timesteps; t++)
            {
                bool isReal = t < lengths[row];
                float[] expected = isReal ? alone.Output.At(t, 0).ToArray() : new float[padded.Output.Features];
                Assert.Equal(isReal, padded.Output.IsReal(t, row));
                Oracles.Compare.Near($"row {row}, timestep {t}", expected, padded.Output.At(t, row).ToArray(), 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_do_not_depend_on_threads(string name) =>
        Assert.Equal(Trained(name, threads: 1).GetWeights(), Trained(name, threads: 2).GetWeights());

    private static Sequential Trained(string name, int threads)
    {
        const int Rows = 40;
        Layer[] layers = StepwiseLayerCases.Create(name);
        float[,,] inputs = StepwiseLayerCases.Inputs(name, Rows);
        var model = new Sequential(
            [new Input(StepwiseLayerCases.InputShape(name, StepwiseLayerCases.Timesteps)), .. layers, new Lstm(3), new Dense(1)]);
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        model.Fit(inputs, TestData.Means(inputs), new FitOptions { Epochs = 2, BatchSize = Rows, Threads = threads });
        return model;
    }

    private static float[] Row(float[,,] values, int row, int timestep) =>
        [.. Enumerable.Range(0, values.GetLength(2)).Select(feature => values[row, timestep, feature])];
}
