namespace Unroll.Series.Preparing;

/// <summary>Numbers that a time stamp alone tells, of the past and of the future: the calendar and its holidays.</summary>
public abstract class TimeFeature
{
    /// <summary>Names of the numbers, one a column.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Computes the numbers of a stamp. Safe to call from several threads at once.</summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="values">Where to write, as long as <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="values"/> has another length.</exception>
    public void Compute(DateTime stamp, Span<float> values)
    {
        if (values.Length != Names.Count)
        {
            throw new ArgumentException($"The feature has {Names.Count} numbers, but there is room for {values.Length}: give a span as long as Names.");
        }

        Write(stamp, values);
    }

    /// <summary>Computes the numbers of many stamps as columns, in the order of <see cref="Names"/>.</summary>
    /// <param name="stamps">The stamps.</param>
    /// <returns>One array for each name, each with one number for each stamp.</returns>
    public float[][] Columns(ReadOnlySpan<DateTime> stamps)
    {
        float[][] columns = new float[Names.Count][];
        for (int j = 0; j < columns.Length; j++)
        {
            columns[j] = new float[stamps.Length];
        }

        float[] values = new float[Names.Count];
        for (int i = 0; i < stamps.Length; i++)
        {
            Write(stamps[i], values);
            for (int j = 0; j < columns.Length; j++)
            {
                columns[j][i] = values[j];
            }
        }

        return columns;
    }

    /// <summary>Writes every number of a stamp.</summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="values">As long as <see cref="Names"/>; not cleared.</param>
    protected abstract void Write(DateTime stamp, Span<float> values);
}
