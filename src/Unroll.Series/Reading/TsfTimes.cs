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
            DateTime[] stamps = new DateTime[longest];
            for (int i = 0; i < longest; i++)
            {
                stamps[i] = regular.After(first, i);
            }

            _known[(first, longest)] = whole = new TimeIndex(stamps);
        }

        return count == longest ? whole : _known[(first, count)] = whole.Slice(0, count);
    }
}
