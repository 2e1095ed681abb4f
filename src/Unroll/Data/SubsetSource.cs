using System.Buffers;

namespace Unroll.Data;

/// <summary>A run of another source's samples, as a validation split takes them.</summary>
internal sealed class SubsetSource(SampleSource source, int start, int count) : SampleSource
{
    public override int Count => count;

    public override Shape InputShape => source.InputShape;

    public override Shape TargetShape => source.TargetShape;

    public override int InputCount => source.InputCount;

    public override bool IsSlow => source.IsSlow;

    public override int TargetCount => source.TargetCount;

    internal override bool IsInMemory => source.IsInMemory;

    public override string GetSampleName(int sample) => source.GetSampleName(start + sample);

    public override Shape GetInputShape(int input) => source.GetInputShape(input);

    public override Shape GetTargetShape(int target) => source.GetTargetShape(target);

    public override bool HasLengths(int input) => source.HasLengths(input);

    public override bool HasWeights(int target) => source.HasWeights(target);

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

    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
    {
        int[] shifted = Shift(samples);
        source.CopyWeights(target, shifted.AsSpan(0, samples.Length), weights);
        ArrayPool<int>.Shared.Return(shifted);
    }

    private int[] Shift(ReadOnlySpan<int> samples)
    {
        int[] shifted = ArrayPool<int>.Shared.Rent(samples.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            shifted[i] = samples[i] + start;
        }

        return shifted;
    }
}
