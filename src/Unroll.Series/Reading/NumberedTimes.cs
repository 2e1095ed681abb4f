using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Indices of numbered rows for many series: those of the same length share one.</summary>
internal sealed class NumberedTimes
{
    private readonly Dictionary<int, TimeIndex> _byLength = [];

    /// <summary>The index of a length.</summary>
    /// <param name="count">Rows.</param>
    public TimeIndex Of(int count) => _byLength.TryGetValue(count, out TimeIndex? known) ? known
        : _byLength[count] = TimeIndex.Numbered(count);
}
