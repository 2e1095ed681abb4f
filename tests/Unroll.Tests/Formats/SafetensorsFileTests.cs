using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Formats;

namespace Unroll.Tests.Formats;

public class SafetensorsFileTests
{
    private static readonly SafetensorsTensor[] _tensors =
    [
        new("lstm/kernel", [2, 3], new float[] { 1, -2, 3.5f, float.NaN, float.PositiveInfinity, 1e-42f }),
        new("scalar", [], new float[] { 7 }),
        new("empty", [0, 5], ReadOnlyMemory<float>.Empty),
        new("Gewicht \"ü\" \\", [1], new float[] { -0f }),
    ];

    private static readonly Dictionary<string, string> _metadata = new() { ["format"] = "pt", ["architecture"] = "{\"a\": [1, \"ü\n\"]}" };

    [Fact]
    public void What_is_written_is_read_back_bit_for_bit()
    {
        SafetensorsFile file = Read(Bytes());
        Assert.Equal(_metadata, file.Metadata);
        Assert.Equal(_tensors.Select(tensor => tensor.Name).Order(), file.Tensors.Select(tensor => tensor.Name).Order());
        foreach (SafetensorsTensor expected in _tensors)
        {
            Assert.True(file.TryGetTensor(expected.Name, out SafetensorsTensor? actual));
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.Equal(
                expected.Values.ToArray().Select(BitConverter.SingleToInt32Bits),
                actual.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
        }

        Assert.False(file.TryGetTensor("absent", out _));
    }

    [Fact]
    public void Data_begins_at_a_multiple_of_eight_bytes()
    {
        for (int length = 0; length < 9; length++)
        {
            byte[] bytes = Bytes(_tensors, new() { ["x"] = new string('x', length) });
            Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8);
        }
    }

