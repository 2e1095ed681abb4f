using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Tests.Evaluation;

/// <summary>The forecast Naive2 of the M4 competition, which the OWA divides by.</summary>
public class Naive2Tests
{
    private const int Hours = 24;

    // Three seasons of four rows: a rising level times 0.5, 1, 1.5 and 1.
    private static readonly double[] _quarters = [5, 10, 15, 10, 5, 10, 15, 10, 5, 10, 15, 10];

    [Fact]
    public void By_hand()
    {
        // The mean is 10, the deviations −5, 0, 5, 0: of 150 in all, lags 1 to 3 have 0, −125 and 0, and the lag of the season 100.
        // 100 / 150 = 0.667 is not beyond 1.645 · √((1 + 2 · (125 / 150)²) / 12) = 0.734; of twice as many rows 0.833 is beyond 0.550.
        Assert.False(Naive2.IsSeasonal(_quarters, 4));
        double[] more = [.. _quarters, .. _quarters];
        Assert.True(Naive2.IsSeasonal(more, 4));
        Assert.False(Naive2.IsSeasonal(more.AsSpan()[..11], 4));
        Assert.False(Naive2.IsSeasonal(more, 1));

        Assert.Equal([0.5, 1, 1.5, 1], Naive2.SeasonalIndices(more, 4).Select(index => Math.Round(index, 12)));
        Assert.Equal([5, 10, 15, 10, 5], Naive2.Forecast(more, 4, 5).Select(value => Math.Round(value, 12)));
        Assert.Equal([10, 10], Naive2.Forecast(_quarters, 4, 2));

        // The last value is adjusted: 20 where 1.5 is usual is a level of 13.3.
        Assert.Equal(20 / Naive2.SeasonalIndices([.. more[..22], 20], 4)[2], Naive2.Forecast([.. more[..22], 20], 4, 1)[0]
            / Naive2.SeasonalIndices([.. more[..22], 20], 4)[3], 1e-12);
    }

    [Fact]
    public void A_season_of_an_odd_number_of_rows()
    {
        double[] days = [.. Enumerable.Range(0, 70).Select(day => 10 * (1 + (0.1 * (day % 7))))];
        Assert.Equal(
            Enumerable.Range(0, 7).Select(day => (1 + (0.1 * day)) / 1.3).Select(index => Math.Round(index, 12)),
            Naive2.SeasonalIndices(days, 7).Select(index => Math.Round(index, 12)));
    }

    [Fact]
    public void Values_that_are_not_positive_and_gaps()
    {
        double[] more = [.. _quarters, .. _quarters];
        Assert.Equal([1, 1, 1, 1], Naive2.SeasonalIndices([.. more.Select(value => value - 10)], 4));

        more[9] = double.NaN;
        Assert.Equal([0.5, 1, 1.5, 1], Naive2.SeasonalIndices(more, 4).Select(index => Math.Round(index, 12)));
        Assert.Throws<ArgumentException>(() => Naive2.Forecast([], 4, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Naive2.SeasonalIndices(more, 0));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void Of_a_long_series_the_last_rows_tell_the_season(int period)
    {
        const int Recent = 1 << 18;
        RandomStream random = new(4);
        double[] values = [.. Enumerable.Range(0, Recent + 5001).Select(
            row => (row < 5001 ? 1000 : 100 + (10 * (row % period))) * (1 + (0.1 * random.NextSingle())))];
        double[] recent = Naive2.SeasonalIndices(values.AsSpan()[^Recent..], period);

        Assert.True(Naive2.IsSeasonal(values, period));
        Assert.Equal(
            Enumerable.Range(0, period).Select(phase => recent[(phase + period - (5001 % period)) % period]),
            Naive2.SeasonalIndices(values, period));
        Assert.NotEqual(recent[0], recent[1], 0.01);
    }

    [Fact]
    public void A_moving_average_over_many_seasons_is_as_exact_as_each_by_itself()
    {
        RandomStream random = new(8);
        const int Period = 50;
        double[] values = [.. Enumerable.Range(0, 9000).Select(row => row % 997 == 5 ? double.NaN
            : 1e6 + row + (1e5 * Math.Sin(2 * Math.PI * row / Period)) + random.NextSingle())];
        double[] sums = new double[Period], counts = new double[Period];
        for (int row = Period / 2; row + (Period / 2) < values.Length; row++)
        {
            double[] window = values[(row - (Period / 2))..(row + (Period / 2) + 1)];
            double ratio = values[row] / ((window.Sum() - (0.5 * (window[0] + window[^1]))) / Period);
            (sums[row % Period], counts[row % Period]) = double.IsNaN(ratio)
                ? (sums[row % Period], counts[row % Period]) : (sums[row % Period] + ratio, counts[row % Period] + 1);
        }

        double[] expected = [.. sums.Zip(counts, (sum, count) => sum / count)];
        double[] indices = Naive2.SeasonalIndices(values, Period);
        Assert.All(Enumerable.Range(0, Period), phase => Assert.Equal(expected[phase] / expected.Average(), indices[phase], 1e-12));
    }

    [RealDataFact]
    public void Seasonal_indices_of_the_airline_passengers_are_those_of_statsmodels()
    {
        double[] passengers = [.. File.ReadLines(RealDataFactAttribute.File("classic/airline.csv")).Skip(1)
            .Select(line => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture))];
        double[] expected = AnalysisCase.Named("classical-decomposition-airline").Values("seasonal12");
        double[] indices = Naive2.SeasonalIndices(passengers, 12);
        Assert.All(Enumerable.Range(0, 12), month => Assert.Equal(expected[month], indices[month], 1e-9));
    }

    // Makridakis, Spiliotis and Assimakopoulos 2020: the hourly series, sMAPE 18.383 and MASE 2.395.
    [RealDataFact]
    public void Measures_of_the_hourly_series_of_the_M4_competition_are_those_published()
    {
        double[][] training = Read("m4/Hourly-train.csv"), test = Read("m4/Hourly-test.csv");
        double symmetric = 0, scaled = 0;
        foreach ((double[] history, double[] future) in training.Zip(test))
        {
            double[] forecast = Naive2.Forecast(history, Hours, future.Length);
            ErrorSums errors = ErrorSums.Of(future, forecast);
            symmetric += errors.MeanSymmetricPercentage / test.Length;
            scaled += errors.MeanAbsolute
                / Baselines.SeasonalNaiveScale(TimeIndex.Numbered(history.Length), history, Hours).Absolute / test.Length;
        }

        Assert.Equal(414, test.Length);
        Assert.Equal(18.383, symmetric, 5e-4);
        Assert.Equal(2.395, scaled, 5e-4);
    }

    private static double[][] Read(string file) => [.. File.ReadLines(RealDataFactAttribute.File(file)).Skip(1).Select(line =>
        line.Split(',').Skip(1).Select(cell => cell.Trim('"')).Where(cell => cell.Length > 0)
            .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
}
