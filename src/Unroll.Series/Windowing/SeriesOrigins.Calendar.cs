using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <content>The windows that are left out for where they stand in time: elsewhere in the calendar, or across a pause.</content>
internal sealed partial class SeriesOrigins
{
    private void DropElsewhere()
    {
        if (_layout.Origins is not { } calendar)
        {
            return;
        }

        TimeIndex time = Stamps(
            $"windows have no place in the calendar ({calendar}): give stamps, or take every so many windows instead");

        for (int place = 0, total = Total; place < total; place++)
        {
            if (!calendar.Includes(time.Local(OriginOf(place))))
            {
                Elsewhere += _windows.Drop(place, place + 1);
            }
        }
    }

    private void DropPauses()
    {
        if (_layout is { MaxGap: null, LengthSpan: null })
        {
            return;
        }

        TimeIndex time = Stamps("there is no time between them: give stamps, or leave out the max gap and the length span");

        // Even stamps have the same pause everywhere, so that one look is enough.
        if (_layout.MaxGap is { } most && !(time.Interval <= most))
        {
            for (int row = 1; row < time.Count; row++)
            {
                if (time[row] - time[row - 1] > most)
                {
                    Drop(row - _layout.Gap - _layout.Horizon, (long)row + _layout.Length - 2);
                }
            }
        }

        for (int place = 0; _layout.LengthSpan is { } span && place < Total; place++)
        {
            int origin = OriginOf(place);
            if (time[origin] - time[Math.Max(origin - _layout.Length + 1, FirstRow)] > span)
            {
                SkippedForPauses += _windows.Drop(place, place + 1);
            }
        }

        void Drop(long firstOrigin, long lastOrigin)
        {
            (int first, int end) = Within(firstOrigin, lastOrigin);
            if (end > first)
            {
                SkippedForPauses += _windows.Drop(first, end);
            }
        }
    }

    private TimeIndex Stamps(string otherwise) => Series.Frame.Time is { IsNumbered: false } time ? time
        : throw new InputException($"The rows of series '{Series.Id}' are numbered, so {otherwise}.");
}
