using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Profiling;

/// <summary>Sets and findings.</summary>
public class SeriesProfileTests
{
    private static readonly DateTime _start = new(2020, 1, 1);

    [Fact]
    public void Sets_tell_lengths_classes_static_covariates_and_values()
    {
        SeriesItem Item(string id, int rows, int? label, double age, double? value) =>
            new(id, new Frame(TimeIndex.Numbered(rows), ["x"], [new double[rows]]))
            {
                Class = label,
                StaticCovariates = [age],
                Value = value,
            };
        SeriesSet set = new(
            [Item("a", 3, 1, 30, 2), Item("b", 9, 1, 40, 4), Item("c", 5, 1, double.NaN, null), Item("d", 7, 1, 50, 3),
                Item("e", 7, 0, 50, 3)], ["age"], ["no", "yes"]);

        SeriesProfile profile = SeriesProfile.Of(set);

        Assert.Equal(
            (5, 31, 3, 7, 9), (profile.SeriesCount, profile.Rows, profile.ShortestLength, profile.MedianLength, profile.LongestLength));
        Assert.Equal([new ClassCount("no", 1), new ClassCount("yes", 4)], profile.Classes);
        Assert.Equal((42.5, 1), (profile.StaticCovariates[0].Mean, profile.StaticCovariates[0].Missing));
        Assert.Equal((3.0, 4), (profile.Values!.Mean, profile.Values.Rows - profile.Values.Missing));
        Assert.Equal(
            [
                "series have 3 to 9 rows: pad, truncate or split them",
                "classes are unbalanced: 4 series are yes, 1 are no",
                "x is constant (0): leave it out",
            ],
            ProfileFindings.Of(profile).Select(finding => finding.Text));
    }

    [Fact]
    public void Findings_in_words()
    {
        DateTime[] stamps = [.. Enumerable.Range(0, 101).Where(i => i is not (50 or 51)).Select(i => _start.AddDays(i))];
        Frame frame = new(
            new(stamps),
            ["load", "wind", "flag", "none", "row"],
            [
                [.. stamps.Select((_, i) => i == 7 ? 99.5 : i % 7)],
                [.. stamps.Select((_, i) => i < 30 ? double.NaN : i % 5 * 0.5)],
                [.. stamps.Select((_, i) => 4.0)],
                [.. stamps.Select((_, i) => double.NaN)],
                [.. stamps.Select((_, i) => (double)i)],
            ]);

        Assert.Equal(
            [
                "1 gap with 2 missing stamps (2.0 %): the gap is between 2020-02-19 and 2020-02-22 (2 stamps)",
                "wind is missing in the first 4 weeks (30.3 % of the rows): 2020-01-01 to 2020-01-30",
                "flag is constant (4): leave it out",
                "none has no values: leave it out",
                "row never falls: if it is a counter or a number of the row, take its differences or leave it out",
            ],
            ProfileFindings.Of(SeriesProfile.Of(frame)).Select(finding => finding.Text));
    }

    [Fact]
    public void Texts_that_may_be_numbers_and_numbers_that_may_be_none_are_told()
    {
        string[] prices = [.. Enumerable.Range(0, 30).Select(i => $"${i}.50")];
        Frame frame = new Frame(
            TimeIndex.Numbered(30),
            ["price", "load", "flag"],
            [[.. Enumerable.Range(0, 30).Select(i => (double)i)],
                [.. Enumerable.Range(0, 30).Select(i => i % 6 == 0 ? -999 : 10 + (i % 7 * 0.5))],
                [.. Enumerable.Range(0, 30).Select(i => i % 2 * 99.0)]])
            .WithCategories("price", prices);

        Assert.Equal(
            [
                "there are only 30 rows: too few to learn much from",
                "price has 30 different texts, such as '$0.50': numbers or dates written in a way that is not read, or names to leave out",
                "load is -999 in 5 rows, far from all others: if that stands for a missing value, say so (data.missing: -999)",
            ],
            ProfileFindings.Of(SeriesProfile.Of(frame)).Select(finding => finding.Text));
        Assert.Contains("there is only 1 row:", ProfileFindings.Of(SeriesProfile.Of(frame.Slice(0, 1)))[0].Text, StringComparison.Ordinal);
    }

    [RealDataFact]
    public void The_energy_file()
    {
        SeriesProfile profile = SeriesProfile.Of(CsvFrameReader.Read(RealDataFactAttribute.Energy));

        Assert.Equal("every day", profile.Time.Rhythm);
        Assert.Equal(0, profile.Time.Gaps);
        Assert.Equal(
            new MissingRun("1", 0, 1461, "2006-01-01", "2009-12-31", TimeSpan.FromDays(1460)), profile.Columns[1].LongestMissingRun);
    }
}
