using System.Runtime.InteropServices;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Regular stamps for many series: those that begin together share them.</summary>
/// <param name="step">The distance between stamps; null where rows are numbered.</param>
internal sealed class TsfTimes(TimeStep? step)
{
    private readonly Dictionary<DateTime, int> _longest = [];
    private readonly Dictionary<(DateTime Begin, int Count), TimeIndex> _known = [];
    private readonly NumberedTimes _numbered = new();

    /// <summary>Takes note of a series, so that one index can serve all.</summary>
    public void Note(DateTime? begin, int count)
    {
        ref int longest = ref CollectionsMarshal.GetValueRefOrAddDefault(_longest, begin ?? default, out _);
        longest = Math.Max(longest, count);
    }

    /// <summary>The stamps of a series that was noted.</summary>
    public TimeIndex Of(DateTime? begin, int count)
    {
        if (begin is not { } first || step is not { } regular)
        {
            return _numbered.Of(count);
        }

        if (_known.TryGetValue((first, count), out TimeIndex? known))
        {
            return known;
        }

        int longest = _longest[first];
        if (!_known.TryGetValue((first, longest), out TimeIndex? whole))
        {
            whole = regular.Months == 0 ? new TimeIndex(new RegularStamps(first, regular.Span, longest), 0, longest)
                : Months(first, regular, longest);
            _known[(first, longest)] = whole;
        }

        return count == longest ? whole : _known[(first, count)] = whole.Slice(0, count);
    }

    private static TimeIndex Months(DateTime first, TimeStep regular, int count)
    {
        DateTime[] stamps = new DateTime[count];
        for (int i = 0; i < count; i++)
        {
            stamps[i] = regular.After(first, i);
        }

        return new TimeIndex(stamps);
    }
}
