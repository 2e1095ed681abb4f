using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Profiling;

public sealed class SentinelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(-200, 3, 1.0, 3.3)]
    [InlineData(-9999, 2, 900, 1100)]
    [InlineData(-999, 3, 0, 3000)]
    [InlineData(-1, 3, 0, 800)]
    [InlineData(999, 2, 0, 60)]
    [InlineData(99.9, 2, 10, 40)]
    [InlineData(-250, 3, 0, 30)]
    [InlineData(-32768, 2, -50, 50)]
    [InlineData(1e20, 2, 0, 5000)]
    [InlineData(-9999, 20, -5, 30_000)]
    [InlineData(9999, 30, -5, 8000)]
    [InlineData(-12345, 30, -5000, 5000)]
    [InlineData(-9999, 60, 900, 1100)]
    [InlineData(-1, 60, 0, 800)]
    public void A_number_that_repeats_far_from_the_others_is_one(double value, int count, double low, double high)
    {
        Frame frame = Of([.. Enumerable.Repeat(value, count), .. Between(low, high)]);
        Assert.Equal(new Sentinel(value, count), SeriesProfile.Of(frame).Columns[0].Sentinel);
        Assert.Contains(
            ProfileFindings.Of(SeriesProfile.Of(frame)), finding => finding.Text.Contains("data.missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_numbers_are_none()
    {
        double[] even = Between(0, 100);
        Assert.Null(Find([50, .. even, 400]));
        Assert.Null(Find([.. even, 99, 99]));
        Assert.Null(Find([-1, -1, -1, 0, 1, 0, 1, 1, 0, 0, 1]));
        Assert.Null(Find([-1, -1, -1, .. Between(-1, 1)]));
        Assert.Null(Find([0, 0, 0, 0, .. Between(100, 900)]));
        Assert.Null(Find([.. Enumerable.Repeat(0.0, 30), .. Between(95, 105)]));
        Assert.Null(Find([.. Enumerable.Repeat(-1234.5, 30), .. Between(1300, 1400)]));
        Assert.Null(Find([.. Enumerable.Repeat(-500.0, 30), .. Between(-200, 2000)]));
        Assert.Null(Find([.. Between(0, 60).Select((_, i) => 100.0 * ((i % 3) - 1))]));
        Assert.Null(Find([.. Between(-1900, -1200), .. Between(1000, 2000)]));
        Assert.Null(Find([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]));
        Assert.Null(Find([-200, -200, -200]));
        Assert.Null(Find([]));
    }

    [Theory]
    [InlineData("-999")]
    [InlineData("-999.0")]
    [InlineData("-9.99e2")]
    public void A_number_given_as_missing_counts_however_it_is_written(string cell)
    {
        string text = $"date,y\n2020-01-01,{cell}\n2020-01-02,5\n";
        Frame table = CsvFrameReader.Read(_folder.Write("a.csv", text), new() { MissingTexts = ["-999"] });
        Assert.Equal([double.NaN, 5], table.Column("y").ToArray());
        string lines = $"{{\"date\": \"2020-01-01\", \"y\": {cell}}}\n{{\"date\": \"2020-01-02\", \"y\": 5}}\n";
        Frame rows = JsonLinesReader.Read(_folder.Write("a.jsonl", lines), new() { MissingTexts = ["-999"] });
        Assert.Equal([double.NaN, 5], rows.Column("y").ToArray());
    }

    [Theory]
    [InlineData(new[] { "-999" }, true)]
    [InlineData(new[] { "-999", "-9e9" }, true)]
    [InlineData(new[] { "-999", "n.d." }, false)]
    [InlineData(new[] { "-" }, false)]
    [InlineData(new string[0], false)]
    public void Numbers_stand_beside_the_usual_texts_and_a_text_takes_their_place(string[] given, bool isUsualMissing)
    {
        string csv = _folder.Write("a.csv", "date,y\n2020-01-01,1\n2020-01-02,5\n2020-01-03,NA\n");
        string lines = _folder.Write("a.jsonl", "{\"y\": 1}\n{\"y\": 5}\n{\"y\": \"NA\"}\n");
        foreach (Func<Frame> read in (Func<Frame>[])[
            () => CsvFrameReader.Read(csv, new() { MissingTexts = given }),
            () => JsonLinesReader.Read(lines, new() { MissingTexts = given })])
        {
            if (isUsualMissing)
            {
                Assert.Equal([1, 5, double.NaN], read().Column("y").ToArray());
            }
            else
            {
                Assert.Contains("'NA'", Assert.Throws<InputException>(() => read()).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("time_idx", 1, "leaves out 3 numbers, the most between 9 and 12")]
    [InlineData("id", 5, "leaves out 3 numbers, the most between 45 and 60")]
    [InlineData("load", 1, null)]
    public void A_number_of_the_row_that_leaves_some_out_is_told(string name, int step, string? finding)
    {
        double[] numbers = [.. Enumerable.Range(0, 60).Where(i => i is not (10 or 11 or 30)).Select(i => (double)i * step)];
        IReadOnlyList<Finding> findings = ProfileFindings.Of(SeriesProfile.Of(
            new Frame(TimeIndex.Numbered(numbers.Length), [name, "y"], [numbers, Between(0, numbers.Length)[..numbers.Length]])));
        Assert.Equal(finding is not null, findings.Any(found => found.Text.Contains(finding ?? "leaves out", StringComparison.Ordinal)));
    }

    private static double[] Between(double low, double high) =>
        [.. Enumerable.Range(0, 60).Select(i => Math.Round(low + ((high - low) * ((i * 37 % 60) / 59.0)), 2))];

    private static Sentinel? Find(double[] values) => SentinelSearch.Of(SeriesSet.Of(Of(values)), "y");

    private static Frame Of(double[] values) => new(TimeIndex.Numbered(values.Length), ["y"], [values]);
}
