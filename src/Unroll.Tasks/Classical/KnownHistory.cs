using Unroll.Analysis.Models;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Classical;

/// <summary>
/// The values of a series up to a row, from the first that is known on, with regressors that go on as far as forecasts reach. A missing
/// value is that of a season before, or the last known: what follows it is not looked at.
/// </summary>
/// <param name="Start">The row of the first value, at which regressors are known, too.</param>
/// <param name="Values">The values, without gaps.</param>
/// <param name="Regressors">The regressors, [column][row from the first value on].</param>
internal readonly record struct KnownHistory(int Start, double[] Values, double[][] Regressors)
{
    /// <summary>The history of a column.</summary>
    /// <param name="frame">The columns.</param>
    /// <param name="column">The column.</param>
    /// <param name="rows">How many rows from the beginning on are known.</param>
    /// <param name="season">Steps of a season; 1 for none.</param>
    /// <param name="regressors">Names of the regressors, each of which has a value in these rows; none by default.</param>
    /// <param name="ahead">Rows after the known ones that regressors are needed of.</param>
    public static KnownHistory Of(
        Frame frame, string column, int rows, int season, IReadOnlyList<string>? regressors = null, int ahead = 0)
    {
        int start = FirstKnown(frame, column, rows);
        foreach (string name in start < 0 ? [] : regressors ?? [])
        {
            start = Math.Max(start, FirstKnown(frame, name, rows));
        }

        if (start < 0)
        {
            return new KnownHistory(0, [], []);
        }

        // Where a regressor begins later than the series, that may begin with a gap.
        int known = frame.Column(column)[start..rows].IndexOfAnyExcept(double.NaN);
        if (known < 0)
        {
            return new KnownHistory(0, [], []);
        }

        start += known;
        int last = Math.Min(frame.RowCount, rows + ahead);
        return new KnownHistory(
            start, Filled(frame, column, start, rows, season),
            [.. (regressors ?? []).Select(name => Filled(frame, name, start, last, season))]);
    }

    /// <summary>The history as models take it.</summary>
    /// <param name="season">Steps of a season; 1 for none.</param>
    public ObservedSeries ToSeries(int season) => new(Values, season) { Regressors = Regressors };

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
