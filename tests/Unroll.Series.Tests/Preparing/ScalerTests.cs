using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class ScalerTests
{
    public static TheoryData<string> Kinds => ["standard", "robust", "min-max", "none"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Inverse_takes_back_what_transform_did(string kind) => Prop.ForAll(Columns(), column =>
    {
        Scaler scaler = Scaler.Fit(kind, column);
        double[] scaled = new double[column.Length];
        double[] back = new double[column.Length];
        scaler.Transform(column, scaled);
        scaler.Inverse(scaled, back);
        double size = column.Max(Math.Abs);
        return column.Zip(back).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-5 * size + 1e-30);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Standard_scaling_gives_mean_0_and_deviation_1() =>
        Prop.ForAll(Columns().Filter(column => column.Distinct().Count() > 1), column =>
    {
        double[] scaled = new double[column.Length];
        StandardScaler.Fit(column).Transform(column, scaled);
        double mean = scaled.Average(value => (double)value);
        double deviation = Math.Sqrt(scaled.Average(value => (value - mean) * (value - mean)));
        return Math.Abs(mean) < 1e-3 && Math.Abs(deviation - 1) < 1e-3;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Min_max_scaling_gives_0_to_1() => Prop.ForAll(Columns().Filter(column => column.Distinct().Count() > 1), column =>
    {
        double[] scaled = new double[column.Length];
        MinMaxScaler.Fit(column).Transform(column, scaled);
        return scaled.Min() == 0 && scaled.Max() == 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Standard_scaling_learns_mean_and_deviation_of_the_population()
    {
        Scaler scaler = StandardScaler.Fit([2, 4, 4, 4, 5, 5, 7, 9]);
        Assert.Equal(5, scaler.Offset);
        Assert.Equal(2, scaler.Scale);
        Assert.Equal(1.5, scaler.Transform(8.0));
        Assert.Equal(8.0, scaler.Inverse(1.5));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_comes_after_the_training_part_teaches_a_scaler_nothing(string kind)
    {
        Frame series = Series([1, 5, 3, 1000, -1000]);
        Frame other = Series([1, 5, 3, double.NaN, 7]);
        Scaler scaler = Scaler.Fit(kind, series.Slice(0, 3).Column("load"));
        Scaler same = Scaler.Fit(kind, other.Slice(0, 3).Column("load"));
        Assert.Equal((scaler.Offset, scaler.Scale), (same.Offset, same.Scale));

        static Frame Series(double[] values) =>
            new(new TimeIndex([.. Enumerable.Range(1, values.Length).Select(day => new DateTime(2017, 1, day))]), ["load"], [values]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Missing_values_are_passed_over_and_stay_missing(string kind)
    {
        Scaler with = Scaler.Fit(kind, [double.NaN, 1, double.NaN, 5, 3]);
        Scaler without = Scaler.Fit(kind, [1, 5, 3]);
        Assert.Equal((without.Offset, without.Scale), (with.Offset, with.Scale));

        double[] scaled = new double[2];
        with.Transform([double.NaN, 1], scaled);
        Assert.True(double.IsNaN(scaled[0]));
        Assert.False(double.IsNaN(scaled[1]));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("robust")]
    [InlineData("min-max")]
    public void A_constant_column_becomes_0_and_what_differs_later_stays_near(string kind)
    {
        // 0.1 has no exact binary form: what rounding might leave over of the mean must not count as a deviation.
        double[] column = [.. Enumerable.Repeat(0.1, 1001)];
        Scaler scaler = Scaler.Fit(kind, column);
        Assert.Equal(1, scaler.Scale);
        Assert.Equal(0, scaler.Transform(0.1), 1e-9);
        Assert.Equal(1, scaler.Transform(1.1), 1e-6);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("robust")]
    [InlineData("min-max")]
    public void A_column_far_from_0_keeps_its_deviation(string kind)
    {
        // In single precision the sums of squares would leave nothing.
        double[] column = [.. Enumerable.Range(0, 1000).Select(i => 1e6f + (i % 2))];
        double[] scaled = new double[column.Length];
        Scaler.Fit(kind, column).Transform(column, scaled);
        Assert.Equal(kind == "standard" ? 2 : 1, scaled[1] - scaled[0], 1e-4);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("robust")]
    [InlineData("min-max")]
    public void A_column_without_values_cannot_be_learned_from(string kind)
    {
        Assert.Contains("missing", Assert.Throws<InputException>(() => Scaler.Fit(kind, [double.NaN, double.NaN])).Message,
            StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Scaler.Fit(kind, []));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_scaler_comes_back_from_its_saved_numbers(string kind)
    {
        Scaler scaler = Scaler.Fit(kind, [1, 2, 4, 8]);
        Scaler restored = Scaler.Restore(scaler.Name, scaler.Offset, scaler.Scale);
        Assert.Equal(kind, restored.Name);
        Assert.Equal(scaler.GetType(), restored.GetType());
        Assert.Equal(scaler.Transform(3.0), restored.Transform(3.0));
    }

    [Fact]
    public void An_unknown_scaling_lists_the_known()
    {
        InputException exception = Assert.Throws<InputException>(() => Scaler.Fit("robuster", [1, 2]));
        Assert.Contains("'robuster'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("standard, robust, min-max, none", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scaling_may_be_in_place_but_not_into_another_length()
    {
        double[] values = [1, 3];
        Scaler scaler = MinMaxScaler.Fit(values);
        scaler.Transform(values, values);
        Assert.Equal([0, 1], values);
        Assert.ThrowsAny<ArgumentException>(() => scaler.Transform(values, new double[1]));
    }

    private static Arbitrary<double[]> Columns() =>
        Gen.Choose(-100_000, 100_000).Select(value => value / 100.0).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();
}
