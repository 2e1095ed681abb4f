using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Indices of numbered rows for many series: those of the same length share one, all share their numbers.</summary>
internal sealed class NumberedTimes
{
    private readonly Dictionary<int, TimeIndex> _byLength = [];
    private TimeIndex _longest = TimeIndex.Numbered(0);

    /// <summary>The index of a length.</summary>
    /// <param name="count">Rows.</param>
    public TimeIndex Of(int count)
    {
        if (_byLength.TryGetValue(count, out TimeIndex? known))
        {
            return known;
        }

        if (count > _longest.Count)
        {
            // Twice as many, so that series that get longer and longer share a few arrays rather than have one each.
            _longest = TimeIndex.Numbered((int)Math.Max(count, Math.Min(2L * _longest.Count, 1 << 24)));
        }

        return _byLength[count] = _longest.Count == count ? _longest : _longest.Slice(0, count);
    }
}
