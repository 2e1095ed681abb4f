using Unroll.Data;

namespace Unroll.Tests.Contracts;

/// <summary>Counts how often each sample's inputs were taken, and remembers the order.</summary>
internal sealed class CountingSource(SampleSource source) : SampleSource
{
    private readonly int[] _visits = new int[source.Count];

    private readonly List<int> _order = [];

    public IReadOnlyList<int> Visits => _visits;

    /// <summary>The samples as they were asked for; meaningful on one thread.</summary>
    public IReadOnlyList<int> Order => _order;

    public override int Count => source.Count;

    public override Shape InputShape => source.InputShape;

    public override Shape TargetShape => source.TargetShape;

    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        foreach (int sample in samples)
        {
            Interlocked.Increment(ref _visits[sample]);
        }

        lock (_order)
        {
            _order.AddRange(samples);
        }

        source.CopyInputs(samples, destination);
    }

    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => source.CopyTargets(samples, destination);
}
