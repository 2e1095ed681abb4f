using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Numbers such as 1.010 beside 998, which may be decimals or counts whose point parts thousands.</summary>
public sealed class ThousandsNoteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whole_numbers_beside_groups_are_decimals_and_that_is_told()
    {
        SeriesSet set = Read([.. Enumerable.Range(1, 20).Select(i => $"{i};{i}"), "1.125;21"]);
        Assert.Equal(1.125, set[0].Frame.Column("y")[^1]);
        Assert.Contains("such as 1.125, are read with a decimal point", Assert.Single(set.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.125;0.5")] // of another column
    [InlineData("1.12;21")] // of the same
    public void Nothing_is_told_where_a_decimal_shows_it(string last) =>
        Assert.Empty(Read([.. Enumerable.Range(1, 20).Select(i => $"{i};{i}"), "1.125;21", last]).Notes);

    private SeriesSet Read(string[] rows) => CsvFrameReader.ReadSet(_folder.Write(
        "counts.csv",
        "date;y;z\n" + string.Concat(rows.Select(
            (row, i) => FormattableString.Invariant($"{new DateTime(2023, 1, 1).AddDays(i):yyyy-MM-dd};{row}\n")))));
}
