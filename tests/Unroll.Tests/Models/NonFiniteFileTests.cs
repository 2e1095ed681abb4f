using Unroll.Formats;
using Unroll.Interchange;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>Files with weights that are not finite are refused, whatever reads them, and none is written.</summary>
public sealed class NonFiniteFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Models_are_refused_with_the_tensor(float value)
    {
        Sequential model = Create();
        model.Save(_path);
        Spoil("lstm_1.recurrent_kernel", value);
        foreach (Action load in new Action[] { () => Model.Load(_path), () => Predictor.Load(_path).Dispose() })
        {
            string message = Assert.Throws<InputException>(load).Message;
            Assert.Contains("'lstm_1.recurrent_kernel' has ", message, StringComparison.Ordinal);
            Assert.Contains("index 3", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Checkpoints_are_refused_with_the_tensor_and_change_nothing()
    {
        float[,,] inputs = TestData.Sequences(16, 3, 2);
        FitOptions options = new() { Epochs = 2, Checkpoint = new(_path) };
        Create().Fit(inputs, TestData.Means(inputs), options);
        byte[] whole = File.ReadAllBytes(_path);
        foreach (string tensor in new[] { "model.dense_1.kernel", "optimizer.1" })
        {
            File.WriteAllBytes(_path, whole);
            Spoil(tensor, float.NaN);
            Sequential model = Create();
            model.Build(Shape.Sequence(3, 2));
            float[] weights = model.GetWeights();
            string message = Assert.Throws<InputException>(() => model.Fit(inputs, TestData.Means(inputs), options)).Message;
            Assert.Contains($"'{tensor}' has NaN", message, StringComparison.Ordinal);
            Assert.Equal(weights, model.GetWeights());
        }
    }

    [Fact]
    public void Weights_of_other_frameworks_are_refused_and_change_nothing()
    {
        Sequential model = Create();
        model.Build(Shape.Sequence(3, 2));
        float[] weights = model.GetWeights();
        foreach ((IReadOnlyList<SafetensorsTensor> tensors, Action<IReadOnlyList<SafetensorsTensor>> import) in new (
            IReadOnlyList<SafetensorsTensor>, Action<IReadOnlyList<SafetensorsTensor>>)[]
            {
                (KerasWeights.Export(model), all => KerasWeights.Import(model, all)),
                (PyTorchWeights.Export(model), all => PyTorchWeights.Import(model, all)),
            })
        {
            SafetensorsTensor last = tensors[^1];
            float[] values = last.Values.ToArray();
            values[0] = float.NegativeInfinity;
            string message = Assert.Throws<InputException>(
                () => import([.. tensors.SkipLast(1), new SafetensorsTensor(last.Name, last.Shape, values)])).Message;
            Assert.Contains($"'{last.Name}' has -", message, StringComparison.Ordinal);
            Assert.Equal(weights, model.GetWeights());
        }
    }

    [Fact]
    public void None_is_written()
    {
        Sequential model = Create();
        model.Save(_path);
        byte[] good = File.ReadAllBytes(_path);
        float[] weights = model.GetWeights();
        weights[^1] = float.NaN;
        model.SetWeights(weights);
        Assert.Contains(
            "'dense_1.bias'", Assert.Throws<InvalidOperationException>(() => model.Save(_path)).Message, StringComparison.Ordinal);
        Assert.Equal(good, File.ReadAllBytes(_path));
    }

    private static Sequential Create()
    {
        var model = new Sequential(new Input(3, 2), new Lstm(3), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());
        return model;
    }

    private void Spoil(string name, float value)
    {
        SafetensorsFile file = SafetensorsFile.Read(_path);
        SafetensorsFile.Write(_path, [.. file.Tensors.Select(tensor =>
        {
            float[] values = tensor.Values.ToArray();
            if (tensor.Name == name)
            {
                values[Math.Min(3, values.Length - 1)] = value;
            }

            return new SafetensorsTensor(tensor.Name, tensor.Shape, values);
        })], file.Metadata);
    }
}
