namespace Unroll.Series.Frames;

/// <summary>Evenly spaced stamps: the first one, a step and a count.</summary>
/// <param name="first">The first stamp.</param>
/// <param name="step">From one to the next.</param>
/// <param name="count">Number of stamps.</param>
internal sealed class RegularStamps(DateTime first, TimeSpan step, int count) : StampList
{
    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override TimeSpan? KnownStep => step;

    /// <inheritdoc/>
    public override DateTime this[int row] => (uint)row < (uint)count ? first.AddTicks(step.Ticks * row)
        : throw new ArgumentOutOfRangeException(nameof(row));
}
