using Unroll.Data;

namespace Unroll.Workloads.Own;

/// <summary>The same batch over and over, as one long epoch: so that steps are timed, not the ends of epochs.</summary>
/// <param name="batch">The batch.</param>
/// <param name="times">How often.</param>
internal sealed class RepeatedBatch(SampleSource batch, int times) : SampleSource
{
    public override int Count => batch.Count * times;

    public override Shape InputShape => batch.InputShape;

    public override Shape TargetShape => batch.TargetShape;

    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        Span<int> rows = stackalloc int[samples.Length];
        Wrap(samples, rows);
        batch.CopyInputs(rows, destination);
    }

    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        Span<int> rows = stackalloc int[samples.Length];
        Wrap(samples, rows);
        batch.CopyTargets(rows, destination);
    }

    private void Wrap(ReadOnlySpan<int> samples, Span<int> rows)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            rows[i] = samples[i] % batch.Count;
        }
    }
}
