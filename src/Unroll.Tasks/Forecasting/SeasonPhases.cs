using Unroll.Series.Frames;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The phases of rows in a season: by their number, and in a series that knows its time zone and has seasons of whole days by local time,
/// as the seasonal-naive forecast counts.
/// </summary>
internal sealed class SeasonPhases
{
    private readonly int[]? _phases;
    private readonly int _period;

    /// <summary>Finds the phases.</summary>
    /// <param name="time">The stamps.</param>
    /// <param name="period">Rows in a season, from 1.</param>
    public SeasonPhases(TimeIndex time, int period)
    {
        _period = period;
        if (time.Zone is null || time.Count == 0 || time.Interval is not { } interval
            || (period * interval).Ticks % TimeSpan.TicksPerDay != 0)
        {
            return;
        }

        DateTime[] local = new DateTime[time.Count];
        time.CopyLocal(0, local);
        TimeSpan first = local[0] - time[0];
        _phases = new int[local.Length];
        for (int row = 0; row < local.Length; row++)
        {
            int shifted = row + (int)((local[row] - time[row] - first) / interval);
            _phases[row] = ((shifted % period) + period) % period;
        }
    }

    /// <summary>The phase of a row, from 0.</summary>
    public int this[int row] => _phases is null ? row % _period : _phases[row];
}
