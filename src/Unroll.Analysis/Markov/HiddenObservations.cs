using System.Globalization;

namespace Unroll.Analysis.Markov;

/// <summary>
/// The observations of a hidden Markov model: columns of the same length. A row in which a value is missing says nothing.
/// </summary>
internal sealed class HiddenObservations
{
    private readonly bool[] _isMissing;

    /// <summary>Checks the columns.</summary>
    /// <param name="columns">The columns, [column][time]; NaN where a value is missing.</param>
    /// <exception cref="InputException">They are empty, of several lengths, all missing, or hold an infinite value.</exception>
    public HiddenObservations(double[][] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0 || Array.Exists(columns, column => column is not { Length: > 0 }))
        {
            throw new InputException("There are no observations, so that nothing is seen of the states: give a column with values.");
        }

        if (Array.Exists(columns, column => column.Length != columns[0].Length))
        {
            throw new InputException(
                $"The columns have {string.Join(", ", columns.Select(column => column.Length))} values, but must have as many: one a "
                + "time.");
        }

        _isMissing = new bool[columns[0].Length];
        foreach (double[] column in columns)
        {
            SeriesChecks.RequireNotTooLarge(column);
            for (int t = 0; t < column.Length; t++)
            {
                _isMissing[t] |= double.IsNaN(column[t]);
            }
        }

        Columns = columns;
        KnownCount = _isMissing.Count(missing => !missing);
        if (KnownCount == 0)
        {
            throw new InputException(
                "In every row a value is missing, so that nothing is seen of the states: fill the gaps, or take fewer columns.");
        }
    }

    /// <summary>The columns, [column][time].</summary>
    public double[][] Columns { get; }

    /// <summary>The number of times.</summary>
    public int Count => _isMissing.Length;

    /// <summary>The number of rows without a missing value.</summary>
    public int KnownCount { get; }

    /// <summary>Whether a value of a row is missing.</summary>
    public bool IsMissing(int time) => _isMissing[time];

    /// <summary>The times of rows without a missing value.</summary>
    public int[] KnownTimes() => [.. Enumerable.Range(0, Count).Where(time => !_isMissing[time])];

    /// <summary>The variance of each column over the rows without a missing value.</summary>
    public double[] Variances() =>
    [
        .. Columns.Select(column =>
        {
            double[] known = [.. column.Where((_, time) => !_isMissing[time])];
            double mean = known.Average();
            return known.Average(value => (value - mean) * (value - mean));
        }),
    ];

    /// <summary>Refuses columns in which all values are the same.</summary>
    public void RequireChange()
    {
        for (int k = 0; k < Columns.Length; k++)
        {
            if (SeriesChecks.IsConstant([.. Columns[k].Where((_, time) => !_isMissing[time])]))
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"All values of {(Columns.Length == 1 ? "the series" : $"column {k} (from 0)")} are the same: ")
                    + "it shows no states. Leave it out.");
            }
        }
    }

    /// <summary>Some stretches of the rows, joined: enough to compare starts of an estimate by.</summary>
    /// <param name="most">The most rows.</param>
    /// <param name="stretches">The number of stretches, evenly apart.</param>
    public HiddenObservations Thin(int most, int stretches)
    {
        if (Count <= most)
        {
            return this;
        }

        int length = most / stretches;
        int[] starts = [.. Enumerable.Range(0, stretches).Select(k => (int)((long)k * (Count - length) / (stretches - 1)))];
        int[] rows = [.. starts.SelectMany(start => Enumerable.Range(start, length))];

        // What is rare, as a change between long constants, may lie between the stretches.
        return Array.Exists(Columns, column => SeriesChecks.IsConstant([.. rows.Where(row => !_isMissing[row]).Select(row => column[row])]))
            ? this : new HiddenObservations([.. Columns.Select(column => (double[])[.. rows.Select(row => column[row])])]);
    }
}
