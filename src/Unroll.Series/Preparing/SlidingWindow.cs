using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The window of a row: a number of rows, or the rows of a span of time; up to the row, or around it.</summary>
/// <param name="Rows">Rows, or 0 where the span counts.</param>
/// <param name="Span">The span of time.</param>
/// <param name="Centered">Whether the row is in the middle instead of at the end.</param>
internal readonly record struct SlidingWindow(int Rows, TimeSpan Span, bool Centered)
{
    /// <summary>Rows before a row that are in its window; null where that depends on the stamps.</summary>
    public int? ReachBack => Rows == 0 ? null : Centered ? (Rows - 1) / 2 : Rows - 1;

    /// <summary>Refuses numbered rows where the window is a span of time.</summary>
    public void RequireStamps(TimeIndex time, string step, string id)
    {
        if (Rows == 0)
        {
            StepColumns.RequireStamps(time, step, id);
        }
    }

    /// <summary>The window's length as names of columns show it.</summary>
    public override string ToString() =>
        Rows > 0 ? Rows.ToString(System.Globalization.CultureInfo.InvariantCulture) : TimeSpanFormatter.Format(Span);

    /// <summary>Moves on the bounds of the window to a row: from start to before end.</summary>
    public void Move(TimeIndex time, int row, ref int start, ref int end)
    {
        if (Rows > 0)
        {
            int after = Centered ? Rows / 2 : 0;
            start = Math.Max(0, row + after - Rows + 1);
            end = Math.Min(time.Count, row + after + 1);
            return;
        }

        // Trailing: stamps in (t − span, t]. Centered: in [t − span/2, t + span/2].
        long reach = Centered ? Span.Ticks / 2 : Span.Ticks - 1;
        while ((time[row] - time[start]).Ticks > reach)
        {
            start++;
        }

        end = Math.Max(end, row + 1);
        while (Centered && end < time.Count && (time[end] - time[row]).Ticks <= reach)
        {
            end++;
        }
    }
}
