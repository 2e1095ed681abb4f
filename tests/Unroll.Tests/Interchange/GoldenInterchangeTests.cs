using System.Numerics.Tensors;
using Unroll.Formats;
using Unroll.Interchange;
using Unroll.Models;
using Unroll.Tests.Golden;
using Unroll.Tests.Oracles;

namespace Unroll.Tests.Interchange;

/// <summary>The peers' own weights, loaded from files as the peers would write them, give the peers' outputs.</summary>
public sealed class GoldenInterchangeTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-interchange-");

    public void Dispose() => _folder.Delete(recursive: true);

    // A folder of cases may have those of one peer alone: then there is nothing of the other to compare.
    [Fact]
    public void PyTorch_state_gives_PyTorchs_output() => Assert.All(Cases(golden => !golden.IsKeras), CheckPyTorch);

    [Fact]
    public void Keras_weights_give_Keras_output() => Assert.All(Cases(golden => golden.IsKeras), CheckKeras);

    private void CheckPyTorch(string name)
    {
        GoldenCase golden = GoldenCases.Named(name);
        Model model = CreateModel(golden);
        SafetensorsTensor[] state = [.. golden.TensorNames
            .Where(tensor =>
                tensor.StartsWith("param.", StringComparison.Ordinal) || tensor.StartsWith("buffer.", StringComparison.Ordinal))
            .Select(tensor =>
                new SafetensorsTensor(
                    tensor[(tensor.IndexOf('.', StringComparison.Ordinal) + 1)..], golden[tensor].Shape, golden[tensor].Data))];
        string path = Path.Combine(_folder.FullName, "state.safetensors");
        SafetensorsFile.Write(path, state);

        IReadOnlyList<LoadedLayer> loaded = PyTorchWeights.Load(model, path);

        Assert.Equal(model.Layers.Count(layer => layer.Parameters.Count > 0), loaded.Count);

        // And back: the same tensors, but for the two biases, of which the first takes all.
        PyTorchWeights.Save(model, path, loaded.ToDictionary(layer => layer.Layer, layer => layer.Module));
        SafetensorsFile written = SafetensorsFile.Read(path);
        Assert.Equal(state.Select(tensor => tensor.Name).Order(), written.Tensors.Select(tensor => tensor.Name).Order());
        foreach (SafetensorsTensor tensor in state)
        {
            Assert.True(written.TryGetTensor(tensor.Name, out SafetensorsTensor? other));
            Assert.Equal(tensor.Shape, other.Shape);
            if (!tensor.Name.Contains("bias_", StringComparison.Ordinal) || golden.Kind == "gru")
            {
                Assert.Equal(tensor.Values.ToArray(), other.Values.ToArray());
            }
        }

        CheckOutput(golden, model);
        Model again = CreateModel(golden);
        PyTorchWeights.Load(again, path);
        CheckOutput(golden, again);
    }

    private void CheckKeras(string name)
    {
        GoldenCase golden = GoldenCases.Named(name);
        Model model = CreateModel(golden);
        List<Tensor<float>> weights = [];
        while (golden.Has($"weight.{weights.Count}"))
        {
            GoldenTensor tensor = golden[$"weight.{weights.Count}"];
            weights.Add(Tensor.Create(tensor.Data, [.. tensor.Shape.Select(size => (nint)size)]));
        }

        KerasWeights.SetWeights(model, weights);
        CheckOutput(golden, model);
        foreach ((Tensor<float> expected, Tensor<float> actual) in weights.Zip(KerasWeights.GetWeights(model)))
        {
            Assert.Equal(expected.Lengths.ToArray(), actual.Lengths.ToArray());
            Assert.Equal(expected.ToArray(), actual.ToArray());
        }

        string path = Path.Combine(_folder.FullName, "weights.safetensors");
        KerasWeights.Save(model, path);
        Model other = CreateModel(golden);
        KerasWeights.Load(other, path);
        Assert.Equal(model.GetWeights(), other.GetWeights());
    }

    private static IEnumerable<string> Cases(Func<GoldenCase, bool> condition) => GoldenCases.All
        .Where(golden => !golden.IsLoss && !golden.IsOptimizer && GoldenSupport.IsKnown(golden) && condition(golden))
        .Where(golden => golden.TensorNames.Any(name => name.StartsWith("param.", StringComparison.Ordinal) || name == "weight.0"))
        .Select(golden => golden.Name);

    private static Model CreateModel(GoldenCase golden) => GoldenLayer.Kinds.Contains(golden.Kind) ? GoldenLayer.CreateModel(golden)
        : GoldenRecurrent.Takes(golden) ? GoldenRecurrent.CreateModel(golden)
        : EngineNetwork.Build(GoldenNetwork.From(golden).Spec);

    private static void CheckOutput(GoldenCase golden, Model model)
    {
        GoldenTensor input = GoldenLayer.Input(golden);
        var probe = new GradientProbe(
            model, input.Shape[0], model.InputShape.Timesteps, training: golden.Kind == "batch_norm",
            lengths: GoldenRecurrent.Lengths(golden));
        Compare.Near("output", golden["output"].Data, probe.Forward(input.Data), Tolerance);
    }
}
