using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.Tests.Periodicity;

public class LombScargleTests
{
    private static readonly AnalysisCase _reference = AnalysisCase.Named("lomb-scargle");

    [Fact]
    public void The_power_is_that_of_astropy() => Near.Equal(
        _reference.Values("power"),
        LombScargle.Power(_reference.Given("t"), _reference.Given("y"), _reference.Given("frequencies")), 1e-10);

    [Fact]
    public void The_false_alarm_probability_is_that_of_astropy()
    {
        double expected = _reference.Value("falseAlarmBaluevOfMaximum");
        double[] times = _reference.Given("t");

        // Its grid goes on to the frequency next to the one that is asked for.
        double highest = FrequencyGrid.For(times[^1] - times[0], _reference.Given("frequencies").Max()).End;
        double actual = LombScargle.FalseAlarmProbability(_reference.Values("power").Max(), highest, times);

        Assert.Equal(1, actual / expected, 1e-6);
    }

    [Theory]
    [InlineData(300, 1000, 0.003, false)]
    [InlineData(2000, 5001, 0.0001, false)]
    [InlineData(50, 40, 0.5, false)]
    [InlineData(200, 3000, 0.01, true)]
    public void The_fast_power_is_the_exact_one(int count, int frequencies, double start, bool hasErrors)
    {
        Random random = new(count);
        double[] times = [.. Enumerable.Range(0, count).Select(_ => 1e6 + (100 * random.NextDouble()))];
        double[] values = [.. times.Select(time => Math.Sin(5 * time) + random.NextDouble())];
        double[] errors = hasErrors ? [.. times.Select(_ => 0.5 + random.NextDouble())] : [];
        LombScargleSample sample = LombScargleSample.Of(times, values, errors);
        FrequencyGrid grid = new(start, 0.002, frequencies);

        Near.Equal(LombScargle.Direct(sample, grid.ToArray()), LombScargle.Fast(sample, grid), 1e-6);
    }

    [Fact]
    public void A_sinusoid_explains_all_at_its_frequency()
    {
        Random random = new(1);
        double[] times = [.. Enumerable.Range(0, 200).Select(_ => 40 * random.NextDouble())];
        double[] values = [.. times.Select(time => 5 + Math.Cos(2 * Math.PI * 0.37 * time))];

        Assert.Equal(1, LombScargle.Power(times, values, [0.37])[0], 9);
    }

    [Fact]
    public void At_half_the_sampling_rate_nothing_is_divided_by_nothing()
    {
        double[] times = [.. Enumerable.Range(0, 50).Select(i => (double)i)];
        double[] values = [.. times.Select(time => time % 2 == 0 ? 1.0 : -1)];

        Assert.Equal(1, LombScargle.Power(times, values, [0.5])[0], 6);
    }

    [Fact]
    public void Probabilities_run_from_nothing_to_1()
    {
        double[] times = [.. Enumerable.Range(0, 100).Select(i => (double)i)];

        Assert.Equal(1, LombScargle.FalseAlarmProbability(0, 0.5, times));
        Assert.Equal(0, LombScargle.FalseAlarmProbability(1, 0.5, times));
    }

    [Fact]
    public void What_has_no_power_is_refused_with_a_sentence()
    {
        Assert.Contains("varies", Assert.Throws<InputException>(() => LombScargle.Power([1, 2, 3, 4], [1, 1, 1, 1], [0.1])).Message);
        Assert.Contains("at least 4", Assert.Throws<InputException>(() => LombScargle.Power([1, 2, 3], [1, 2, 3], [0.1])).Message);
        Assert.Throws<ArgumentException>(() => LombScargle.Power([1, 2], [1, 2, 3], [0.1]));
        Assert.Throws<ArgumentException>(() => LombScargle.Power([1, 2, 3, double.NaN], [1, 2, 3, 4], [0.1]));
    }

    [Fact]
    public void A_fold_has_the_course_of_a_period()
    {
        double[] times = [.. Enumerable.Range(0, 400).Select(i => 0.1 * i)];
        double[] values = [.. times.Select(time => time % 2.5 < 1.25 ? 1.0 : 3.0)];
        values[3] = double.NaN;
        PhaseFold fold = PhaseFold.Of(times, values, 2.5, bins: 5);

        Assert.Equal([1, 1], fold.BinMeans.Take(2));
        Assert.Equal([3, 3], fold.BinMeans.Skip(3));
        Assert.All(fold.Phases, phase => Assert.InRange(phase, 0, 0.9999999));
    }
}
