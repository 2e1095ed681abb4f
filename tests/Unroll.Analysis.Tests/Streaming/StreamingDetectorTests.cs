using Unroll.Analysis.Streaming;

namespace Unroll.Analysis.Tests.Streaming;

public class StreamingDetectorTests
{
    private static readonly DateTime _monday = new(2024, 1, 1);

    [Fact]
    public void A_spike_in_noise_is_the_highest_score_and_an_anomaly()
    {
        double[] values = Noise(3000);
        values[2000] += 12;
        double[] scores = Scores(values);

        Assert.Equal(2000, scores.IndexOf(scores.Max()));
        Assert.True(scores[2000] > 0.9, $"{scores[2000]}");
        Assert.InRange(scores.Count(score => score >= StreamingDetector.Threshold), 1, 12);
    }

    [Fact]
    public void A_lasting_shift_is_told_at_its_beginning_and_then_becomes_usual()
    {
        double[] values = Noise(6000);
        for (int i = 3000; i < values.Length; i++)
        {
            values[i] += 15;
        }

        double[] scores = Scores(values);

        Assert.Contains(scores[3000..3010], score => score > 0.9);
        Assert.InRange(scores[3100..].Count(score => score >= StreamingDetector.Threshold), 0, 10);
    }

    [Fact]
    public void A_day_without_its_rise_is_found_only_with_times()
    {
        Random random = new(3);
        double[] values = new double[14 * 288];
        for (int i = 0; i < values.Length; i++)
        {
            bool isHigh = i % 288 is >= 108 and < 216 && i / 288 != 11;
            values[i] = (isHigh ? 80 : 20) + random.NextDouble();
        }

        StreamingDetector detector = new();
        double[] scores = [.. values.Select((value, i) => detector.Update(_monday.AddMinutes(5 * i), value))];
        int from = (11 * 288) + 108;

        Assert.Contains(scores[from..(from + 6)], score => score > 0.9);
        Assert.DoesNotContain(Scores(values)[from..(from + 6)], score => score > 0.5);
    }

    [Fact]
    public void Scores_lie_between_0_and_1_and_depend_on_the_past_alone()
    {
        double[] values = [.. Noise(1500).Select((value, i) => i % 97 == 0 ? 1e90 * value : value)];
        double[] scores = Scores(values), half = Scores(values[..700]);

        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.Equal(half, scores[..700]);
    }

    [Fact]
    public void Scores_do_not_depend_on_unit_and_origin_beyond_rounding()
    {
        double[] values = Noise(2000);
        values[1500] = 9;
        double[] scaled = [.. values.Select(value => (1024 * value) + 4096)];

        double[] expected = Scores(values), actual = Scores(scaled);

        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    [Fact]
    public void Missing_values_score_0_and_change_nothing()
    {
        double[] values = Noise(1000);
        StreamingDetector detector = new();
        List<double> scores = [];
        foreach (double value in values)
        {
            Assert.Equal(0, detector.Update(double.NaN));
            scores.Add(detector.Update(value));
        }

        Assert.Equal(Scores(values), scores);
        Assert.Equal(1000, detector.Count);
    }

    [Fact]
    public void Constants_single_points_and_equal_or_unsorted_times_are_no_matter()
    {
        StreamingDetector detector = new();
        Assert.Equal(0, detector.Update(5));
        double[] constant = [.. Enumerable.Range(0, 5000).Select(_ => detector.Update(_monday, 5))];
        Assert.All(constant, score => Assert.InRange(score, 0, 0.49));
        Assert.True(detector.Update(_monday.AddDays(-3), 4) > 0.9);
        Assert.All(Scores([.. Enumerable.Repeat(0.0, 3000)]), score => Assert.InRange(score, 0, 0.49));
    }

    [Fact]
    public void An_infinite_value_and_too_short_a_memory_are_refused()
    {
        StreamingDetector detector = new();
        detector.Update(1);

        Assert.Contains("infinite", Assert.Throws<InputException>(() => detector.Update(double.NegativeInfinity)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamingDetector(new StreamingDetectorOptions { Memory = 10 }));
    }

    [Fact]
    public void An_update_allocates_nothing_however_long_the_stream_is()
    {
        double[] values = Noise(100_000);
        StreamingDetector detector = new();
        detector.Update(_monday, values[0]);
        detector.Update(values[1]);
        int minute = 0;
        Allocations.AssertNone(() =>
        {
            foreach (double value in values)
            {
                detector.Update(_monday.AddMinutes(minute++), value);
            }
        });
    }

    private static double[] Scores(double[] values)
    {
        StreamingDetector detector = new();
        return [.. values.Select(detector.Update)];
    }

    private static double[] Noise(int count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() + random.NextDouble() + random.NextDouble())];
    }
}
