using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Counts beyond a thousand beside smaller ones: 998 and 1.005, whose point parts thousands.</summary>
public sealed class ThousandsEvidenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(';', '.', "dd.MM.yyyy")]
    [InlineData(';', ',', "yyyy-MM-dd")]
    [InlineData('\t', ',', "yyyy-MM-dd")]
    public void Counts_that_pass_a_thousand_go_on(char delimiter, char separator, string dates)
    {
        int[] counts = [.. Enumerable.Range(0, 40).Select(i => 900 + (7 * i))];
        Assert.Equal(counts.Select(count => (double)count), Read(delimiter, dates, counts.Select(
            count => count < 1000 ? $"{count}" : $"{count / 1000}{separator}{count % 1000:000}")));
    }

    [Fact]
    public void One_count_with_a_zero_at_its_end_is_enough() =>
        Assert.Equal([998, 5, 1010, 0, 73], Read(';', "yyyy-MM-dd", ["998", "5", "1.010", "0", "73"]));

    [Fact]
    public void Options_say_it_for_rows_that_would_not_show_it()
    {
        CsvFrameOptions shown = CsvDiagnosis.Of(Write(';', "yyyy-MM-dd", ["998", "5", "1.010", "73"])).Options;
        Assert.Equal(',', shown.DecimalSeparator);
        string later = Write(';', "yyyy-MM-dd", ["1.010", "1.234"]);
        Assert.Equal([1010, 1234], CsvFrameReader.Read(later, shown).Column("y").ToArray());
        Assert.Null(CsvDiagnosis.Of(later).Options.DecimalSeparator);
    }

    [Theory]
    [InlineData("12.5")] // a decimal
    [InlineData("1250")] // a thousand that is not parted
    [InlineData("007")] // a code
    public void What_speaks_against_it_leaves_a_decimal_point(string other) =>
        Assert.Equal([998, 5, 1.01, 73], Read(';', "yyyy-MM-dd", ["998", "5", "1.010", "73", other])[..4]);

    [Fact]
    public void Decimals_that_are_whole_now_and_then_stay_decimals()
    {
        double[] values = [.. Enumerable.Range(0, 70).Select(i => Math.Round(100 + (10 * Math.Sin(2 * Math.PI * i / 7)) + (i % 5), 3))];
        string[] cells = [.. values.Select(value => value.ToString("0.###", CultureInfo.InvariantCulture))];
        Assert.Contains("101", cells);
        Assert.Equal(values, Read(';', "yyyy-MM-dd", cells));
        Assert.Equal([998, 5, 1.01, 73], Read(',', "yyyy-MM-dd", ["998", "5", "1.010", "73"]));
    }

    [Fact]
    public void A_decimal_elsewhere_in_the_file_speaks_against_it()
    {
        Frame frame = CsvFrameReader.Read(_folder.Write(
            "two.csv", "date;y;price\n2020-01-01;998;1.5\n2020-01-02;5;2.5\n2020-01-03;7;3.5\n2020-01-04;1.010;4.5\n"));
        Assert.Equal([998, 5, 7, 1.01], frame.Column("y").ToArray());
    }

    [Fact]
    public void Fixed_decimals_stay_decimals_and_few_of_them_beside_whole_numbers_are_told()
    {
        Assert.Equal([1.01, 2.5, 0], Read(',', "yyyy-MM-dd", ["1.010", "2.500", "0.000"]));
        string[] cells = [.. Enumerable.Range(1, 20).Select(i => $"{i}"), "1.125"];
        SeriesSet set = CsvFrameReader.ReadSet(Write(';', "yyyy-MM-dd", cells));
        Assert.Equal(1.125, set[0].Frame.Column("y")[^1]);
        Assert.Contains("such as 1.125, are read with a decimal point", Assert.Single(set.Notes), StringComparison.Ordinal);
    }

    private double[] Read(char delimiter, string dates, IEnumerable<string> cells) =>
        CsvFrameReader.Read(Write(delimiter, dates, cells)).Column("y").ToArray();

    private string Write(char delimiter, string dates, IEnumerable<string> cells) => _folder.Write(
        "counts.csv",
        $"date{delimiter}y\n" + string.Concat(cells.Select((cell, row) =>
            $"{new DateTime(2023, 1, 1).AddDays(row).ToString(dates, CultureInfo.InvariantCulture)}{delimiter}{cell}\n")));
}
