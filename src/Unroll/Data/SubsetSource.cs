namespace Unroll.Data;

/// <summary>A run of another source's samples, as a validation split takes them.</summary>
internal sealed class SubsetSource(SampleSource source, int start, int count) : SampleSource
{
    public override int Count => count;

    public override Shape InputShape => source.InputShape;

    public override Shape TargetShape => source.TargetShape;

    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        Span<int> shifted = samples.Length <= 256 ? stackalloc int[samples.Length] : new int[samples.Length];
        source.CopyInputs(Shift(samples, shifted), destination);
    }

    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        Span<int> shifted = samples.Length <= 256 ? stackalloc int[samples.Length] : new int[samples.Length];
        source.CopyTargets(Shift(samples, shifted), destination);
    }

    private Span<int> Shift(ReadOnlySpan<int> samples, Span<int> shifted)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            shifted[i] = samples[i] + start;
        }

        return shifted;
    }
}
