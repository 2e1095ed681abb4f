using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0x08, "00 7F FF", new double[] { 0, 127, 255 })]
    [InlineData(0x09, "00 7F FF", new double[] { 0, 127, -1 })]
    [InlineData(0x0B, "0001 7FFF FFFE", new double[] { 1, 32767, -2 })]
    [InlineData(0x0C, "00000001 00010000 FFFFFFFD", new double[] { 1, 65536, -3 })]
    [InlineData(0x0D, "3F800000 C0200000 7FC00000", new double[] { 1, -2.5, double.NaN })]
    [InlineData(0x0E, "3FF0000000000000 C004000000000000 0000000000000000", new double[] { 1, -2.5, 0 })]
    public void Each_type_is_read(byte type, string data, double[] expected)
    {
        byte[] file = IdxFile.Of(type, [3], Convert.FromHexString(data.Replace(" ", "", StringComparison.Ordinal)));
        IdxArray array = IdxReader.Read(Write("array", file));
        Assert.Equal([3], array.Dimensions);
        Assert.Equal(expected, array.Values.ToArray());
        Assert.Equal(expected, IdxReader.Read(Write("packed", IdxFile.Packed(file))).Values.ToArray());
    }

    [Fact]
    public void Images_are_series_of_rows_with_a_channel_a_column()
    {
        string images = Write("images", IdxFile.Of(0x08, [2, 3, 2], 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16));
        string labels = Write("labels", IdxFile.Of(0x08, [2], 3, 0));
        SeriesSet set = IdxReader.ReadImages(images, labels);
        Assert.Equal(["channel-1", "channel-2"], set.ColumnNames);
        Assert.Equal(["0", "1", "2", "3"], set.ClassNames);
        Assert.Equal([3, 0], set.Items.Select(item => item.Class!.Value));
        Assert.Equal([1, 3, 5], set[0].Frame.Column("channel-1").ToArray());
        Assert.Equal([12, 14, 16], set[1].Frame.Column("channel-2").ToArray());
        Assert.Same(set[0].Frame.Time, set[1].Frame.Time);
        Assert.True(set[0].Frame.Time.IsNumbered);

        Frame end = set[1].Frame.Slice(1, 2);
        double[] run = new double[1];
        end.CopyColumn("channel-1", 1, run);
        Assert.Equal([15], run);
        Assert.Equal([13, 15], end.Column("channel-1").ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => end.CopyColumn("channel-1", 1, new double[2]));
        Assert.All(IdxReader.ReadImages(images).Items, item => Assert.Null(item.Class));
    }

    [Fact]
    public void Other_dimensions_than_three_are_series_too()
    {
        SeriesSet lines = IdxReader.ReadImages(Write("lines", IdxFile.Of(0x09, [2, 3], 1, 2, 3, 0xFF, 5, 6)));
        Assert.Equal([-1, 5, 6], lines[1].Frame.Column("channel-1").ToArray());

        SeriesSet colours = IdxReader.ReadImages(Write("colours", IdxFile.Of(0x08, [1, 2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8)));
        Assert.Equal(["channel-1", "channel-2", "channel-3", "channel-4"], colours.ColumnNames);
        Assert.Equal([4, 8], colours[0].Frame.Column("channel-4").ToArray());
    }

    [Theory]
    [InlineData("", "no IDX file", "00000000")]
    [InlineData("000008", "no IDX file")]
    [InlineData("00000A0100000001FF", "no IDX file", "00000A01")]
    [InlineData("89504E470D0A", "no IDX file", "89504E47")]
    [InlineData("00000800", "no IDX file")]
    [InlineData("0000080200000001", "within its header", "2 dimensions")]
    [InlineData("000008010000000301", "3 elements", "3 bytes", "1 follow")]
    [InlineData("00000801000000010102", "1 elements", "2 follow")]
    [InlineData("00000802000000010000000001", "dimension 2", "is 0")]
    [InlineData("0000080180000000", "dimension 1", "is 2147483648, expected at most 2147483647")]
    [InlineData("00000E0340000000400000004000000001", "an absurd number", "1 follow")]
    [InlineData("000008017FFFFFFF01", "2147483647 elements", "1 follow")]
    [InlineData("00000801000F424001", "1000000 elements", "1 follow")]
    [InlineData("00000802FFFFFFFF0000000101", "dimension 1 of 2 is 4294967295, expected at most 2147483647")]
    [InlineData("0000080200000001800000000101", "dimension 2 of 2 is 2147483648")]
    public void A_wrong_file_is_told_and_nothing_is_allocated_for_what_it_promises(string bytes, params string[] parts)
    {
        byte[] file = Convert.FromHexString(bytes);
        foreach (string path in file.Length == 0 ? [Write("packed", IdxFile.Packed(file))]
            : new[] { Write("plain", file), Write("packed", IdxFile.Packed(file)) })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            string message = Assert.Throws<InputException>(() => IdxReader.Read(path)).Message;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
            Assert.Contains(path, message, StringComparison.Ordinal);
            if (path.EndsWith("plain", StringComparison.Ordinal))
            {
                Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void A_packed_file_is_unpacked_no_further_than_its_header_says()
    {
        string bomb = Write("bomb", IdxFile.Packed(IdxFile.Of(0x08, [10], new byte[200 << 20])));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more bytes", Assert.Throws<InputException>(() => IdxReader.Read(bomb)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Damaged_gzip_is_told()
    {
        byte[] packed = IdxFile.Packed(IdxFile.Of(0x08, [5000], Enumerable.Range(0, 5000).Select(i => (byte)(i * i)).ToArray()));
        Assert.Contains(
            "damaged", Assert.Throws<InputException>(() => IdxReader.Read(Write("cut", packed[..^100]))).Message, StringComparison.Ordinal);
        packed[^6] ^= 1; // the checksum
        Assert.Contains(
            "damaged", Assert.Throws<InputException>(() => IdxReader.Read(Write("flipped", packed))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_must_fit_the_images()
    {
        string images = Write("images", IdxFile.Of(0x08, [2, 1, 1], 1, 2));
        AssertRefused("3 labels", IdxFile.Of(0x08, [3], 1, 2, 3));
        AssertRefused("2 × 1 labels", IdxFile.Of(0x08, [2, 1], 1, 2));
        AssertRefused("label 2 is -1", IdxFile.Of(0x09, [2], 0, 0xFF));
        AssertRefused("label 1 is 0.5", IdxFile.Of(0x0D, [2], 0x3F, 0, 0, 0, 0, 0, 0, 0));
        AssertRefused("label 1 is 65536", IdxFile.Of(0x0C, [2], 0, 1, 0, 0, 0, 0, 0, 0));
        Assert.Contains(
            "one dimension",
            Assert.Throws<InputException>(() => IdxReader.ReadImages(Write("labels", IdxFile.Of(0x08, [2], 0, 1)))).Message,
            StringComparison.Ordinal);

        void AssertRefused(string part, byte[] labels) =>
            Assert.Contains(
                part, Assert.Throws<InputException>(() => IdxReader.ReadImages(images, Write("labels", labels))).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_stay_where_they_are() => Prop.ForAll(
        Gen.Choose(1, 4).ToArbitrary(),
        Gen.Choose(1, 5).ToArbitrary(),
        Gen.Choose(1, 6).ToArbitrary(),
        (images, rows, columns) =>
        {
            byte[] pixels = new byte[images * rows * columns];
            new Random(images + (10 * rows) + (100 * columns)).NextBytes(pixels);
            byte[] file = IdxFile.Of(0x08, [images, rows, columns], pixels);
            SeriesSet set = IdxReader.ReadImages(Write("images", rows % 2 == 0 ? file : IdxFile.Packed(file)));
            for (int i = 0; i < pixels.Length; i++)
            {
                (int image, int row, int column) = (i / (rows * columns), i / columns % rows, i % columns);
                Assert.Equal(pixels[i], set[image].Frame.Column(set.ColumnNames[column])[row]);
            }
        }).QuickCheckThrowOnFailure();

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
