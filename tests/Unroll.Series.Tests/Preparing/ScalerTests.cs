using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class ScalerTests
{
    public static TheoryData<ScaleMethod> Methods => [.. Enum.GetValues<ScaleMethod>()];

    public static TheoryData<ScaleMethod> Fitting => [.. Enum.GetValues<ScaleMethod>().Where(method => method != ScaleMethod.None)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Inverse_takes_back_what_transform_did(ScaleMethod method) => Prop.ForAll(Columns(), column =>
    {
        Scaler scaler = Scaler.Fit(method, column);
        double[] back = [.. column];
        scaler.Transform(back);
        scaler.Inverse(back);
        double size = column.Max(Math.Abs);
        return column.Zip(back).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-5 * size + 1e-30);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Standard_scaling_gives_mean_0_and_deviation_1() =>
        Prop.ForAll(Columns().Filter(column => column.Distinct().Count() > 1), column =>
    {
        double[] scaled = [.. column];
        Scaler.Fit(ScaleMethod.Standard, column).Transform(scaled);
        double mean = scaled.Average(value => (double)value);
        double deviation = Math.Sqrt(scaled.Average(value => (value - mean) * (value - mean)));
        return Math.Abs(mean) < 1e-3 && Math.Abs(deviation - 1) < 1e-3;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Min_max_scaling_gives_0_to_1() => Prop.ForAll(Columns().Filter(column => column.Distinct().Count() > 1), column =>
    {
        double[] scaled = [.. column];
        Scaler.Fit(ScaleMethod.MinMax, column).Transform(scaled);
        return scaled.Min() == 0 && scaled.Max() == 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Standard_scaling_learns_mean_and_deviation_of_the_population()
    {
        Scaler scaler = Scaler.Fit(ScaleMethod.Standard, [2, 4, 4, 4, 5, 5, 7, 9]);
        Assert.Equal(5, scaler.Offset);
        Assert.Equal(2, scaler.Scale);
        Assert.Equal(1.5, scaler.Transform(8.0));
        Assert.Equal(8.0, scaler.Inverse(1.5));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void What_comes_after_the_training_part_teaches_a_scaler_nothing(ScaleMethod method)
    {
        Frame series = Series([1, 5, 3, 1000, -1000]);
        Frame other = Series([1, 5, 3, double.NaN, 7]);
        Scaler scaler = Scaler.Fit(method, series.Slice(0, 3).Column("load"));
        Scaler same = Scaler.Fit(method, other.Slice(0, 3).Column("load"));
        Assert.Equal((scaler.Offset, scaler.Scale), (same.Offset, same.Scale));

        static Frame Series(double[] values) =>
            new(new TimeIndex([.. Enumerable.Range(1, values.Length).Select(day => new DateTime(2017, 1, day))]), ["load"], [values]);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Missing_values_are_passed_over_and_stay_missing(ScaleMethod method)
    {
        Scaler with = Scaler.Fit(method, [double.NaN, 1, double.NaN, 5, 3]);
        Scaler without = Scaler.Fit(method, [1, 5, 3]);
        Assert.Equal((without.Offset, without.Scale), (with.Offset, with.Scale));

        double[] scaled = [double.NaN, 1];
        with.Transform(scaled);
        Assert.True(double.IsNaN(scaled[0]));
        Assert.False(double.IsNaN(scaled[1]));
    }

    [Theory]
    [MemberData(nameof(Fitting))]
    public void A_constant_column_becomes_0_and_what_differs_later_stays_near(ScaleMethod method)
    {
        // 0.1 has no exact binary form: what rounding might leave over of the mean must not count as a deviation.
        double[] column = [.. Enumerable.Repeat(0.1, 1001)];
        Scaler scaler = Scaler.Fit(method, column);
        Assert.Equal(1, scaler.Scale);
        Assert.Equal(0, scaler.Transform(0.1), 1e-9);
        Assert.Equal(1, scaler.Transform(1.1), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Fitting))]
    public void A_column_far_from_0_keeps_its_deviation(ScaleMethod method)
    {
        // In single precision the sums of squares would leave nothing.
        double[] column = [.. Enumerable.Range(0, 1000).Select(i => 1e6f + (i % 2))];
        double[] scaled = [.. column];
        Scaler.Fit(method, column).Transform(scaled);
        Assert.Equal(method == ScaleMethod.Standard ? 2 : 1, scaled[1] - scaled[0], 1e-4);
    }

    [Theory]
    [MemberData(nameof(Fitting))]
    public void A_column_without_values_cannot_be_learned_from(ScaleMethod method)
    {
        Assert.Contains("missing", Assert.Throws<InputException>(() => Scaler.Fit(method, [double.NaN, double.NaN])).Message,
            StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Scaler.Fit(method, []));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_scaler_comes_back_from_its_saved_numbers(ScaleMethod method)
    {
        Scaler scaler = Scaler.Fit(method, [1, 2, 4, 8]);
        Assert.Equal(scaler, Scaler.FromNumbers(scaler.ToNumbers()));
        Assert.Throws<ArgumentException>(() => Scaler.FromNumbers([0, 0]));
    }

    private static Arbitrary<double[]> Columns() =>
        Gen.Choose(-100_000, 100_000).Select(value => value / 100.0).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();
}
