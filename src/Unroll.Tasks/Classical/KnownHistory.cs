using Unroll.Analysis.Models;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Classical;

/// <summary>
/// The values of a series up to a row, from the first that is known on, with related series, and regressors that go on as far as forecasts
/// reach. A missing value is that of a season before, or the last known: what follows it is not looked at.
/// </summary>
/// <param name="Start">The row of the first value, at which the other columns are known, too.</param>
/// <param name="Values">The values, without gaps.</param>
/// <param name="Regressors">The regressors, [column][row from the first value on].</param>
/// <param name="Related">The related series, [column][row from the first value on].</param>
internal readonly record struct KnownHistory(int Start, double[] Values, double[][] Regressors, double[][] Related)
{
    /// <summary>The history of a column.</summary>
    /// <param name="frame">The columns.</param>
    /// <param name="column">The column.</param>
    /// <param name="rows">How many rows from the beginning on are known.</param>
    /// <param name="season">Steps of a season; 1 for none.</param>
    /// <param name="inputs">The columns beside it, each of which has a value in these rows.</param>
    /// <param name="ahead">Rows after the known ones that regressors are needed of.</param>
    public static KnownHistory Of(Frame frame, string column, int rows, int season, SeriesInputs inputs, int ahead = 0)
    {
        int start = FirstKnown(frame, column, rows);
        foreach (string name in start < 0 ? [] : inputs.All)
        {
            start = Math.Max(start, FirstKnown(frame, name, rows));
        }

        if (start < 0)
        {
            return new KnownHistory(0, [], [], []);
        }

        // Where another column begins later than the series, that may begin with a gap.
        int known = frame.Column(column)[start..rows].IndexOfAnyExcept(double.NaN);
        if (known < 0)
        {
            return new KnownHistory(0, [], [], []);
        }

        start += known;
        int last = Math.Min(frame.RowCount, rows + ahead);
        return new KnownHistory(
            start, Filled(frame, column, start, rows, season),
            [.. inputs.Regressors.Select(name => Filled(frame, name, start, last, season))],
            [.. inputs.Related.Select(name => Filled(frame, name, start, rows, season))]);
    }

    /// <summary>The history as models take it.</summary>
    /// <param name="season">Steps of a season; 1 for none.</param>
    public ObservedSeries ToSeries(int season) => new(Values, season) { Regressors = Regressors, RelatedSeries = Related };

    /// <summary>The history up to an earlier row.</summary>
    /// <param name="count">How many values it has, at least 1.</param>
    public KnownHistory First(int count) =>
        this with { Values = Values[..count], Related = [.. Related.Select(column => column[..count])] };

    /// <summary>The first row of a column with a value; -1 where there is none.</summary>
    /// <param name="frame">The columns.</param>
    /// <param name="column">The column.</param>
    /// <param name="rows">How many rows from the beginning on are looked at.</param>
    public static int FirstKnown(Frame frame, string column, int rows) => frame.Column(column)[..rows].IndexOfAnyExcept(double.NaN);

    private static double[] Filled(Frame frame, string column, int start, int end, int season)
    {
        ReadOnlySpan<double> all = frame.Column(column)[..end];
        double[] values = all[start..].ToArray();
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = !double.IsNaN(values[row]) ? values[row] : row >= season ? values[row - season]
                : row > 0 ? values[row - 1] : all[all[..start].LastIndexOfAnyExcept(double.NaN)];
        }

        return values;
    }
}
