using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.Tests.Periodicity;

public class CorrelationTests
{
    private static readonly AnalysisCase _reference = AnalysisCase.Named("autocorrelation-lynx");

    [RealDataFact]
    public void Autocorrelations_are_those_of_statsmodels() =>
        Near.Equal(_reference.Values("acf"), Autocorrelation.Of(RealSeries.Lynx, new() { Lags = 30 }).Values, 1e-12);

    [RealDataFact]
    public void Partial_ones_are_those_of_statsmodels()
    {
        Near.Equal(
            _reference.Values("pacfYuleWalkerAdjusted"), Autocorrelation.Partial(RealSeries.Lynx, new() { Lags = 30 }).Values, 1e-9);
        Near.Equal(
            _reference.Values("pacfBurg"),
            Autocorrelation.Partial(RealSeries.Lynx, new() { Lags = 30, PartialMethod = PartialMethod.Burg }).Values, 1e-9);
    }

    [Fact]
    public void Many_lags_are_the_same_as_few()
    {
        Random random = new(2);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())];

        Near.Equal(Autocorrelation.Raw(values, 60), Autocorrelation.Raw(values, 400)[..61], 1e-12);
    }

    [Fact]
    public void Bands_are_those_of_Bartlett()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => Math.Sin(i))];
        Correlogram correlogram = Autocorrelation.Of(values, new() { Lags = 3 });

        Assert.Equal(1.959963984540054 / 10, correlogram.HalfWidths[1], 12);
        Assert.Equal(
            1.959963984540054 * Math.Sqrt((1 + (2 * Math.Pow(correlogram.Values[1], 2))) / 100), correlogram.HalfWidths[2], 12);
        Assert.True(correlogram.IsSignificant(1));
    }

    [Fact]
    public void The_partial_one_of_an_autoregression_breaks_off()
    {
        Random random = new(7);
        double[] values = new double[20_000];
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = (0.7 * values[i - 1]) + random.NextDouble() - 0.5;
        }

        IReadOnlyList<double> partial = Autocorrelation.Partial(values, new() { Lags = 4 }).Values;
        Assert.Equal(0.7, partial[1], 0.02);
        Assert.All(partial.Skip(2), value => Assert.True(Math.Abs(value) < 0.03));
    }

    [Fact]
    public void A_missing_value_takes_part_in_no_product()
    {
        double[] values = [1, -1, 1, double.NaN, 1, -1, 1, -1];

        Assert.True(Autocorrelation.Of(values, new() { Lags = 2 }).Values[1] < -0.5);
    }

    [RealDataFact]
    public void Periodograms_are_those_of_SciPy()
    {
        AnalysisCase reference = AnalysisCase.Named("periodogram-lynx");

        Near.Equal(reference.Values("power"), Periodogram.Of(RealSeries.Lynx).Power, 1e-12);
        Near.Equal(reference.Values("welch"), Periodogram.Welch(RealSeries.Lynx, 64).Power, 1e-12);
    }

    [Fact]
    public void A_fast_transform_is_the_sum_that_it_stands_for()
    {
        foreach (int length in new[] { 1, 2, 4, 8, 16, 32, 64, 128 })
        {
            Random random = new(length);
            double[] real = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
            double[] imaginary = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
            System.Numerics.Complex[] sums =
            [
                .. Enumerable.Range(0, length).Select(k => Enumerable.Range(0, length).Aggregate(
                    System.Numerics.Complex.Zero, (sum, j) => sum + (new System.Numerics.Complex(real[j], imaginary[j])
                        * System.Numerics.Complex.FromPolarCoordinates(1, 2 * Math.PI * j * k / length)))),
            ];
            new PowerOfTwoTransform(length).Transform(real, imaginary);

            Near.Equal([.. sums.Select(sum => sum.Real)], real, 1e-13);
            Near.Equal([.. sums.Select(sum => sum.Imaginary)], imaginary, 1e-13);
        }
    }

    [Fact]
    public void What_has_no_correlation_is_refused_with_a_sentence()
    {
        Assert.Contains("varies", Assert.Throws<InputException>(() => Autocorrelation.Of([3, 3, 3])).Message);
        Assert.Throws<InputException>(() => Autocorrelation.Of([double.NaN, double.NaN]));
        Assert.Throws<InputException>(() => Autocorrelation.Of([1, 2, 3], new() { Lags = 3 }));
        Assert.Throws<InputException>(() => Autocorrelation.Partial([1, 2, double.PositiveInfinity]));
        Assert.Throws<InputException>(() => Periodogram.Of([1]));
        Assert.Throws<InputException>(() => Periodogram.Welch([1, 2, 3], 4));
    }
}
