using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.Tests.Periodicity;

public class BoxLeastSquaresTests
{
    /// <summary>astropy 5.2.1: <c>BoxLeastSquares(t, y).power(periods, durations, objective="likelihood", oversample=5)</c>.</summary>
    [Fact]
    public void Durations_of_half_a_bin_are_rounded_as_those_of_astropy()
    {
        double[] times = [.. Enumerable.Range(0, 120).Select(i => (0.37 * i) + (0.1 * Math.Sin(i)))];
        double[] values = [.. times.Select((time, i) => (time % 3.3 < 0.33 ? 0 : 1) + (0.05 * Math.Sin(7 * i * i)))];

        BoxSpectrum spectrum = BoxLeastSquares.Search(times, values, [2.1, 3.3, 4.7], [0.1, 0.33], oversample: 5);

        Near.Equal([0.2748025323046588, 6.9223606287046575, 0.4326537737507386], [.. spectrum.Power], 1e-9);
        Near.Equal([0.37067676775369857, 0.9944388675245566, 0.9302190857542524], [.. spectrum.Depths], 1e-9);
    }

    [Fact]
    public void The_power_is_that_of_astropy()
    {
        AnalysisCase reference = AnalysisCase.Named("box-least-squares");
        BoxSpectrum spectrum = BoxLeastSquares.Search(reference.Given("t"), reference.Given("y"), reference.Given("periods"), [0.2]);

        Near.Equal(reference.Values("power"), spectrum.Power, 1e-9);
        Assert.Equal(reference.Value("bestPeriod"), spectrum.Periods[spectrum.Best()], 9);
        Assert.Equal(reference.Value("depth"), spectrum.Depths[spectrum.Best()], 9);
    }

    [Theory]
    [InlineData(1.7)]
    [InlineData(5.23)]
    public void A_box_is_found_with_its_place_and_depth(double period)
    {
        Random random = new(4);
        double[] times = [.. Enumerable.Range(0, 3000).Select(_ => 60 * random.NextDouble()).Order()];
        double[] values = [.. times.Select(time => (time - 0.45) % period is >= 0 and < 0.2 ? 9.0 : 10.0)];
        BoxSpectrum spectrum = BoxLeastSquares.Search(times, values, [0.99 * period, period, 1.013 * period], [0.1, 0.2, 0.3]);

        Assert.Equal(1, spectrum.Best());
        Assert.Equal(0.2, spectrum.Durations[1]);
        Assert.Equal(1, spectrum.Depths[1], 0.1);
        Assert.Equal(0, Math.IEEERemainder(spectrum.TransitTimes[1] - 0.55, period), 0.02);
    }

    [Fact]
    public void A_box_across_the_end_of_the_fold_is_whole()
    {
        double[] times = [.. Enumerable.Range(0, 1000).Select(i => 0.02 * i)];
        double[] values = [.. times.Select(time => (time + 0.1) % 2 < 0.2 - 1e-9 ? -1.0 : 0)];
        BoxSpectrum spectrum = BoxLeastSquares.Search(times, values, [2.0], [0.2]);

        // A bin of ten at the end is not in the repeated fold.
        Assert.InRange(spectrum.Depths[0], 0.85, 1.01);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Measurements_on_the_border_of_bins_fall_where_divisions_say(bool isEven)
    {
        const double duration = 0.2, bin = duration / 10;
        Random random = new(6);
        double[] times = [.. Enumerable.Range(0, 1000).Select(i => isEven ? 0.02 * i : 20 * random.NextDouble()).Order()];
        double[] values = [.. times.Select(time => (time % 2.3 < 0.3 ? -1 : 0) + random.NextDouble())];
        double[] periods = [2, 2.3, 2.5, 2.51, 4.6, 1 / 0.3];
        BoxSpectrum found = BoxLeastSquares.Search(times, values, periods, [duration]);

        Near.Equal([.. periods.Select(Gain)], found.Power, 1e-9);

        double Gain(double period)
        {
            int round = (int)Math.Ceiling(period / bin), bins = round + 10;
            double mean = values.Average();
            double[] sums = new double[bins + 1], counts = new double[bins + 1];
            for (int i = 0; i < times.Length; i++)
            {
                double time = times[i] - times[0];
                int place = (int)(Math.Abs(time - (Math.Floor(time / period) * period)) / bin);
                sums[place] += values[i] - mean;
                counts[place]++;
            }

            double best = 0;
            for (int start = 0; start <= bins - 10; start++)
            {
                int[] inside =
                    [.. Enumerable.Range(start, 10).Where(at => at < bins - 1).Select(at => at < round - 1 ? at : at - round + 1)];
                double sum = inside.Sum(at => sums[at]), count = inside.Sum(at => counts[at]), all = times.Length;
                double ratio = sum * all / (all - count);
                best = sum < 0 && count > 0 ? Math.Max(best, 0.5 * ratio * ratio / count) : best;
            }

            return best;
        }
    }

    [Fact]
    public void Noise_alone_has_boxes_that_do_not_count()
    {
        Random random = new(8);
        double[] times = [.. Enumerable.Range(0, 400).Select(i => 0.1 * i)], noise = [.. times.Select(_ => random.NextDouble())];
        double[] dips = [.. times.Zip(noise, (time, off) => (time % 3 < 0.3 ? -2 : 0) + off)];
        double[] periods = BoxLeastSquares.Periods(times, [0.3]);

        Assert.True(BoxLeastSquares.FalseAlarmProbability(BoxLeastSquares.Search(times, noise, periods, [0.3]), noise) > 0.01);
        BoxSpectrum found = BoxLeastSquares.Search(times, dips, periods, [0.3]);
        Assert.True(BoxLeastSquares.FalseAlarmProbability(found, dips) < 1e-9);
        Assert.Equal(3, found.Periods[found.Best()], 0.02);
        Assert.True(found.DetectionEfficiency() > 5);
    }

    [Fact]
    public void Trial_periods_are_dense_enough()
    {
        double[] periods = BoxLeastSquares.Periods([0, 40], [0.2]);

        Assert.Equal(0.4, periods[0], 12);
        Assert.Equal(20, periods[^1], 0.2);
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.True(40 * ((1 / pair.First) - (1 / pair.Second)) < 0.2));
    }

    [Fact]
    public void What_has_no_box_is_refused_with_a_sentence()
    {
        double[] times = [0, 1, 2, 3, 4];

        Assert.Throws<ArgumentException>(() => BoxLeastSquares.Search(times, [1, 2, 1, 2, 1], [1.0], [1.5]));
        Assert.Throws<ArgumentException>(() => BoxLeastSquares.Search(times, [1, 2, 1, 2, 1], [], [0.5]));
        Assert.Throws<InputException>(() => BoxLeastSquares.Search(times, [1, 1, 1, 1, 1], [2.0], [0.5]));
    }
}
