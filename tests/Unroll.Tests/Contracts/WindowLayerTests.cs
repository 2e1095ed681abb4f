using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Gradients;
using Unroll.Tests.Oracles;

namespace Unroll.Tests.Contracts;

/// <summary>What holds for every block and every layer that forecasts from a window.</summary>
public sealed class WindowLayerTests : IDisposable
{
    private static readonly int[] _lengths = [8, 1, 6, 3];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-windows-");

    public static TheoryData<string> Names => WindowLayerCases.Names;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_the_output(string name) =>
        ModelGradientCheck.Run(WindowLayerCases.Create(name), rows: 4, training: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_with_padding_are_those_of_the_output(string name) =>
        ModelGradientCheck.Run(WindowLayerCases.Create(name), rows: 4, lengths: _lengths, training: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Configuration_and_weights_survive_saving(string name)
    {
        Sequential model = WindowLayerCases.Create(name);
        string path = Path.Combine(_folder.FullName, "model.safetensors");
        model.Save(path);

        Model loaded = Model.Load(path);

        Assert.Equal(model.GetWeights(), loaded.GetWeights());
        Assert.Equal(model.Summary(), loaded.Summary());
        Assert.Equal(
            model.Layers.Select(layer => Layer.Catalogue.Write(layer).ToJsonString()),
            loaded.Layers.Select(layer => Layer.Catalogue.Write(layer).ToJsonString()));
        var samples = new ArraySource(TestData.Sequences(5, WindowLayerCases.Timesteps, WindowLayerCases.Features));
        Assert.Equal(model.Predict(samples).ToArray(), loaded.Predict(samples).ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_gives_the_same_alone_as_in_a_batch(string name)
    {
        Sequential model = WindowLayerCases.Create(name);
        float[,,] inputs = TestData.Sequences(7, WindowLayerCases.Timesteps, WindowLayerCases.Features);
        float[] together = [.. model.Predict(new ArraySource(inputs))];
        int width = together.Length / 7, length = WindowLayerCases.Timesteps * WindowLayerCases.Features;
        foreach (int sample in new[] { 0, 3, 6 })
        {
            var alone = new float[1, WindowLayerCases.Timesteps, WindowLayerCases.Features];
            Buffer.BlockCopy(inputs, sample * length * sizeof(float), alone, 0, length * sizeof(float));
            Compare.Near(
                $"sample {sample}", together[(sample * width)..((sample + 1) * width)], [.. model.Predict(new ArraySource(alone))], 1e-5);
        }
    }
}
