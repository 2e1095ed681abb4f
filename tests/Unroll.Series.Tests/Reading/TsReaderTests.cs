using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class TsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_univariate_file_becomes_series_with_classes_in_the_headers_order()
    {
        SeriesSet set = Read(
            "# two gestures\n@problemName Gestures\n@univariate true\n@classLabel true point draw\n@data\n1,2.5,-3e-1:draw\n4,5,6:point\n");
        Assert.Equal(["point", "draw"], set.ClassNames);
        Assert.Equal(["channel-1"], set.ColumnNames);
        Assert.Equal(["1", "2"], set.Items.Select(item => item.Id));
        Assert.Equal([1, 0], set.Items.Select(item => item.Class!.Value));
        Assert.Equal([1, 2.5, -0.3], set[0].Frame.Column("channel-1").ToArray());
        Assert.True(set[0].Frame.Time.IsNumbered);
        Assert.Same(set[0].Frame.Time, set[1].Frame.Time);
        Assert.Null(set[0].Value);
    }

    [Fact]
    public void Channels_stand_between_colons_and_series_may_differ_in_length()
    {
        SeriesSet set = Read("@dimensions 2\n@equalLength false\n@classLabel true A B\n@data\n1,2:3,4:A\n5:6:B\n7,8,9:10,11,12:A\n");
        Assert.Equal(["channel-1", "channel-2"], set.ColumnNames);
        Assert.Equal([2, 1, 3], set.Items.Select(item => item.Frame.RowCount));
        Assert.Equal([10, 11, 12], set[2].Frame.Column("channel-2").ToArray());
    }

    [Fact]
    public void Shorter_channels_are_missing_at_the_end()
    {
        Frame frame = Read("@classLabel true A\n@data\n1,2,3:4::A\n")[0].Frame;
        Assert.Equal([1, 2, 3], frame.Column("channel-1").ToArray());
        Assert.Equal([4, double.NaN, double.NaN], frame.Column("channel-2").ToArray());
        Assert.Equal([double.NaN, double.NaN, double.NaN], frame.Column("channel-3").ToArray());

        double[] run = new double[2];
        frame.Slice(1, 2).CopyColumn("channel-2", 0, run);
        Assert.Equal([double.NaN, double.NaN], run);
        Assert.Throws<ArgumentOutOfRangeException>(() => frame.CopyColumn("channel-2", 2, new double[2]));
    }

    [Theory]
    [InlineData("?")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("")]
    [InlineData(" ? ")]
    public void Missing_values_are_NaN(string missing) =>
        Assert.Equal(
            [1, double.NaN, 3],
            Read($"@missing true\n@classLabel true A\n@data\n1,{missing},3:A\n")[0].Frame.Column("channel-1").ToArray());

    [Theory]
    [InlineData("@CLASSLABEL TRUE A B\n@Data\n1,2:B\n")]
    [InlineData("@classlabel\ttrue\tA\tB\r\n@data\r\n1,2:B\r\n")]
    [InlineData("\uFEFF@classLabel  true  A  B  \n\n# more\n@data\n\n# a series\n\t 1 ,\t2 : B\n\n")]
    [InlineData("@classLabel true A B\r@data\r1,2:B")]
    [InlineData("@classLabel true A B\n@unknown thing\n@data\n1,2:B")]
    public void The_usual_spellings_are_read(string text)
    {
        SeriesSet set = Read(text);
        Assert.Equal(["A", "B"], set.ClassNames);
        Assert.Equal(1, Assert.Single(set.Items).Class);
        Assert.Equal([1, 2], set[0].Frame.Column("channel-1").ToArray());
    }

    [Fact]
    public void A_target_is_the_value_of_the_series()
    {
        SeriesSet set = Read("@targetLabel true\n@data\n1,2:0.5\n3,4:-7\n5,6:?\n");
        Assert.Equal([0.5, -7, null], set.Items.Select(item => item.Value));
        Assert.Empty(set.ClassNames);
        Assert.All(set.Items, item => Assert.Null(item.Class));
    }

    [Fact]
    public void Without_labels_all_of_a_line_are_channels()
    {
        SeriesSet set = Read("@classLabel false\n@data\n1,2:3,4\n5,6:7,8\n");
        Assert.Equal(["channel-1", "channel-2"], set.ColumnNames);
        Assert.Equal([7, 8], set[1].Frame.Column("channel-2").ToArray());
    }

    [Fact]
    public void A_class_may_be_unknown_or_written_as_another_spelling_of_its_number() =>
        Assert.Equal([1, null, 0], Read("@classLabel true 1 2\n@data\n1:2.0\n1:?\n1:1\n").Items.Select(item => item.Class));

    [Fact]
    public void A_series_may_be_empty()
    {
        SeriesSet set = Read("@classLabel true A B\n@data\n:A\n1,2:B\n");
        Assert.Equal(0, set[0].Frame.RowCount);
        Assert.Equal(2, set[1].Frame.RowCount);
    }

    [Fact]
    public void Stamps_that_are_numbers_are_seconds_and_channels_join_on_them()
    {
        Frame frame = Read("@timeStamps true\n@classLabel true A\n@data\n(0,1.5),(1,2) , (2.5,?):(1,7),(3,8):A\n")[0].Frame;
        DateTime begin = new(1970, 1, 1);
        Assert.Equal([begin, begin.AddSeconds(1), begin.AddSeconds(2.5), begin.AddSeconds(3)], frame.Time.AsSpan().ToArray());
        Assert.Equal([1.5, 2, double.NaN, double.NaN], frame.Column("channel-1").ToArray());
        Assert.Equal([double.NaN, 7, double.NaN, 8], frame.Column("channel-2").ToArray());
        Assert.False(frame.Time.IsNumbered);
    }

    [Fact]
    public void Stamps_that_are_dates_may_hold_colons()
    {
        SeriesSet set = Read(
            "@classLabel true A\n@data\n(2017-01-01 06:30:00,1),(2017-01-01 07:30:00,2):(2017-01-01 06:30:00,3),(2017-01-01 "
            + "07:30:00,4):A\n(2017-01-01 06:30:00,5),(2017-01-01 07:30:00,6)::A\n");
        Assert.Equal(new DateTime(2017, 1, 1, 6, 30, 0), set[0].Frame.Time[0]);
        Assert.Equal(TimeSpan.FromHours(1), set[0].Frame.Time.Interval);
        Assert.Equal([3, 4], set[0].Frame.Column("channel-2").ToArray());
        Assert.Same(set[0].Frame.Time, set[1].Frame.Time);
        Assert.Equal([double.NaN, double.NaN], set[1].Frame.Column("channel-2").ToArray());
    }

    [Theory]
    [InlineData("@classLabel true A\n", "no line '@data'")]
    [InlineData("@classLabel true A\n@data\n# nothing\n", "no series")]
    [InlineData("1,2,3\n", "line 1", "'1,2,3'", "@data")]
    [InlineData("@classLabel true\n@data\n1:A\n", "line 1", "@classLabel", "no classes")]
    [InlineData("@classLabel true A A\n@data\n1:A\n", "line 1", "'A'", "twice")]
    [InlineData("@classLabel true A\n@targetLabel true\n@data\n1:A\n", "line 2", "both")]
    [InlineData("@missing perhaps\n@data\n1\n", "line 1", "@missing", "'perhaps'", "true or false")]
    [InlineData("@dimensions many\n@data\n1\n", "line 1", "@dimensions", "'many'")]
    [InlineData("@univariate true\n@dimensions 3\n@data\n1\n", "line 2", "@univariate")]
    [InlineData("@classLabel true A\n@data\n1,2:A\n\n1,two:A\n", "line 5", "series 2", "channel-1", "'two'", "a number")]
    [InlineData("@classLabel true A\n@data\n1,1e99:A\n", "line 3", "'1e99'")]
    [InlineData("@classLabel true A\n@data\n1,2:C\n", "line 3", "series 1", "'C'", "A")]
    [InlineData("@classLabel true A\n@data\n1,2,A\n", "line 3", "'A'", "a colon and the class")]
    [InlineData("@classLabel true A\n@data\nA\n", "line 3", "0 channels")]
    [InlineData("@targetLabel true\n@data\n1,2:high\n", "line 3", "target", "'high'")]
    [InlineData("@classLabel true A\n@data\n1:2:A\n1:2:3:A\n", "line 4", "series 2", "more than 2 channels")]
    [InlineData("@classLabel true A\n@data\n1:2:A\n1:A\n", "line 4", "series 2", "1 channel before", "expected 2")]
    [InlineData("@dimensions 1\n@data\n1:2\n", "line 3", "more than 1 channel,")]
    [InlineData("@univariate true\n@classLabel true A\n@data\n1:2:A\n", "line 4", "more than 1 channel,")]
    [InlineData("@missing false\n@classLabel true A\n@data\n1,?:A\n", "line 4", "series 1", "channel-1", "'?'", "@missing false")]
    [InlineData("@equalLength true\n@data\n1,2:3,4\n1,2:3\n", "line 4", "series 2", "channel-2", "1 value,", "expected 2", "@equalLength")]
    [InlineData("@equalLength true\n@seriesLength 3\n@data\n1,2\n", "line 4", "2 values", "expected 3", "@seriesLength")]
    [InlineData("@timeStamps false\n@data\n(0,1)\n", "line 3", "@timeStamps false")]
    [InlineData("@timeStamps true\n@data\n1,2\n", "line 3", "without stamps", "@timeStamps true")]
    [InlineData("@data\n(0,1),(1,2)\n1,2\n", "line 3", "without stamps")]
    [InlineData("@data\n(0,1),(1\n", "line 2", "pairs")]
    [InlineData("@data\n(0,1)x(1,2)\n", "line 2", "'x(1'")]
    [InlineData("@classLabel true A\n@data\n(0,1),(1,2)\n", "line 3", "the label")]
    [InlineData("@data\n(soon,1)\n", "line 2", "'soon'", "a number of seconds")]
    [InlineData("@data\n(0,1),(2017-01-01,2)\n", "line 2", "'2017-01-01'", "numbers")]
    [InlineData("@data\n(1,1),(0,2)\n", "line 2", "'0'", "sort")]
    [InlineData("@data\n(1,1),(1,2)\n", "line 2", "'1'", "twice")]
    [InlineData("@data\n(1e300,1)\n", "line 2", "'1e300'")]
    public void A_wrong_file_is_told_with_its_place(string text, params string[] parts)
    {
        string message = Assert.Throws<InputException>(() => Read(text)).Message;
        Assert.All(parts.Append("series.ts"), part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_missing_or_empty_file_or_a_folder_is_told()
    {
        string nowhere = Path.Combine(_folder.Path, "nowhere.ts");
        Assert.Contains(nowhere, Assert.Throws<InputException>(() => TsReader.Read(nowhere)).Message, StringComparison.Ordinal);
        Assert.Contains("empty", Assert.Throws<InputException>(() => Read("")).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => TsReader.Read(_folder.Path));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_line_as_long_as_the_file_is_read(string lineEnd)
    {
        // Cells cross the reader's buffer at many places, and a line end falls on its edge.
        StringBuilder text = new($"@data{lineEnd}");
        int[] lengths = [200_000, 65_536, 21_845, 1];
        foreach (int length in lengths)
        {
            text.AppendJoin(',', Enumerable.Range(0, length)).Append(lineEnd);
        }

        SeriesSet set = Read(text.ToString());
        Assert.Equal(lengths, set.Items.Select(item => item.Frame.RowCount));
        Assert.All(
            set.Items,
            item => Assert.Equal(
                Enumerable.Range(0, item.Frame.RowCount).Select(value => (double)value), item.Frame.Column("channel-1").ToArray()));
    }

    [Fact]
    public void A_line_without_a_comma_is_refused_before_it_fills_the_memory() =>
        Assert.Contains(
            "line 2", Assert.Throws<InputException>(() => Read("@data\n" + new string('7', 100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Gzip_is_known_by_its_content_and_damage_is_told()
    {
        byte[] packed = Packed("@data\n1,2,3\n");
        string path = Path.Combine(_folder.Path, "series.ts");
        File.WriteAllBytes(path, packed);
        Assert.Equal([1, 2, 3], TsReader.Read(path)[0].Frame.Column("channel-1").ToArray());

        foreach (int missing in (int[])[1, 6, 9, 12])
        {
            File.WriteAllBytes(path, packed[..^missing]);
            string message = Assert.Throws<InputException>(() => TsReader.Read(path)).Message;
            Assert.Contains(path, message, StringComparison.Ordinal);
            Assert.Contains("cut off", message, StringComparison.Ordinal);
        }

        // Packed files may be put one behind another, as tools that pack in parallel do.
        File.WriteAllBytes(path, [.. packed, .. Packed("4,5\n")]);
        Assert.Equal([3, 2], TsReader.Read(path).Items.Select(item => item.Frame.RowCount));
    }

    [Fact]
    public void A_file_packed_to_fill_the_memory_is_refused()
    {
        string path = Path.Combine(_folder.Path, "bomb.ts.gz");
        File.WriteAllBytes(path, Packed("@data\n" + string.Concat(Enumerable.Repeat(new string('0', 60) + ",", 400_000))));
        Assert.Contains("unpack", Assert.Throws<InputException>(() => TsReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_written_is_read() => Prop.ForAll(
        Gen.Choose(1, 3)
            .SelectMany(channels => Gen.Choose(-1000, 1000).Select(value => value / 8.0).ArrayOf().ArrayOf(channels).NonEmptyListOf())
                .ToArbitrary(),
        items =>
        {
            // At least one value a series, as a line of nothing but label is what an empty univariate series is written as, too.
            string text = "@classLabel true A\n@data\n"
                + string.Concat(items.Select(item => string.Join(':', item.Select(channel => string.Join(',', channel))) + ":A\n"));
            SeriesSet set = Read(text);
            Assert.Equal(items.Count, set.Count);
            foreach ((SeriesItem read, double[][] written) in set.Items.Zip(items))
            {
                Assert.Equal(written.Max(channel => channel.Length), read.Frame.RowCount);
                for (int i = 0; i < written.Length; i++)
                {
                    double[] column = read.Frame.Column(set.ColumnNames[i]).ToArray();
                    Assert.Equal(written[i], column[..written[i].Length]);
                    Assert.All(column[written[i].Length..], value => Assert.True(double.IsNaN(value)));
                }
            }
        }).QuickCheckThrowOnFailure();

    private static byte[] Packed(string text) => IdxFile.Packed(Encoding.UTF8.GetBytes(text));

    private SeriesSet Read(string text) => TsReader.Read(_folder.Write("series.ts", text));
}
