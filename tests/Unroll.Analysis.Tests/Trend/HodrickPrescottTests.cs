using Unroll.Analysis.Trend;

namespace Unroll.Analysis.Tests.Trend;

public class HodrickPrescottTests
{
    [RealDataFact]
    public void The_trend_is_that_of_statsmodels() => Near.Equal(
        AnalysisCase.Named("hodrick-prescott-airline-log").Values("trend"),
        HodrickPrescott.Trend([.. RealSeries.Airline.Select(value => Math.Log(value))], 129_600), 1e-9);

    [Fact]
    public void The_trend_solves_its_equations()
    {
        Random random = new(3);
        double[] values = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())];
        double[] trend = HodrickPrescott.Trend(values, 7);

        Assert.All(Enumerable.Range(2, 26), i =>
        {
            double bending = trend[i - 2] - (4 * trend[i - 1]) + (6 * trend[i]) - (4 * trend[i + 1]) + trend[i + 2];
            Assert.Equal(values[i], trend[i] + (7 * bending), 10);
        });
    }

    [Fact]
    public void Gaps_are_bridged()
    {
        double[] line = [.. Enumerable.Range(0, 20).Select(i => 1 + (0.5 * i))], gaps = (double[])line.Clone();
        (gaps[0], gaps[7], gaps[8], gaps[19]) = (double.NaN, double.NaN, double.NaN, double.NaN);

        Near.Equal(line, HodrickPrescott.Trend(gaps), 1e-8);
    }

    [Fact]
    public void Months_are_smoothed_as_quarters_are()
    {
        Assert.Equal(129_600, HodrickPrescott.LambdaFor(12));
        Assert.Equal(6.25, HodrickPrescott.LambdaFor(1));
    }

    [Theory]
    [InlineData(1e12)]
    [InlineData(3.7e16)]
    [InlineData(1e22)]
    public void A_weight_of_hours_or_seconds_leaves_the_line_of_least_squares(double lambda)
    {
        double[] values = [.. Enumerable.Range(0, 200).Select(i => 50 + (10 * Math.Sin(i * 0.7)) + (0.01 * i))];
        double middle = 99.5, mean = values.Average();
        double slope = values.Select((value, i) => (i - middle) * (value - mean)).Sum()
            / values.Select((_, i) => (i - middle) * (i - middle)).Sum();

        Near.Equal([.. values.Select((_, i) => mean + (slope * (i - middle)))], HodrickPrescott.Trend(values, lambda), 1e-6);
    }

    [Fact]
    public void What_cannot_be_filtered_is_refused_with_a_sentence()
    {
        Assert.Throws<InputException>(() => HodrickPrescott.Trend([double.NaN, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => HodrickPrescott.Trend([1, 2, 3], -1));
        Assert.Contains("bridge", Assert.Throws<InputException>(() => HodrickPrescott.Trend([1, double.NaN, 3], 0)).Message);
    }
}
