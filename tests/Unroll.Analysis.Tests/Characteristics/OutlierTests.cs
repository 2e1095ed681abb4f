using FsCheck;
using FsCheck.Fluent;
using Unroll.Analysis.Characteristics;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Analysis.Tests.Characteristics;

/// <summary>The outliers of columns, worked out by hand and against the plain formula.</summary>
public class OutlierTests
{
    [Fact]
    public void Outliers_lie_beyond_three_interquartile_ranges_and_the_most_extreme_come_first()
    {
        // 97 evenly spaced values and three odd ones: of ranks 0 … 99 the quartiles are at 24.75, 49.5 and 74.25.
        double[] values = [-80, .. Enumerable.Range(1, 97).Select(i => i / 2.0), 150, 200];
        ColumnOutliers found = Of(values, new() { Examples = 2 }).Found;

        // Quartiles at 12.375 and 37.125: fences at -61.875 and 111.375.
        Assert.Equal(3, found.Count);
        Assert.Equal([new("1", 99, "2024-04-09", 200), new("1", 98, "2024-04-08", 150)], found.MostExtreme);
    }

    [Fact]
    public void Many_values_far_out_are_what_a_column_is_like() =>
        Assert.Equal(0, Of([.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? 1000.5 : i % 7)]).Found.Count);

    [Fact]
    public void Where_half_of_the_values_are_one_number_deviations_decide()
    {
        double[] values = new double[1000];
        values[400] = 7.5;
        ColumnOutliers found = Of(values).Found;

        Assert.Equal((1, 7.5), (found.Count, found.MostExtreme[0].Value));

        // Every tenth value is something: that is what the column is like, and no outlier.
        Assert.Equal(0, Of([.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? 2.5 : 0)]).Found.Count);
    }

    [Fact]
    public void Codes_and_columns_without_values_have_none()
    {
        Assert.Equal(0, Of([1, 0, 0, 0, 1, double.NaN, 0, 0, 0, 0, 0]).Found.Count);
        Assert.Equal(0, Of([double.NaN, double.NaN]).Found.Count);
    }

    [Fact]
    public void A_number_a_series_has_outliers_of_its_own()
    {
        SeriesSet set = new(
            [.. Enumerable.Range(0, 40).Select(i => new SeriesItem($"s{i}", new Frame(TimeIndex.Numbered(2), ["x"], [[i + 0.5, i]]))
            {
                StaticCovariates = [i == 7 ? 900.5 : i / 4.0],
                Value = i == 9 ? -900.5 : i / 4.0,
            })],
            ["age"]);
        SeriesProfile profile = SeriesProfile.Of(set);
        SeriesCharacteristics characteristics = SeriesCharacteristics.Of(set, profile);

        Assert.Equal(900.5, Assert.Single(characteristics.Of(profile.StaticCovariates[0]).Outliers.MostExtreme).Value);
        Assert.Equal(-900.5, Assert.Single(characteristics.Of(profile.Values!).Outliers.MostExtreme).Value);
        Assert.Empty(characteristics.Of(profile.Values!).Seasons);
    }

    [Fact]
    public void Counts_are_the_plain_formula() => Prop.ForAll(
        Arb.From(Gen.Choose(-1000, 1000).Select(number => number % 7 == 0 ? double.NaN : number % 50 == 0 ? 9 * number : number / 4.0)
            .NonEmptyListOf()),
        list =>
        {
            (ColumnProfile column, ColumnOutliers found) = Of([.. list]);
            double range = column.UpperQuartile - column.LowerQuartile;
            int far = list.Count(
                value => value < column.LowerQuartile - (3 * range) || value > column.UpperQuartile + (3 * range));
            return column.Kind is not (ColumnKind.Number or ColumnKind.Integer) ? found.Count == 0
                : range == 0 || found.Count == (far * 20 > column.Rows - column.Missing ? 0 : far);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static (ColumnProfile Column, ColumnOutliers Found) Of(double[] values, ProfileOptions? options = null)
    {
        Frame frame = new(new([.. values.Select((_, i) => new DateTime(2024, 1, 1).AddDays(i))]), ["x"], [values]);
        SeriesProfile profile = SeriesProfile.Of(frame, options);
        return (profile.Columns[0], SeriesCharacteristics.Of(SeriesSet.Of(frame), profile, options).Of(profile.Columns[0]).Outliers);
    }
}
