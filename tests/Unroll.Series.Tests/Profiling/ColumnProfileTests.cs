using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Series.Tests.Profiling;

/// <summary>What a profile says of columns, worked out by hand and against plain formulas.</summary>
public class ColumnProfileTests
{
    private const double No = double.NaN;

    [Fact]
    public void Numbers_by_hand()
    {
        ColumnProfile column = Describe([1.5, No, 2.5, 4.5, No, No, 3.5, No]);

        Assert.Equal((ColumnKind.Number, 8, 4, 0.5), (column.Kind, column.Rows, column.Missing, column.MissingShare));
        Assert.Equal(new MissingRun("1", 4, 2, "2024-01-05", "2024-01-06", TimeSpan.FromDays(1)), column.LongestMissingRun);
        Assert.Equal(3, column.Mean);
        Assert.Equal(Math.Sqrt(1.25), column.StandardDeviation, 12); // Squares of -1.5, -0.5, 1.5 and 0.5: 5, over 4.
        Assert.Equal(
            (1.5, 2.25, 3, 3.75, 4.5), (column.Minimum, column.LowerQuartile, column.Median, column.UpperQuartile, column.Maximum));
        Assert.True(column.QuartilesAreExact);
        Assert.Equal([1.5, No, 2.5, 4.5, No, No, 3.5, No], column.Sparkline);
        Assert.False(column.NeverFalls);
    }

    [Fact]
    public void Kinds()
    {
        Assert.Equal(ColumnKind.Empty, Describe([No, No]).Kind);
        Assert.Equal(ColumnKind.Constant, Describe([5, No, 5]).Kind);
        Assert.Equal(ColumnKind.Number, Describe([1, 2, 2.5]).Kind);
        Assert.Equal(ColumnKind.Integer, Describe([1, 2, 3, 4, 5]).Kind);
        Assert.Equal(ColumnKind.Number, Describe([1e20, 2e20, 3e20, 4e20, 5e20]).Kind);
        ColumnProfile code = Describe([1, 0, 0, 0, 1, No, 0, 0, 0, 0, 0]);
        Assert.Equal((ColumnKind.Code, 2), (code.Kind, code.CategoryCount));
        Assert.Equal([new ClassCount("0", 8), new ClassCount("1", 2)], code.Categories);

        Frame sky = Frame([1, 0, 1, No]).WithCategories("x", ["rain", "clear", "snow"]);
        ColumnProfile category = SeriesProfile.Of(sky).Columns[0];
        Assert.Equal((ColumnKind.Category, 2, 1), (category.Kind, category.CategoryCount, category.Missing));
        Assert.Equal([new ClassCount("clear", 2), new ClassCount("rain", 1)], category.Categories);
        Assert.True(double.IsNaN(category.Mean));
    }

    [Fact]
    public void Counters_never_fall() => Assert.Equal(
        [true, true, false, false],
        new double[][] { [1, 2, 3, 4, 5], [1, No, 1, 4, 9], [1, 2, 1, 5, 6], [2, 2, 2, 2, 2] }.Select(
            values => Describe(values).NeverFalls));

    [Fact]
    public void What_a_series_is_like_never_changes_within_it()
    {
        Assert.True(Within([5, 5, No], [7, No, 7]));
        Assert.True(Within([5, 5], [No], [6]));
        Assert.False(Within([5, 5], [7, 8]));
        Assert.False(Within([5, 5], [5, 5])); // Constant throughout.
        Assert.False(Within([5], [7])); // One row a series tells nothing.
        Assert.False(Describe([5, 5]).IsStatic);

        static bool Within(params double[][] series) =>
            SeriesProfile.Of(new SeriesSet([.. series.Select((values, i) => new SeriesItem($"{i}", Frame(values)))])).Columns[0].IsStatic;
    }

    [Fact]
    public void A_sparkline_is_means_of_equal_time_and_of_equal_rows_where_there_are_many_series()
    {
        DateTime start = new(2024, 1, 1);
        Frame uneven = new(new([start, start.AddHours(1), start.AddDays(2), start.AddDays(4)]), ["x"], [[1, 3, 5, 7]]);
        Assert.Equal([2, No, 5, 7], SeriesProfile.Of(uneven, new() { SparklinePoints = 4 }).Columns[0].Sparkline);

        SeriesSet set = new([new("a", Frame([1, 2, 3, 4])), new("b", Frame([5, 7]))]);
        Assert.Equal([(1 + 2 + 5) / 3.0, (3 + 4 + 7) / 3.0], SeriesProfile.Of(set, new() { SparklinePoints = 2 }).Columns[0].Sparkline);
    }

    [Fact]
    public void Moments_and_quartiles_are_the_plain_formulas() => Prop.ForAll(
        Arb.From(Gen.Choose(-1000, 1000).Select(number => number % 7 == 0 ? No : number / 4.0).NonEmptyListOf()),
        list =>
        {
            ColumnProfile column = Describe([.. list]);
            double[] known = [.. list.Where(value => !double.IsNaN(value)).Select(value => (double)value).Order()];
            if (known.Length == 0)
            {
                return column.Kind == ColumnKind.Empty;
            }

            double mean = known.Average();
            double deviation = Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
            double[] quartiles = [.. new[] { 0.25, 0.5, 0.75 }.Select(share => Quantile(known, share))];
            return Math.Abs(column.Mean - mean) < 1e-9 && Math.Abs(column.StandardDeviation - deviation) < 1e-9
                && column.Minimum == known[0] && column.Maximum == known[^1] && column.Missing == list.Count - known.Length
                && new[] { column.LowerQuartile, column.Median, column.UpperQuartile }.Zip(quartiles)
                    .All(pair => Math.Abs(pair.First - pair.Second) < 1e-9);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Quartiles_of_a_sample_are_near_those_of_all()
    {
        // A season as long as the sample's runs, which every hundredth row alone would be blind to.
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => (i % 100) + 0.5)];
        ColumnProfile column = Describe(values, new() { ExactQuartiles = 1000 });

        Assert.False(column.QuartilesAreExact);
        Assert.InRange(column.Median, 45, 55);
        Assert.InRange(column.LowerQuartile, 20, 30);
        Assert.InRange(column.UpperQuartile, 70, 80);
    }

    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        return sorted[(int)Math.Floor(at)] + ((at - Math.Floor(at)) * (sorted[(int)Math.Ceiling(at)] - sorted[(int)Math.Floor(at)]));
    }

    private static Frame Frame(double[] values) =>
        new(new([.. values.Select((_, i) => new DateTime(2024, 1, 1).AddDays(i))]), ["x"], [values]);

    private static ColumnProfile Describe(double[] values, ProfileOptions? options = null) =>
        SeriesProfile.Of(Frame(values), options).Columns[0];
}
