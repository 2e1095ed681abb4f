using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.Tests.Periodicity;

public class PeriodSearchTests
{
    [RealDataFact]
    public void Lynxes_come_and_go_in_ten_years()
    {
        FoundPeriod first = PeriodSearch.Find(RealSeries.Lynx).Periods[0];

        Assert.Equal(9.6, first.Period, 0.1);
        Assert.True(first.FalseAlarmProbability < 1e-9 && first.IsSignificant);
    }

    [RealDataFact]
    public void Taxis_follow_the_day_and_the_week()
    {
        IReadOnlyList<FoundPeriod> periods = PeriodSearch.Find(RealSeries.Taxi).Periods;

        Assert.Equal(48, periods[0].Period, 0.1);
        Assert.Contains(periods, period => Math.Abs(period.Period - 336) < 3);
        Assert.Contains(
            periods, period => period.HarmonicOf is { } whole && Math.Abs(whole - 48) < 0.1 && Math.Abs(period.Period - 24) < 0.1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Periods_come_in_the_order_of_their_power(bool isUneven)
    {
        Random random = new(6);
        double[] times = isUneven ? [.. Enumerable.Range(0, 500).Select(_ => 500 * random.NextDouble()).Order()]
            : [.. Enumerable.Range(0, 500).Select(i => (double)i)];
        double[] values =
        [
            .. times.Select(time => (0.1 * time) + (2 * Math.Sin(2 * Math.PI * time / 31.4)) + Math.Cos(2 * Math.PI * time / 7.7)
                + random.NextDouble()),
        ];
        FoundPeriods found = PeriodSearch.Find(times, values);

        Assert.Equal(2, found.Periods.Count(period => period.IsSignificant));
        Assert.Equal(31.4, found.Periods[0].Period, 4 * found.Periods[0].StandardError);
        Assert.Equal(7.7, found.Periods[1].Period, 4 * found.Periods[1].StandardError);
        Assert.Equal(2, found.Periods[0].Amplitude, 0.1);
        Assert.Equal(0.78, found.Periods[0].Power, 0.05);
    }

    [Fact]
    public void Noise_alone_has_no_period_that_counts()
    {
        int alarms = Enumerable.Range(0, 40).Count(seed =>
        {
            Random random = new(seed);
            return PeriodSearch.Find([.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())]).Periods
                .Any(period => period.FalseAlarmProbability < 0.05);
        });

        Assert.InRange(alarms, 0, 7);
    }

    [Fact]
    public void A_constant_and_a_line_have_none()
    {
        FoundPeriods constant = PeriodSearch.Find([.. Enumerable.Repeat(3.0, 20)]);
        FoundPeriods line = PeriodSearch.Find([.. Enumerable.Range(0, 20).Select(i => 2.0 * i)]);

        Assert.Empty(constant.Periods);
        Assert.Contains("constant", Assert.Single(constant.Notes));
        Assert.Empty(line.Periods);
        Assert.Contains("line", Assert.Single(line.Notes));
    }

    [Fact]
    public void Long_series_are_averaged_and_say_so()
    {
        FoundPeriods found = PeriodSearch.Find(
            [.. Enumerable.Range(0, 450_000).Select(i => Math.Sin(2 * Math.PI * i / 7000.0))],
            new() { MaxPeriods = 1, ShortestPeriod = 500 });

        Assert.Equal(7000, found.Periods[0].Period, 1);
        Assert.Contains("averaged", Assert.Single(found.Notes));
    }

    [Fact]
    public void What_has_no_period_is_refused_with_a_sentence()
    {
        double[] values = [1, 2, 1, 2, 1, 3, 1, 2, 1, 2];

        Assert.Contains("at least 8", Assert.Throws<InputException>(() => PeriodSearch.Find([1, 2, 1])).Message);
        Assert.Contains("spans 9", Assert.Throws<InputException>(() => PeriodSearch.Find(values, new() { LongestPeriod = 20 })).Message);
        Assert.Contains("No period", Assert.Throws<InputException>(
            () => PeriodSearch.Find(values, new() { LongestPeriod = 3, ShortestPeriod = 4 })).Message);
        Assert.Contains("same time", Assert.Throws<InputException>(() => PeriodSearch.Find(new double[10], values)).Message);
        Assert.Throws<InputException>(() => PeriodSearch.Find([1, 2, 1, 2, double.PositiveInfinity, 2, 1, 2]));
        Assert.Throws<ArgumentException>(() => PeriodSearch.Find(values, new() { Level = 0 }));
    }
}
