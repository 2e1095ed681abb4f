using System.Buffers;
using System.Numerics.Tensors;
using Unroll.Augmentations;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>
/// Augments the samples of a training where they are loaded. What is drawn follows from the seed, the epoch and the sample alone: not from
/// batches, threads, prefetching or where a training went on. Padding stays padding. Thread-safe.
/// </summary>
internal sealed class SampleAugmenter
{
    /// <summary>More augmentations, or inputs, than anyone has: their numbers make the streams of a sample.</summary>
    private const int Most = 1 << 8;

    private readonly SampleSource _source;
    private readonly Augmentation[] _augmentations;
    private readonly bool[]? _augmented;
    private readonly float?[] _maskValues;
    private readonly ulong _seed;

    private SampleAugmenter(Model model, SampleSource source, in FitOptions options, ulong seed)
    {
        (_source, _augmentations, _seed) = (source, [.. options.Augment], seed);
        _maskValues = [.. Enumerable.Range(0, source.InputCount).Select(input => MaskValueOf(model.Network, input))];
        if (options.AugmentedFeatures is { } features)
        {
            _augmented = new bool[source.GetInputShape(0).Features];
            foreach (int feature in features)
            {
                _augmented[feature] = true;
            }
        }
    }

    /// <summary>The augmenter of a training's samples; null where there is none.</summary>
    public static SampleAugmenter? For(Model model, SampleSource source, in FitOptions options, ulong seed) =>
        options.Augment.Count == 0 ? null : new SampleAugmenter(model, source, options, seed);

    /// <summary>Augments an input of some samples.</summary>
    /// <param name="input">Number of the input.</param>
    /// <param name="samples">The samples, a row each.</param>
    /// <param name="epoch">Number of the epoch, over all trainings of the model.</param>
    /// <param name="values">The input, with its mask, as the source gave it.</param>
    public void AugmentInput(int input, ReadOnlySpan<int> samples, int epoch, TimeMajorSpan values)
    {
        int features = values.Features, numbers = values.Timesteps * features;
        float[] sequence = ArrayPool<float>.Shared.Rent(numbers), other = ArrayPool<float>.Shared.Rent(numbers);
        int[] steps = ArrayPool<int>.Shared.Rent(values.Timesteps);
        RandomStream random = new(0);
        ulong seed = SeedOf(epoch);
        for (int row = 0; row < samples.Length; row++)
        {
            int real = Gather(input, values, row, steps, sequence);
            if (real == 0)
            {
                continue;
            }

            TimeMajorSpan own = new(sequence, real, 1, features);
            for (int i = 0; i < _augmentations.Length; i++)
            {
                if (_augmentations[i].Mixes)
                {
                    if (Mixture(seed, samples[row], i, random) is { } mixture)
                    {
                        Mix(input, mixture, own, values.Timesteps, other);
                    }
                }
                else
                {
                    Change(_augmentations[i], input, own, random, StreamOf(seed, samples[row], i, input), other);
                }
            }

            for (int t = 0; t < real; t++)
            {
                own.At(t).CopyTo(values.At(steps[t], row));
            }
        }

        ArrayPool<int>.Shared.Return(steps);
        ArrayPool<float>.Shared.Return(other);
        ArrayPool<float>.Shared.Return(sequence);
    }

