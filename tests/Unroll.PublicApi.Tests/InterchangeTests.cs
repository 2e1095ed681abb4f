using Unroll.Formats;
using Unroll.Interchange;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.PublicApi.Tests;

/// <summary>Weights from and to PyTorch and Keras, as docs/interchange.md shows.</summary>
public sealed class InterchangeTests : IDisposable
{
    private static readonly Dictionary<string, string> _map = new()
    {
        ["lstm_1"] = "encoder.rnn",
        ["lstm_2"] = "encoder.rnn",
        ["dense_1"] = "head",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-interchange-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void PyTorch_weights_go_out_and_come_back()
    {
        string path = Path.Combine(_folder.FullName, "forecaster.safetensors");
        Sequential model = Create(seed: 1);
        PyTorchWeights.Save(model, path, _map);
        Assert.Contains("encoder.rnn.bias_hh_l1", SafetensorsFile.Read(path).Tensors.Select(tensor => tensor.Name));

        foreach (Dictionary<string, string>? map in new[] { _map, null })
        {
            Sequential loaded = Create(seed: 2);
            IReadOnlyList<LoadedLayer> layers = PyTorchWeights.Load(loaded, path, map);
            Assert.Equal(new LoadedLayer("lstm_2", "encoder.rnn", 1), layers[1]);
            Assert.Equal(model.GetWeights(), loaded.GetWeights());
        }
    }

    [Fact]
    public void Keras_weights_go_out_and_come_back()
    {
        string path = Path.Combine(_folder.FullName, "weights.safetensors");
        Sequential model = Create(seed: 1);
        KerasWeights.Save(model, path);
        Assert.Contains("lstm_2/2", SafetensorsFile.Read(path).Tensors.Select(tensor => tensor.Name));

        Sequential loaded = Create(seed: 2);
        KerasWeights.Load(loaded, path);
        Assert.Equal(model.GetWeights(), loaded.GetWeights());
    }

    private static Sequential Create(ulong seed) => new(
        new Input(Shape.AnyLength, 4),
        new Lstm(8, new() { ReturnSequences = true }),
        new Lstm(8),
        new Dense(1))
    {
        Seed = seed,
    };
}
