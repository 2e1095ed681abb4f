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
        return [.. Names.Zip(Columns(time, 0, Names.Count), KeyValuePair.Create)];
    }

    /// <summary>Computes the columns of many stamps.</summary>
    /// <param name="stamps">The stamps.</param>
    /// <returns>The columns by name.</returns>
    public IReadOnlyList<KeyValuePair<string, double[]>> Columns(ReadOnlySpan<DateTime> stamps)
    {
        DateTime[] all = stamps.ToArray();
        return [.. Names.Zip(Columns(all.Length, row => all[row], 0, Names.Count), KeyValuePair.Create)];
    }

    /// <summary>Whether stamps are taken in local time; else as they are, where only elapsed time counts.</summary>
    internal virtual bool GoesByLocalTime => true;

    /// <summary>Some of the columns.</summary>
    /// <param name="time">The stamps.</param>
    /// <param name="first">The first column.</param>
    /// <param name="count">How many.</param>
    internal double[][] Columns(TimeIndex time, int first, int count)
    {
        ZoneClock clock = new(GoesByLocalTime ? time.Zone : null);
        return Columns(time.Count, row => clock.ToLocal(time[row]), first, count);
    }

    private double[][] Columns(int rows, Func<int, DateTime> stamps, int first, int count)
    {
        double[][] columns = [.. Enumerable.Range(0, count).Select(_ => new double[rows])];
        double[] row = new double[Names.Count];
        for (int i = 0; i < rows; i++)
        {
            Compute(stamps(i), row);
            for (int j = 0; j < count; j++)
            {
                columns[j][i] = row[first + j];
            }
        }

        return columns;
    }

    /// <summary>The names of waves: sine and cosine of each harmonic.</summary>
    /// <param name="of">What they are waves of.</param>
    /// <param name="harmonics">Pairs of columns.</param>
    private protected static string[] WaveNames(string of, int harmonics) => [.. Enumerable.Range(1, harmonics)
        .SelectMany(harmonic => (string[])[$"{of}-sin-{harmonic}", $"{of}-cos-{harmonic}"])];

    /// <summary>Sine and cosine of a phase and of its multiples.</summary>
    /// <param name="phase">The phase in the cycle, from 0 to below 1.</param>
    /// <param name="harmonics">Pairs of columns.</param>
    /// <param name="values">The columns of a row, out.</param>
    private protected static void ComputeWaves(double phase, int harmonics, Span<double> values)
    {
        double angle = 2 * Math.PI * phase;
        for (int i = 0; i < harmonics; i++)
        {
            (values[2 * i], values[(2 * i) + 1]) = Math.SinCos((i + 1) * angle);
        }
    }
}
