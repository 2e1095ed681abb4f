using Unroll.Augmentations;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Which samples a training sees where there are augmentations.</summary>
public sealed class SampleAugmenterTests
{
    private const int Count = 40, Steps = 8;

    private static readonly Augmentation[] _all =
        [new Jitter(0.1f), new Scaling(0.2f), new Crop(0.7f), new TimeWarp(0.3f), new Mixup(0.4f)];

    [Fact]
    public void Nothing_augments_without_augmentations() =>
        Assert.Null(SampleAugmenter.For(Network(), Source(), new FitOptions(), 1));

    [Fact]
    public void What_a_sample_becomes_depends_on_seed_epoch_and_sample_alone()
    {
        ArraySource source = Source();
        SampleAugmenter augmenter = Augmenter(source, _all);
        float[] alone = Inputs(augmenter, source, [5], epoch: 3);
        float[] among = Inputs(augmenter, source, [9, 5, 1], epoch: 3);

        Assert.Equal(alone, RowOf(among, 3, 1));
        Assert.Equal(alone, Inputs(Augmenter(source, _all), source, [5], epoch: 3));
        Assert.NotEqual(alone, Inputs(augmenter, source, [5], epoch: 4));
        Assert.NotEqual(alone, Inputs(Augmenter(source, _all, seed: 2), source, [5], epoch: 3));
    }

    [Fact]
    public void Mixup_mixes_targets_as_it_does_inputs()
    {
        // Each input holds the target of its sample in each of its steps.
        float[,,] inputs = new float[Count, Steps, 2];
        float[,] targets = new float[Count, 2];
        for (int sample = 0; sample < Count; sample++)
        {
            (targets[sample, 0], targets[sample, 1]) = (sample, sample * sample);
            for (int t = 0; t < Steps; t++)
            {
                (inputs[sample, t, 0], inputs[sample, t, 1]) = (sample, sample * sample);
            }
        }

        ArraySource source = new(inputs, targets);
        SampleAugmenter augmenter = Augmenter(source, [new Mixup(1), new Mixup(0.5f)], Network(2));
        int[] samples = [.. Enumerable.Range(0, Count)];
        float[] mixed = Inputs(augmenter, source, samples, epoch: 1);
        float[] values = new float[Count * 2];
        TimeMajorSpan target = new(values, 1, Count, 2);
        source.CopyTargets(samples, target);
        augmenter.AugmentTarget(0, samples, 1, target);

        for (int sample = 0; sample < Count; sample++)
        {
            float[] own = RowOf(mixed, Count, sample, 2);
            for (int i = 0; i < own.Length; i++)
            {
                Assert.Equal(values[(sample * 2) + (i % 2)], own[i], 1e-2f);
            }
        }

        Assert.True(samples.Count(sample => Math.Abs(values[sample * 2] - sample) > 0.5) > Count / 2);
    }

    [Fact]
    public void Padding_stays_and_only_real_steps_are_given_to_augmentations()
    {
        int[] lengths = [.. Enumerable.Range(0, Count).Select(sample => 1 + (sample % Steps))];
        ArraySource source = new(Values(), new float[Count, 1]) { Lengths = lengths };
        Lengths seen = new();
        SampleAugmenter augmenter = Augmenter(source, [seen, new Jitter(), new Crop(0.5f), new TimeWarp(), new Mixup(1)]);
        int[] samples = [.. Enumerable.Range(0, Count)];
        float[] values = new float[Count * Steps];
        bool[] mask = [.. Enumerable.Range(0, Steps).SelectMany(t => lengths.Select(length => t < length))];
        TimeMajorSpan input = new(values, Steps, Count, 1, mask);
        source.CopyInputs(samples, input);
        input.ClearPadding();
        augmenter.AugmentInput(0, samples, 1, input);

        Assert.Equal(lengths, seen.Seen);
        Assert.All(Enumerable.Range(0, values.Length), i => Assert.Equal(mask[i], values[i] != 0));
    }

