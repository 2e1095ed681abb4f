using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The columns of a step, and their values.</summary>
internal static class StepColumns
{
    /// <summary>The numeric columns of a step: those named, or all.</summary>
    /// <exception cref="InputException">A named column is missing, holds categories or stands twice, or there is none.</exception>
    public static string[] Numeric(SeriesSet training, IReadOnlyList<string>? columns, string step)
    {
        ArgumentNullException.ThrowIfNull(training);
        string[] chosen = columns is null ? [.. training.ColumnNames.Where(name => !IsCategory(training, name))]
            : Named(training, columns, step);
        foreach (string column in chosen)
        {
            if (IsCategory(training, column))
            {
                throw new InputException(
                    $"Step '{step}' calculates with numbers, but column '{column}' holds categories: leave it out, or make numbers of it " +
                    "by one-hot or embedding codes.");
            }
        }

        return chosen.Length > 0 ? chosen
            : throw new InputException(
                $"Step '{step}' has no columns of numbers to work on: the series have {List(training.ColumnNames)}.");
    }

    /// <summary>Columns named by the user, of numbers or categories.</summary>
    /// <exception cref="InputException">One is missing or stands twice.</exception>
    public static string[] Named(SeriesSet training, IReadOnlyList<string> columns, string step)
    {
        foreach (string column in columns)
        {
            if (!training[0].Frame.HasColumn(column))
            {
                throw new InputException($"Step '{step}' names column '{column}', but the series have {List(training.ColumnNames)}: " +
                    "correct the name.");
            }
        }

        return columns.Distinct(StringComparer.Ordinal).Count() == columns.Count
            ? [.. columns]
            : throw new InputException($"Step '{step}' names a column twice ({List(columns)}): name each once.");
    }

    public static bool IsCategory(SeriesSet set, string column) => set.Items.Any(item => item.Frame.Categories(column) is not null);

    /// <summary>Refuses added columns whose names are taken.</summary>
    public static void RequireNew(SeriesSet training, IEnumerable<string> added, string step)
    {
        foreach (string column in added)
        {
            if (training[0].Frame.HasColumn(column))
            {
                throw new InputException($"Step '{step}' would add column '{column}', but there is one of that name: rename it, or leave " +
                    "the step out.");
            }
        }
    }

    /// <summary>A copy of a column to work in.</summary>
    public static double[] Read(Frame frame, string column, string step, string id)
    {
        Require(frame, column, step, id);
        double[] values = new double[frame.RowCount];
        frame.CopyColumn(column, 0, values);
        return values;
    }

    /// <summary>Values of a new number of rows, kept where those of a frame are: in its file, where it has one.</summary>
    public static ColumnValues Keep(Frame frame, double[] values) =>
        frame.Store is { } store ? store.Write(values) : new MemoryColumn(values);

    public static void Require(Frame frame, string column, string step, string id)
    {
        if (!frame.HasColumn(column))
        {
            throw new InputException($"Step '{step}' learned from column '{column}', but series '{id}' has {List(frame.ColumnNames)}: " +
                "give the columns that were trained with.");
        }
    }

    /// <summary>Refuses windows that are not given either in rows or as a span of time.</summary>
    public static void RequireRowsOrSpan(int rows, TimeSpan span, string step, string what = "")
    {
        if (rows < 0 || span < TimeSpan.Zero || (rows > 0) == (span > TimeSpan.Zero))
        {
            throw new InputException($"Step '{step}' got {what}{StepJson.RowsAndSpan(rows, span)}: give one of them, above 0.");
        }
    }

    /// <summary>Refuses an empty list of statistics, one that is none, and one that stands twice.</summary>
    public static void RequireDistinct(IReadOnlyList<Statistic> statistics, string step)
    {
        if (statistics.Count == 0 || statistics.Distinct().Count() != statistics.Count || !statistics.All(Enum.IsDefined))
        {
            throw new InputException($"Step '{step}' got the statistics [{string.Join(", ", statistics)}]: give at least one, and none " +
                "twice.");
        }
    }

    /// <summary>Refuses numbered rows in steps that need stamps.</summary>
    public static void RequireStamps(TimeIndex time, string step, string id)
    {
        if (time.IsNumbered)
        {
            throw new InputException($"Step '{step}' needs to know when rows were, but the rows of series '{id}' are numbered: read a " +
                "column of time stamps, or leave the step out.");
        }
    }

    /// <summary>Refuses series with numbered rows in steps that go by time where no number of rows is given.</summary>
    public static void RequireStamps(SeriesSet training, int rows, string step)
    {
        ArgumentNullException.ThrowIfNull(training);
        foreach (SeriesItem item in rows == 0 ? training.Items : [])
        {
            RequireStamps(item.Frame.Time, step, item.Id);
        }
    }

    /// <summary>
    /// A number clipped to the range of doubles, since infinity would spread through a network.
    /// </summary>
    public static double Finite(double value) => Math.Clamp(value, -double.MaxValue, double.MaxValue);

    public static string List(IReadOnlyList<string> names) =>
        names.Count == 0 ? "no columns"
            : $"the column{(names.Count == 1 ? "" : "s")} {string.Join(", ", names.Take(20))}{(names.Count > 20 ? ", …" : "")}";
}
