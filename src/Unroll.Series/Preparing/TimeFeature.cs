using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns that are functions of a time stamp alone, and so future covariates.</summary>
public abstract class TimeFeature
{
    /// <summary>Names of the columns.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Computes the columns of a stamp.</summary>
    /// <param name="stamp">The stamp, in the local time of the series where that has a zone.</param>
    /// <param name="values">One number for each of <see cref="Names"/>, out.</param>
    public abstract void Compute(DateTime stamp, Span<double> values);

    /// <summary>Computes the columns of an index, row by row.</summary>
    /// <param name="time">The stamps.</param>
    /// <returns>The columns by name.</returns>
    public IReadOnlyList<KeyValuePair<string, double[]>> Columns(TimeIndex time)
    {
        ArgumentNullException.ThrowIfNull(time);
        ZoneClock clock = ClockOf(time);
        return Columns(time.Count, row => clock.ToLocal(time[row]));
    }

    /// <summary>Computes the columns of many stamps.</summary>
    /// <param name="stamps">The stamps.</param>
    /// <returns>The columns by name.</returns>
    public IReadOnlyList<KeyValuePair<string, double[]>> Columns(ReadOnlySpan<DateTime> stamps)
    {
        DateTime[] all = stamps.ToArray();
        return Columns(all.Length, row => all[row]);
    }

    /// <summary>Whether stamps are taken in local time; else as they are, where only elapsed time counts.</summary>
    internal virtual bool GoesByLocalTime => true;

    /// <summary>The clock that gives stamps of an index in that time.</summary>
    internal ZoneClock ClockOf(TimeIndex time) => new(GoesByLocalTime ? time.Zone : null);

    private KeyValuePair<string, double[]>[] Columns(int count, Func<int, DateTime> stamps)
    {
        double[][] columns = [.. Names.Select(_ => new double[count])];
        Span<double> row = new double[Names.Count];
        for (int i = 0; i < count; i++)
        {
            Compute(stamps(i), row);
            for (int j = 0; j < columns.Length; j++)
            {
                columns[j][i] = row[j];
            }
        }

        return [.. Names.Zip(columns, KeyValuePair.Create)];
    }
}