    [Fact]
    public void Steps_that_a_masking_layer_leaves_out_stay_as_they_are()
    {
        float[,,] inputs = Values();
        for (int sample = 0; sample < Count; sample++)
        {
            // Padding at the start, and a step in the middle that is missing.
            (inputs[sample, 0, 0], inputs[sample, 1, 0], inputs[sample, 4, 0]) = (-9, -9, -9);
        }

        ArraySource source = new(inputs, new float[Count, 1]);
        Model network = new Sequential(new Masking(-9), new Lstm(3), new Dense(1));
        network.Compile(new Adam(), new MeanSquaredError());
        network.Build([source.InputShape]);
        float[] mixed = Inputs(Augmenter(source, _all, network), source, [.. Enumerable.Range(0, Count)], epoch: 1);

        for (int sample = 0; sample < Count; sample++)
        {
            float[] own = RowOf(mixed, Count, sample);
            Assert.Equal([0, 1, 4], Enumerable.Range(0, Steps).Where(t => own[t] == -9));
        }
    }

    [Fact]
    public void Only_chosen_features_are_changed()
    {
        float[,,] inputs = new float[Count, Steps, 3];
        ArraySource source = new(inputs, new float[Count, 1]);
        FitOptions options = new() { Augment = [new Jitter()], AugmentedFeatures = [0, 2] };
        float[] changed = Inputs(SampleAugmenter.For(Network(3), source, options, 1)!, source, [4], epoch: 1);

        Assert.All(Enumerable.Range(0, changed.Length), i => Assert.Equal(i % 3 == 1, changed[i] == 0));
    }

    [Fact]
    public void A_sample_without_targets_is_no_partner()
    {
        float[,] targets = new float[Count, 1];
        float[] weights = new float[Count];
        for (int sample = 0; sample < Count; sample++)
        {
            (targets[sample, 0], weights[sample]) = sample % 2 == 0 ? (float.NaN, 0) : (1, 1);
        }

        ArraySource source = new(Values(), targets) { Weights = weights };
        SampleAugmenter augmenter = Augmenter(source, [new Mixup(1)]);
        int[] known = [.. Enumerable.Range(0, Count).Where(sample => sample % 2 == 1)];
        float[] values = new float[known.Length];
        TimeMajorSpan target = new(values, 1, known.Length, 1);
        source.CopyTargets(known, target);
        augmenter.AugmentTarget(0, known, 1, target);

        Assert.All(values, value => Assert.Equal(1, value, 1e-5f));
    }

    private static float[,,] Values()
    {
        float[,,] values = new float[Count, Steps, 1];
        RandomStream random = new(11);
        for (int sample = 0; sample < Count; sample++)
        {
            for (int t = 0; t < Steps; t++)
            {
                values[sample, t, 0] = 2 + random.NextSingle();
            }
        }

        return values;
    }

    private static ArraySource Source() => new(Values(), new float[Count, 1]);

    private static Model Network(int features = 1)
    {
        Model network = new Sequential(new Lstm(3), new Dense(features == 2 ? 2 : 1));
        network.Compile(new Adam(), new MeanSquaredError());
        network.Build([Shape.Sequence(Steps, features)]);
        return network;
    }

    private static SampleAugmenter Augmenter(
        ArraySource source, IReadOnlyList<Augmentation> augmentations, Model? network = null, ulong seed = 1) =>
        SampleAugmenter.For(network ?? Network(source.InputShape.Features), source, new FitOptions { Augment = augmentations }, seed)!;

    /// <summary>[timesteps, rows, features] of augmented samples.</summary>
    private static float[] Inputs(SampleAugmenter augmenter, SampleSource source, int[] samples, int epoch)
    {
        Shape shape = source.InputShape;
        float[] values = new float[shape.Timesteps * samples.Length * shape.Features];
        TimeMajorSpan input = new(values, shape.Timesteps, samples.Length, shape.Features);
        source.CopyInputs(samples, input);
        augmenter.AugmentInput(0, samples, epoch, input);
        return values;
    }

    private static float[] RowOf(float[] values, int rows, int row, int features = 1)
    {
        List<float> own = [];
        for (int t = 0; t < Steps; t++)
        {
            own.AddRange(new TimeMajorSpan(values, Steps, rows, features).At(t, row));
        }

        return [.. own];
    }

    /// <summary>Keeps the lengths that it is given.</summary>
    private sealed class Lengths : Augmentation
    {
        public List<int> Seen { get; } = [];

        public override void Apply(TimeMajorSpan sequence, RandomStream random) => Seen.Add(sequence.Timesteps);
    }
}
