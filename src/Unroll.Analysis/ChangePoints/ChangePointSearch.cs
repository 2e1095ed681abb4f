using System.Globalization;
using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// The change points of a series, of one dimension or several, by any method, with a number of changes that the data choose.
/// </summary>
/// <example><code>ChangePointSearch.Find(values).ChangePoints[0].Index</code></example>
public static class ChangePointSearch
{
    /// <summary>The fewest values that a change can be found in.</summary>
    public const int MinValues = 4;

    private const int MostPoints = 200_000;

    /// <summary>Finds the changes of a series.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="InputException">A value is infinite, too few are there, or the cost or method is not for such values.</exception>
    public static FoundChangePoints Find(double[] values, ChangePointOptions? options = null) => Find([values], options);

    /// <summary>Finds the changes that the dimensions of a series have together.</summary>
    /// <param name="columns">The dimensions, each with as many values, missing ones as NaN; rows with a missing one are left out.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or dimensions have different numbers of values.</exception>
    /// <exception cref="InputException">A value is infinite, too few are there, or the cost or method is not for such values.</exception>
    public static FoundChangePoints Find(IReadOnlyList<double[]> columns, ChangePointOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count);
        options ??= new();
        Check(options);
        if (options.Seasons is { } given && given.Count != columns.Count)
        {
            throw new ArgumentException(
                $"Seasons of {CountFormatter.Format(given.Count, "columns")} are given, but there are {columns.Count}: give each its own.",
                nameof(options));
        }

        foreach (double[] values in columns)
        {
            SeriesChecks.RequireAsMany(columns[0].Length, values.Length, "values of the first column");
            SeriesChecks.RequireSquares(values);
        }

        int[] rows = [.. Enumerable.Range(0, columns[0].Length).Where(row => columns.All(values => !double.IsNaN(values[row])))];
        if (rows.Length == 0)
        {
            throw new InputException(columns[0].Length == 0 ? "There is no value: give a longer series."
                : $"All {CountFormatter.Format(columns[0].Length, "rows")} have a missing value: there is nothing to analyse.");
        }

        SeriesChecks.RequireLength(rows.Length, MinValues, "A search for change points");
        List<string> notes = [];
        double[][] present = [.. columns.Select(values => rows.Select(row => values[row]).ToArray())];
        int[] searched = [.. Enumerable.Range(0, present.Length).Where(i => !SeriesChecks.IsConstant(present[i]))];
        double[][] varying = [.. searched.Select(i => present[i])];
        if (varying.Length == 0)
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"All {CountFormatter.Format(rows.Length, "values")} are {present[0][0]}: a constant has no change."));
            return new FoundChangePoints([], present, [], notes);
        }

        if (varying.Length < present.Length)
        {
            notes.Add($"{CountFormatter.Format(present.Length - varying.Length, "constant columns")} left out.");
        }

        int each = ((rows.Length - 1) / MostPoints) + 1;
        if (each > 1)
        {
            notes.Add($"Of so many values each {each} are averaged: changes are found to within as many.");
        }

        IReadOnlyList<int>[] seasons = options.Method != ChangePointMethod.Automatic ? []
            : [.. searched.Select(i => options.Seasons?[i] ?? [.. SeasonSearch.Find(columns[i]).Select(season => season.Period)])];
        SearchResult result = each == 1 ? Search(varying, rows, options, seasons, each, notes)
            : Search(
                [.. varying.Select(values => Averaged(values, each))], [.. Enumerable.Range(0, rows.Length / each)], options, seasons, each,
                notes);
        return new FoundChangePoints(
            [
                .. ChangeIntervals.Of(result).Select(change => change with
                {
                    Index = rows[change.Index * each], Low = rows[change.Low * each], High = rows[change.High * each],
                }),
            ],
            [.. result.Curves.Select(curve => Spread(curve, rows, each, columns[0].Length))], result.Path, notes);
    }

    private static SearchResult Search(
        double[][] columns, int[] rows, ChangePointOptions options, IReadOnlyList<int>[] seasons, int each, List<string> notes)
    {
        switch (options.Method)
        {
            case ChangePointMethod.Automatic:
                return AutomaticSearch.Search(columns, rows, options, seasons, each, notes);
            case ChangePointMethod.Cusum or ChangePointMethod.BayesianOnline:
                return OnlineSearch.Search(columns, options.Method, notes);
            default:
                return SegmentSearch.Search(columns, options, notes);
        }
    }

    /// <summary>Means of each so many values; what is left over at the end is left out.</summary>
    private static double[] Averaged(double[] values, int each)
    {
        double[] means = new double[values.Length / each];
        for (int i = 0; i < means.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < each; j++)
            {
                sum += values[(i * each) + j];
            }

            means[i] = sum / each;
        }

        return means;
    }

    /// <summary>A curve in the rows of its points, missing elsewhere.</summary>
    private static double[] Spread(double[] curve, int[] rows, int each, int count)
    {
        double[] all = new double[count];
        Array.Fill(all, double.NaN);
        for (int i = 0; i < rows.Length; i++)
        {
            all[rows[i]] = curve[Math.Min(i / each, curve.Length - 1)];
        }

        return all;
    }

    private static void Check(ChangePointOptions options)
    {
        if (options.MinLength < 1 || options.Window < 1)
        {
            throw new ArgumentException(
                $"The shortest segment is {options.MinLength} and the window {options.Window}: give numbers above 0.",
                nameof(options));
        }
    }
}
