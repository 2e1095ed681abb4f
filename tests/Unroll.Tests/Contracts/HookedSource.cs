using Unroll.Data;

namespace Unroll.Tests.Contracts;

/// <summary>Another source's samples; something happens before the inputs of some are given.</summary>
internal sealed class HookedSource(SampleSource source, HookedSource.Hook before, bool isSlow = false) : SampleSource
{
    public delegate void Hook(ReadOnlySpan<int> samples);

    public override int Count => source.Count;

    public override Shape InputShape => source.InputShape;

    public override Shape TargetShape => source.TargetShape;

    public override bool IsSlow => isSlow;

    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        before(samples);
        source.CopyInputs(samples, destination);
    }

    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => source.CopyTargets(samples, destination);

    public override bool HasLengths(int input) => source.HasLengths(input);

    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths) =>
        source.CopyLengths(input, samples, lengths);

    public override bool HasWeights(int target) => source.HasWeights(target);

    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights) =>
        source.CopyWeights(target, samples, weights);
}