    /// <summary>Mixes a target of some samples with those of others, as their inputs were mixed.</summary>
    /// <param name="target">Number of the target.</param>
    /// <param name="samples">The samples, a row each.</param>
    /// <param name="epoch">Number of the epoch, over all trainings of the model.</param>
    /// <param name="values">The target, as the source gave it.</param>
    public void AugmentTarget(int target, ReadOnlySpan<int> samples, int epoch, TimeMajorSpan values)
    {
        int numbers = values.Timesteps * values.Features;
        float[] rented = ArrayPool<float>.Shared.Rent(numbers);
        RandomStream random = new(0);
        ulong seed = SeedOf(epoch);
        for (int i = 0; i < _augmentations.Length; i++)
        {
            for (int row = 0; row < samples.Length && _augmentations[i].Mixes; row++)
            {
                if (Mixture(seed, samples[row], i, random) is not { } mixture)
                {
                    continue;
                }

                TimeMajorSpan other = new(rented, values.Timesteps, 1, values.Features);
                _source.CopyTargets(target, [mixture.Sample], other);
                for (int t = 0; t < values.Timesteps; t++)
                {
                    Blend(values.At(t, row), other.At(t), mixture.Share);
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static void Blend(Span<float> own, Span<float> other, float share)
    {
        TensorPrimitives.Multiply(own, share, own);
        TensorPrimitives.MultiplyAdd(other, 1 - share, own, own);
    }

    /// <summary>Applies an augmentation; what is no augmented feature stays, unless steps move.</summary>
    private void Change(Augmentation augmentation, int input, TimeMajorSpan own, RandomStream random, ulong stream, float[] before)
    {
        random.Reset(stream);
        if (_augmented is null || augmentation.ChangesTime)
        {
            augmentation.Apply(own, random);
            return;
        }

        if (input > 0)
        {
            return;
        }

        own.Values.CopyTo(before);
        augmentation.Apply(own, random);
        for (int i = 0; i < own.Values.Length; i++)
        {
            own.Values[i] = _augmented[i % own.Features] ? own.Values[i] : before[i];
        }
    }

    /// <summary>The other sample of a mixture, and the share of the first; null where it is not mixed.</summary>
    private (int Sample, float Share)? Mixture(ulong seed, int sample, int augmentation, RandomStream random)
    {
        int others = _source.Count - 1;
        if (others == 0)
        {
            return null;
        }

        random.Reset(StreamOf(seed, sample, augmentation, 0));
        int other = random.NextInt32(others);
        other += other >= sample ? 1 : 0;
        float share = _augmentations[augmentation].DrawShare(random);
        return share == 1 || LacksTargets(other) ? null : (other, share);
    }

    /// <summary>Whether a sample has targets of weight 0, which may be anything: there is nothing to mix with.</summary>
    private bool LacksTargets(int sample)
    {
        for (int target = 0; target < _source.TargetCount; target++)
        {
            if (_source.HasWeights(target))
            {
                float[] weights = new float[_source.GetTargetShape(target).Timesteps];
                _source.CopyWeights(target, [sample], weights);
                if (weights.Contains(0))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Mix(int input, (int Sample, float Share) mixture, TimeMajorSpan own, int timesteps, float[] gathered)
    {
        int features = own.Features;
        float[] rented = ArrayPool<float>.Shared.Rent(timesteps * features);
        int[] steps = ArrayPool<int>.Shared.Rent(timesteps);
        bool[]? mask = null;
        if (_source.HasLengths(input))
        {
            Span<int> length = stackalloc int[1];
            _source.CopyLengths(input, [mixture.Sample], length);
            mask = new bool[timesteps];
            mask.AsSpan(0, length[0]).Fill(true);
        }

        TimeMajorSpan other = new(rented, timesteps, 1, features, mask);
        _source.CopyInputs(input, [mixture.Sample], other);
        int real = Gather(input, other, 0, steps, gathered);
        Span<float> step = rented.AsSpan(0, features);
        for (int t = 0; t < own.Timesteps && real > 0; t++)
        {
            double position = own.Timesteps == 1 ? 0 : (double)t * (real - 1) / (own.Timesteps - 1);
            Interpolation.At(gathered.AsSpan(0, real * features), features, position, step);
            Blend(own.At(t), step, mixture.Share);
        }

        ArrayPool<int>.Shared.Return(steps);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Gathers the real timesteps of a row: those that neither a length nor a masking layer leaves out.</summary>
    /// <returns>How many there are.</returns>
    private int Gather(int input, TimeMajorSpan values, int row, int[] steps, float[] sequence)
    {
        int real = 0;
        for (int t = 0; t < values.Timesteps; t++)
        {
            ReadOnlySpan<float> step = values.At(t, row);
            if (values.IsReal(t, row) && (_maskValues[input] is not { } padding || step.ContainsAnyExcept(padding)))
            {
                step.CopyTo(sequence.AsSpan(real * values.Features));
                steps[real++] = t;
            }
        }

        return real;
    }

    private ulong SeedOf(int epoch) => new RandomStream(_seed, RandomStreams.Augmentation + (ulong)epoch).NextUInt64();

    /// <summary>The seed of an augmentation of an input: augmentations in time have the same for all inputs.</summary>
    private ulong StreamOf(ulong seed, int sample, int augmentation, int input)
    {
        int at = _augmentations[augmentation].ChangesTime ? 0 : input;
        return new RandomStream(seed, ((((ulong)sample * Most) + (ulong)augmentation) * Most) + (ulong)at).NextUInt64();
    }

    /// <summary>The value of padding that a masking layer takes out of an input; null where there is none.</summary>
    private static float? MaskValueOf(LayerGraph network, int input) =>
        network.Nodes.FirstOrDefault(node => node.Layer is Masking && node.Inputs[0] == input)?.Layer is Masking masking
            ? masking.MaskValue : null;
}
