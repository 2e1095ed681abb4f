using Unroll.Formats;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Formats;

/// <summary>Files are read piece by piece, on a thread of their own, and closed afterwards.</summary>
public sealed class SafetensorsReadingTests : IDisposable
{
    /// <summary>More numbers than a piece has, and no multiple of it.</summary>
    private const int Many = (1 << 17) + 13;

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Metadata_and_the_tensors_that_are_wanted_are_read()
    {
        float[] values = [.. Enumerable.Range(0, Many).Select(i => MathF.Sin(i))];
        SafetensorsFile.Write(
            _path, [new("first", [3], new float[3]), new("second", [Many], values), new("third", [1], new float[] { 7 })],
            new Dictionary<string, string> { ["key"] = "value" });
        using (SafetensorsReading reading = new(_path, name => name != "first"))
        {
            Assert.Equal("value", reading.Metadata["key"]);
            Assert.Equal(["second", "third"], reading.File.Tensors.Select(tensor => tensor.Name));
            Assert.True(reading.File.TryGetTensor("second", out SafetensorsTensor? second));
            Assert.Equal(values, second.Values.ToArray());
            Assert.Equal(values, second.Buffer!.Span.ToArray());
            Assert.Equal(7, reading.File.Tensors[1].Values.Span[0]);
        }

        // Nobody reads it any more.
        using FileStream alone = new(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Numbers_of_another_type_are_decoded_across_pieces()
    {
        double[] values = [.. Enumerable.Range(0, Many).Select(i => Math.Cos(i))];
        SafetensorsFile.Write(_path, [new SafetensorsTensor("doubles", values)]);
        Assert.Equal(values.Select(value => (float)value), SafetensorsFile.Read(_path).Tensors[0].Values.ToArray());
    }

    [Theory]
    [InlineData("504B0304140000000800", "a zip archive, as files .keras of Keras and .pt of PyTorch are")]
    [InlineData("894844460D0A1A0A0000", "an HDF5 file, as Keras' files .h5 are")]
    [InlineData("080712077079746F7263", "an ONNX file")]
    public void Files_of_weights_in_other_formats_are_told_by_their_first_bytes(string bytes, string kind)
    {
        File.WriteAllBytes(_path, Convert.FromHexString(bytes));
        string message = Assert.Throws<InputException>(() => SafetensorsFile.Read(_path)).Message;
        Assert.Contains(kind, message, StringComparison.Ordinal);
        Assert.Contains("save_file", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_asks_is_told_what_is_wrong_with_the_file()
    {
        using (SafetensorsReading missing = new(_path, _ => true))
        {
            Assert.Contains("There is no file", Assert.Throws<InputException>(() => missing.Metadata).Message, StringComparison.Ordinal);
            Assert.Contains("There is no file", Assert.Throws<InputException>(() => missing.File).Message, StringComparison.Ordinal);
        }

        SafetensorsFile.Write(_path, [new("values", [Many], new float[Many])]);
        File.WriteAllBytes(_path, File.ReadAllBytes(_path)[..^1]);
        using SafetensorsReading cut = new(_path, _ => true);
        Assert.Contains("it was cut short", Assert.Throws<InputException>(() => cut.Metadata).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_is_not_finite_is_found_in_the_last_piece()
    {
        var model = new Sequential(new Input(2, 1), new Lstm(130), new Dense(1));
        model.Save(_path);
        using (var predictor = Predictor.Load(_path))
        {
            float[] output = new float[1];
            predictor.Predict([0.5f, -0.25f], output);
            Assert.Equal(model.Predict(new float[,,] { { { 0.5f }, { -0.25f } } }).First(), output[0]);
        }

        SafetensorsFile file = SafetensorsFile.Read(_path);
        Assert.True(file.TryGetTensor("lstm_1.recurrent_kernel", out SafetensorsTensor? kernel));
        kernel.Buffer!.Span[^1] = float.NaN;
        SafetensorsFile.Write(_path, file.Tensors, file.Metadata);
        Assert.Contains(
            "'lstm_1.recurrent_kernel' has NaN at index 67599",
            Assert.Throws<InputException>(() => Predictor.Load(_path)).Message, StringComparison.Ordinal);
    }
}
