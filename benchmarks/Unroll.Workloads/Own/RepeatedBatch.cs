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

    public override int InputCount => batch.InputCount;

    public override Shape GetInputShape(int input) => batch.GetInputShape(input);

    public override bool HasLengths(int input) => batch.HasLengths(input);

    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyInputs(0, samples, destination);

    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        Span<int> rows = stackalloc int[samples.Length];
        Wrap(samples, rows);
        batch.CopyInputs(input, rows, destination);
    }

    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        Span<int> rows = stackalloc int[samples.Length];
        Wrap(samples, rows);
        batch.CopyLengths(input, rows, lengths);
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