    [Fact]
    public void Reads_the_layout_of_the_specification()
    {
        // Written by hand, in another order than the data's, and with a header that is not padded.
        SafetensorsFile file = Read(WithHeader(
            """{"b":{"data_offsets":[4,12],"shape":[2],"dtype":"F32"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
            [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64]));
        Assert.Equal(["a", "b"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([1f], file.Tensors[0].Values.ToArray());
        Assert.Equal([2f, 3f], file.Tensors[1].Values.ToArray());
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] bytes = Bytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InputException>(() => Read(bytes[..length]));
        }
    }

    [Fact]
    public void Bytes_after_the_end_are_refused() => Assert.Throws<InputException>(() => Read([.. Bytes(), 0]));

    [Fact]
    public void Damaged_headers_throw_nothing_but_input_exceptions()
    {
        byte[] bytes = Bytes();
        int headerEnd = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        for (int position = 0; position < headerEnd; position++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                Survives(bytes, [(position, (byte)(bytes[position] ^ (1 << bit)))]);
            }
        }

        Gen<(int, byte)> change = from position in Gen.Choose(0, headerEnd - 1)
                                  from value in Gen.Choose(0, 255)
                                  select (position, (byte)value);
        Prop.ForAll(change.NonEmptyListOf().ToArbitrary(), changes => Survives(bytes, changes))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void A_changed_bit_of_the_numbers_is_noticed_wherever_it_is()
    {
        byte[] bytes = Bytes();
        int data = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        for (int bit = 8 * data; bit < 8 * bytes.Length; bit++)
        {
            byte[] damaged = [.. bytes];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            string message = Assert.Throws<InputException>(() => Read(damaged)).Message;
            Assert.Contains("is not as it was saved", message, StringComparison.Ordinal);
            Assert.Contains("its tensor", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_damaged_header_still_says_is_what_was_written()
    {
        byte[] bytes = Bytes();
        int headerEnd = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        for (int bit = 0; bit < 8 * headerEnd; bit++)
        {
            byte[] damaged = [.. bytes];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                SafetensorsFile file = Read(damaged);

                // All that is left is that the checksums are no longer known as such.
                Assert.Equal(_metadata, file.Metadata.Where(text => _metadata.ContainsKey(text.Key)));
                Assert.Equal(_tensors.Select(tensor => tensor.Name).Order(), file.Tensors.Select(tensor => tensor.Name).Order());
            }
            catch (InputException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public void Checksums_tell_numbers_of_double_precision_too_and_are_not_among_the_texts()
    {
        using MemoryStream stream = new();
        SafetensorsFile.Write(stream, [new SafetensorsTensor("doubles", [0.1, 0.2])], null);
        byte[] bytes = stream.ToArray();
        Assert.Empty(Read(bytes).Metadata);
        Assert.Contains("unroll.checksum", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        bytes[^9] ^= 1;
        string message = Assert.Throws<InputException>(() => Read(bytes)).Message;
        Assert.Contains("\"doubles\" is not as it was saved", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000")]
    [InlineData("0000000g00000000")]
    [InlineData("0000000000000000")]
    public void Checksums_that_are_none_are_refused(string text)
    {
        string header = """{"__metadata__":{"unroll.checksum":"TEXT"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";
        byte[] bytes = WithHeader(header.Replace("TEXT", text, StringComparison.Ordinal), new byte[4]);
        string message = Assert.Throws<InputException>(() => Read(bytes)).Message;
        Assert.Contains("its header is not as it was saved", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}""", "only F32, F64")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,4]}}""", "needs 8 bytes, but has 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "needs 8 bytes, but has 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "begins at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "need 8 bytes of data, but there are 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,4]}}""", "too large")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647,0],"data_offsets":[0,0]}}""", "need 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        "begins at")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"stride":1}}""", "stride")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", "lacks")]
    [InlineData("""{"a":4}""", "no object")]
    [InlineData("""{"__metadata__":{"x":1}}""", "no text")]
    [InlineData("""{"__metadata__":[]}""", "no object of texts")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "Unicode")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""", "JSON")]
    [InlineData(""" {}""", "does not begin")]
    public void Wrong_headers_are_told_what_is_wrong(string header, string message)
    {
        InputException exception = Assert.Throws<InputException>(() => Read(WithHeader(header, new byte[4])));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains("small.safetensors", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0xBF }, -1.5f)]
    [InlineData("F16", new byte[] { 0x00, 0xBE }, -1.5f)]
    [InlineData("F16", new byte[] { 0x01, 0x00 }, 5.9604645e-8f)]
    [InlineData("BF16", new byte[] { 0xC0, 0xBF }, -1.5f)]
    [InlineData("BF16", new byte[] { 0x80, 0x7F }, float.PositiveInfinity)]
    [InlineData("I64", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -2f)]
    [InlineData("I32", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, -2f)]
    [InlineData("I16", new byte[] { 0xFE, 0xFF }, -2f)]
    [InlineData("I8", new byte[] { 0xFE }, -2f)]
    [InlineData("U64", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80 }, 9.223372e18f)]
    [InlineData("U32", new byte[] { 0, 0, 0, 0x80 }, 2147483648f)]
    [InlineData("U16", new byte[] { 0xFE, 0xFF }, 65534f)]
    [InlineData("U8", new byte[] { 0xFE }, 254f)]
    [InlineData("BOOL", new byte[] { 1 }, 1f)]
    public void Numbers_of_other_types_become_floats(string type, byte[] number, float expected)
    {
        string header = $$$"""{"a":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{2 * number.Length}}}]}}""";
        SafetensorsTensor tensor = Read(WithHeader(header, [.. new byte[number.Length], .. number])).Tensors[0];
        Assert.Equal([0f, expected], tensor.Values.ToArray());
    }

    [Fact]
    public void A_tensor_of_no_numbers_may_have_huge_axes() =>
        Assert.Equal(0, Read(WithHeader("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647,0],"data_offsets":[0,0]}}""", []))
            .Tensors[0].Values.Length);

    [Fact]
    public void A_header_longer_than_the_file_is_refused_before_memory_is_taken()
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.MaxValue);
        Assert.Contains("18446744073709551615", Assert.Throws<InputException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_replaced_whole_and_leave_nothing_aside()
    {
        string folder = Directory.CreateTempSubdirectory("unroll-safetensors-").FullName;
        try
        {
            string path = Path.Combine(folder, "model.safetensors");
            SafetensorsFile.Write(path, [new("old", [1], new float[] { 1 })]);
            SafetensorsFile.Write(path, _tensors, _metadata);
            Assert.Equal(4, SafetensorsFile.Read(path).Tensors.Count);
            Assert.Equal([path], Directory.GetFiles(folder));

            string absent = Path.Combine(folder, "absent", "model.safetensors");
            Assert.Contains(
                absent, Assert.Throws<InputException>(() => SafetensorsFile.Write(absent, _tensors)).Message, StringComparison.Ordinal);
            Assert.Contains(absent, Assert.Throws<InputException>(() => SafetensorsFile.Read(absent)).Message, StringComparison.Ordinal);
            Assert.Throws<InputException>(() => SafetensorsFile.Read(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SafetensorsTensor("a", [2], new float[1]));
        Assert.Throws<ArgumentException>(() => new SafetensorsTensor("__metadata__", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => Bytes([_tensors[0], _tensors[0]], []));
    }

    private static void Survives(byte[] bytes, IEnumerable<(int Position, byte Value)> changes)
    {
        byte[] damaged = [.. bytes];
        foreach ((int position, byte value) in changes)
        {
            damaged[position] = value;
        }

        try
        {
            Read(damaged);
        }
        catch (InputException)
        {
            // Expected for most changes; some, within a name, leave a valid file.
        }
    }

    private static byte[] Bytes() => Bytes(_tensors, _metadata);

    private static byte[] Bytes(SafetensorsTensor[] tensors, Dictionary<string, string> metadata)
    {
        using MemoryStream stream = new();
        SafetensorsFile.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    private static byte[] WithHeader(string header, byte[] data)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)utf8.Length);
        return [.. length, .. utf8, .. data];
    }

    private static SafetensorsFile Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return SafetensorsFile.Read(stream, "small.safetensors");
    }
}
