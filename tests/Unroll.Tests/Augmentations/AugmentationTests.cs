using Unroll.Augmentations;
using Unroll.Data;

namespace Unroll.Tests.Augmentations;

/// <summary>What each augmentation makes of a sample.</summary>
public sealed class AugmentationTests
{
    private const int Draws = 4000;

    [Fact]
    public void Jitter_adds_normal_noise_of_its_deviation()
    {
        float[] values = new float[Draws * 4];
        Apply(new Jitter(0.5f), values, 2);

        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(0.5, Math.Sqrt(values.Average(value => value * (double)value)), 0.02);
    }

    [Fact]
    public void Scaling_has_one_factor_for_each_feature_of_a_sample()
    {
        double[] factors = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            float[] values = [1, 10, 2, 20, 3, 30];
            Apply(new Scaling(0.2f), values, 2, (ulong)draw);
            Assert.Equal(values[0] * 2, values[2], 1e-5f);
            Assert.Equal(values[0] * 3, values[4], 1e-5f);
            Assert.Equal(values[1] * 3, values[5], 1e-4f);
            Assert.NotEqual(values[0] * 10, values[1]);
            factors[draw] = values[0];
        }

        Assert.Equal(1, factors.Average(), 0.02);
        Assert.Equal(0.2, Math.Sqrt(factors.Average(factor => (factor - 1) * (factor - 1))), 0.02);
    }

    [Fact]
    public void A_shift_is_one_offset_for_each_feature_of_a_sample()
    {
        double[] offsets = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            float[] values = [1, 10, 2, 20, 3, 30];
            Apply(new Shift(0.4f), values, 2, (ulong)draw);
            Assert.Equal(values[0] + 2, values[4], 1e-5f);
            Assert.Equal(values[1] + 20, values[5], 1e-5f);
            Assert.NotEqual(values[0] + 9, values[1]);
            offsets[draw] = values[0] - 1;
        }

        Assert.Equal(0, offsets.Average(), 0.03);
        Assert.Equal(0.4, Math.Sqrt(offsets.Average(offset => offset * offset)), 0.02);
    }

    [Fact]
    public void A_time_mask_covers_runs_of_all_features_up_to_its_share()
    {
        int[] lengths = new int[5];
        for (ulong draw = 0; draw < 1000; draw++)
        {
            float[] values = [.. Enumerable.Repeat(1f, 40)];
            Apply(new TimeMask(0.2f), values, 2, draw);
            bool[] isMasked = [.. Enumerable.Range(0, 20).Select(step => values[2 * step] == 0)];
            Assert.All(Enumerable.Range(0, 20), step => Assert.Equal(values[2 * step], values[(2 * step) + 1]));
            int length = isMasked.Count(masked => masked);
            Assert.Equal(length, length == 0 ? 0 : Array.LastIndexOf(isMasked, true) - Array.IndexOf(isMasked, true) + 1);
            lengths[length]++;
        }

        Assert.All(lengths, count => Assert.InRange(count, 140, 260));
    }

    [Fact]
    public void A_frequency_mask_covers_the_same_features_at_all_steps()
    {
        HashSet<int> covered = [];
        for (ulong draw = 0; draw < 200; draw++)
        {
            float[] values = [.. Enumerable.Repeat(1f, 30)];
            Apply(new FrequencyMask(0.3f, 2), values, 10, draw);
            Assert.Equal(values[..10], values[10..20]);
            Assert.Equal(values[..10], values[20..]);
            Assert.InRange(values[..10].Count(value => value == 0), 0, 6);
            covered.UnionWith(Enumerable.Range(0, 10).Where(feature => values[feature] == 0));
        }

        Assert.Equal(10, covered.Count);
    }

    [Fact]
    public void A_frequency_warp_stretches_features_and_leaves_the_ends_in_place()
    {
        List<float> factors = [];
        for (ulong draw = 0; draw < 500; draw++)
        {
            float[] values = [.. Enumerable.Range(0, 24).Select(place => (float)(place % 12))];
            Apply(new FrequencyWarp(0.3f), values, 12, draw);
            Assert.Equal(values[..12], values[12..]);
            Assert.Equal((0, 11), (values[0], values[11]));
            Assert.Equal(4 * values[1], values[4], 1e-4f);
            Assert.All(Enumerable.Range(1, 11), place => Assert.True(values[place] > values[place - 1]));
            factors.Add(values[1]);
        }

        Assert.InRange(factors.Min(), 0.7f, 0.72f);
        Assert.InRange(factors.Max(), 1.28f, 1.3f);
    }

    [Fact]
    public void A_frequency_filter_without_knots_adds_a_straight_line_at_all_steps()
    {
        double[] first = new double[Draws], last = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            float[] values = [.. Enumerable.Range(0, 24).Select(place => (float)(place / 12))];
            Apply(new FrequencyFilter(0.4f, 0), values, 12, (ulong)draw);
            for (int feature = 0; feature < 12; feature++)
            {
                Assert.Equal(values[0] + ((values[11] - values[0]) * feature / 11), values[feature], 1e-5f);
                Assert.Equal(values[feature] + 1, values[12 + feature], 1e-5f);
            }

            (first[draw], last[draw]) = (values[0], values[11]);
        }

        foreach (double[] ends in new[] { first, last })
        {
            Assert.Equal(0, ends.Average(), 0.03);
            Assert.Equal(0.4, Math.Sqrt(ends.Average(offset => offset * offset)), 0.02);
        }

        Assert.Equal(0, first.Zip(last).Average(pair => pair.First * pair.Second), 0.01);
    }

    [Fact]
    public void A_frequency_filter_bends_at_no_more_places_than_it_has_knots()
    {
        HashSet<int> bends = [];
        for (ulong draw = 0; draw < 200; draw++)
        {
            float[] values = new float[41];
            Apply(new FrequencyFilter(1, 2), values, 41, draw);
            int[] bent = [.. Enumerable.Range(1, 39).Where(
                f => Math.Abs(values[f - 1] - (2 * values[f]) + values[f + 1]) > 1e-5f)];

            // A knot between two features is seen at both.
            Assert.InRange(bent.Length, 1, 4);
            bends.UnionWith(bent);
        }

        Assert.Equal(Enumerable.Range(1, 39), bends.Order());
    }

    [Fact]
    public void A_frequency_filter_of_a_single_feature_is_an_offset()
    {
        float[] values = [1, 2, 3];
        Apply(new FrequencyFilter(0.5f), values, 1);

        Assert.NotEqual(1, values[0]);
        Assert.Equal([values[0], values[0] + 1, values[0] + 2], values, (left, right) => Math.Abs(left - right) < 1e-6f);
    }

    [Fact]
    public void Crop_stretches_a_run_of_steps_and_begins_anywhere()
    {
        HashSet<float> starts = [];
        for (ulong draw = 0; draw < 200; draw++)
        {
            float[] values = [.. Enumerable.Range(0, 11).Select(step => (float)step)];
            Apply(new Crop(0.5f), values, 1, draw);
            starts.Add(values[0]);
            for (int t = 0; t < 11; t++)
            {
                // ⌈0.5·11⌉ = 6 steps, from the start to 5 behind it.
                Assert.Equal(values[0] + (0.5f * t), values[t], 1e-5f);
            }
        }

        Assert.Equal([0, 1, 2, 3, 4, 5], starts.Order());
    }

    [Fact]
    public void A_crop_that_keeps_all_steps_changes_nothing()
    {
        float[] values = [1, 5, 2];
        Apply(new Crop(0.99f), values, 1);

        Assert.Equal([1, 5, 2], values);
    }

    [Theory]
    [InlineData(0.2f, 4)]
    [InlineData(3f, 1)]
    public void Time_warp_keeps_the_ends_and_the_order(float deviation, int knots)
    {
        int moved = 0;
        for (ulong draw = 0; draw < 200; draw++)
        {
            float[] values = [.. Enumerable.Range(0, 50).Select(step => (float)step)];
            Apply(new TimeWarp(deviation, knots), values, 1, draw);

            Assert.Equal(0, values[0]);
            Assert.Equal(49, values[^1], 1e-3f);
            Assert.True(values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second));
            moved += values.Any(value => value != MathF.Round(value)) ? 1 : 0;
        }

        Assert.InRange(moved, 150, 200);
    }

    [Theory]
    [InlineData(0.05f)]
    [InlineData(0.4f)]
    [InlineData(1f)]
    [InlineData(5f)]
    public void Shares_of_mixup_follow_the_beta_distribution(float alpha)
    {
        RandomStream random = new(7);
        double[] shares = [.. Enumerable.Range(0, 5 * Draws).Select(_ => (double)new Mixup(alpha).DrawShare(random))];
        double mean = shares.Average();

        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(0.5, mean, 0.01);
        Assert.Equal(1 / (4 * ((2 * alpha) + 1)), shares.Average(share => (share - mean) * (share - mean)), 0.005);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Jitter(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Scaling(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Crop(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeWarp(0.1f, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrequencyFilter(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FrequencyFilter(0.1f, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mixup(-1));
    }

    private static void Apply(Augmentation augmentation, float[] values, int features, ulong seed = 3) =>
        augmentation.Apply(new TimeMajorSpan(values, values.Length / features, 1, features), new RandomStream(seed));
}
