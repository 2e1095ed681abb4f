namespace Unroll.Data;

/// <summary>
/// Where a model takes its samples from. A source is asked for any rows in any order and writes them straight into a network's
/// time-major buffers; it may be asked from several threads at once, so both methods must be safe to call concurrently.
/// </summary>
public abstract class SampleSource
{
    /// <summary>Number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>Shape of each sample's input.</summary>
    public abstract Shape InputShape { get; }

    /// <summary>Shape of each sample's target.</summary>
    public abstract Shape TargetShape { get; }

    /// <summary>Writes the inputs of some samples.</summary>
    /// <param name="samples">Indices of the samples, each from 0 to <see cref="Count"/> − 1; one a row of the destination.</param>
    /// <param name="destination">Where to write: as many rows as samples, shaped as <see cref="InputShape"/>.</param>
    public abstract void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination);

    /// <summary>Writes the targets of some samples.</summary>
    /// <param name="samples">Indices of the samples; one a row of the destination.</param>
    /// <param name="destination">Where to write: as many rows as samples, shaped as <see cref="TargetShape"/>.</param>
    public abstract void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination);
}
