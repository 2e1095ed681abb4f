using Unroll.Series.Frames;

namespace Unroll.Tasks.Analysing;

/// <summary>Times of a series as numbers, in a unit that suits its steps.</summary>
/// <param name="Times">Times since the first; counted steps where steps are of the calendar, such as months, or rows are numbered.</param>
/// <param name="Unit">The unit in the plural: <c>hours</c>, <c>days</c>, <c>months</c>, <c>rows</c>.</param>
/// <param name="StepsPerYear">Rows in a year; null where rows are numbered.</param>
public sealed record TimeAxis(double[] Times, string Unit, double? StepsPerYear)
{
    private const double DaysOfYear = 365.2425;

    /// <summary>Whether the times are those of a column of plain numbers.</summary>
    public bool IsColumn { get; private init; }

    /// <summary>The axis of a series.</summary>
    /// <param name="time">Its stamps.</param>
    public static TimeAxis Of(TimeIndex time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (time.IsNumbered)
        {
            return Counted(time.Count, 1, "rows", null);
        }

        if (time.Step is { } step && (step.Months > 0 || step.Days.Count > 0))
        {
            double cycle = step.Days.AreOfWeek ? 7 : DaysOfYear / 12;
            return step.Months == 0 ? Counted(time.Count, 1, "rows", DaysOfYear * step.Days.Count / cycle)
                : step.Months % 12 == 0 ? Counted(time.Count, step.Months / 12, "years", 12.0 / step.Months)
                : Counted(time.Count, step.Months, "months", 12.0 / step.Months);
        }

        TimeSpan mean = time.Interval ?? Mean(time);
        (string unit, TimeSpan length) = mean >= TimeSpan.FromDays(1) ? ("days", TimeSpan.FromDays(1))
            : mean >= TimeSpan.FromMinutes(1) ? ("hours", TimeSpan.FromHours(1))
            : mean >= TimeSpan.FromSeconds(1) ? ("minutes", TimeSpan.FromMinutes(1))
            : ("seconds", TimeSpan.FromSeconds(1));
        double[] times = new double[time.Count];
        for (int row = 0; row < times.Length; row++)
        {
            times[row] = (time[row] - time[0]) / length;
        }

        return new TimeAxis(times, unit, mean > TimeSpan.Zero ? DaysOfYear / mean.TotalDays : null);
    }

    /// <summary>The axis of a column of numbers that are times.</summary>
    /// <param name="name">Its name, which is the unit.</param>
    /// <param name="values">The times.</param>
    internal static TimeAxis Of(string name, double[] values)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (!double.IsFinite(values[row]) || (row > 0 && values[row] < values[row - 1]))
            {
                throw new InputException(FormattableString.Invariant(
                    $"Column {name} is {values[row]} in row {row} (from 0), but times are numbers, none before the one above: sort them."))
                {
                    Column = name,
                };
            }
        }

        return new TimeAxis(values, name, null) { IsColumn = true };
    }

    private static TimeAxis Counted(int rows, int step, string unit, double? stepsPerYear) =>
        new([.. Enumerable.Range(0, rows).Select(row => (double)row * step)], unit, stepsPerYear);

    private static TimeSpan Mean(TimeIndex time) => time.Count < 2 ? TimeSpan.Zero : (time[time.Count - 1] - time[0]) / (time.Count - 1);
}
