using System.Buffers;

namespace Unroll.Data;

/// <summary>A run of another source's samples, as a validation split takes them, or some of a run, spread over it.</summary>
/// <param name="source">The other source.</param>
/// <param name="start">The first sample of the run.</param>
/// <param name="count">Samples.</param>
/// <param name="of">Samples of the run that they are spread over; as many where they are all of it.</param>
internal sealed class SubsetSource(SampleSource source, int start, int count, int of) : SampleSource
{
    /// <summary>2³² divided by the golden ratio: its multiples have no period that samples have.</summary>
    private const uint Golden = 0x9E3779B9;

    public SubsetSource(SampleSource source, int start, int count)
        : this(source, start, count, count)
    {
    }

    /// <summary>
    /// Samples of a source, one out of each of so many stretches of it; the source itself where it has no more. Even spaces would take
    /// the same hour of each day.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="most">The most samples, at least 1.</param>
    public static SampleSource Spread(SampleSource source, int most) =>
        source.Count <= most ? source : new SubsetSource(source, 0, most, source.Count);

    public override int Count => count;

    public override Shape InputShape => source.InputShape;

    public override Shape TargetShape => source.TargetShape;

    public override int InputCount => source.InputCount;

    public override bool IsSlow => source.IsSlow;

    public override int TargetCount => source.TargetCount;

    internal override bool IsInMemory => source.IsInMemory;

    public override string GetSampleName(int sample) => source.GetSampleName(At(sample));

    public override Shape GetInputShape(int input) => source.GetInputShape(input);

    public override Shape GetTargetShape(int target) => source.GetTargetShape(target);

    public override bool HasLengths(int input) => source.HasLengths(input);

    public override bool HasWeights(int target) => source.HasWeights(target);

    public override bool HasTargetLengths(int target) => source.HasTargetLengths(target);

    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyInputs(0, samples, destination);

    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyTargets(0, samples, destination);

    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        int[] shifted = Shift(samples);
        source.CopyInputs(input, shifted.AsSpan(0, samples.Length), destination);
        ArrayPool<int>.Shared.Return(shifted);
    }

    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        int[] shifted = Shift(samples);
        source.CopyTargets(target, shifted.AsSpan(0, samples.Length), destination);
        ArrayPool<int>.Shared.Return(shifted);
    }

    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        int[] shifted = Shift(samples);
        source.CopyLengths(input, shifted.AsSpan(0, samples.Length), lengths);
        ArrayPool<int>.Shared.Return(shifted);
    }

    public override void CopyTargetLengths(int target, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        int[] shifted = Shift(samples);
        source.CopyTargetLengths(target, shifted.AsSpan(0, samples.Length), lengths);
        ArrayPool<int>.Shared.Return(shifted);
    }

    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
    {
        int[] shifted = Shift(samples);
        source.CopyWeights(target, shifted.AsSpan(0, samples.Length), weights);
        ArrayPool<int>.Shared.Return(shifted);
    }

    private int At(int sample)
    {
        int from = (int)((long)sample * of / count), to = (int)((sample + 1L) * of / count);
        return start + from + (int)(((ulong)((uint)sample * Golden) * (ulong)(to - from)) >> 32);
    }

    private int[] Shift(ReadOnlySpan<int> samples)
    {
        int[] shifted = ArrayPool<int>.Shared.Rent(samples.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            shifted[i] = At(samples[i]);
        }

        return shifted;
    }
}
