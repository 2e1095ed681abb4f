namespace Unroll.Analysis.Estimators;

/// <summary>
/// The rows that an estimator learns from or predicts: a list of features each, or, for estimators that read series
/// (<see cref="RegressionModel.ReadsSeries"/>), a series each.
/// </summary>
/// <example><c>new FeatureTable([[1.5, 0], [2.5, 1]]) { Names = ["temperature", "holiday"] }</c></example>
public sealed class FeatureTable
{
    /// <summary>Creates a table of rows.</summary>
    /// <param name="rows">
    /// The rows: features, as many in each; or series, the channels of the first step, then those of the next, of any number of steps.
    /// </param>
    /// <param name="channels">Channels of a step where rows are series.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are less than 1 channels.</exception>
    /// <exception cref="ArgumentException">A row is null.</exception>
    public FeatureTable(double[][] rows, int channels = 1)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        RowChecks.RequireEach(rows, nameof(rows));
        (Rows, Channels) = (rows, channels);
    }

    /// <summary>Creates a table of a flat matrix, which is copied.</summary>
    /// <param name="values">The values, row after row.</param>
    /// <param name="columns">Values of a row.</param>
    /// <param name="channels">Channels of a step where rows are series.</param>
    /// <exception cref="ArgumentException">The values are no whole number of rows.</exception>
    public FeatureTable(ReadOnlySpan<double> values, int columns, int channels = 1)
        : this(Cut(values, columns), channels)
    {
    }

    /// <summary>The rows.</summary>
    public double[][] Rows { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Rows.Length;

    /// <summary>Channels of a step where rows are series; 1 where they are features.</summary>
    public int Channels { get; }

    /// <summary>The names of the features, for estimates; <c>feature-1</c>, <c>feature-2</c>, … where there are none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The features of a row; of series, the numbers of the first one.</summary>
    internal int Columns => Rows.Length == 0 ? 0 : Rows[0].Length;

    /// <summary>The table of some of the rows.</summary>
    /// <param name="rows">Their numbers.</param>
    internal FeatureTable Take(IEnumerable<int> rows) => new([.. rows.Select(row => Rows[row])], Channels) { Names = Names };

    private static double[][] Cut(ReadOnlySpan<double> values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length % columns != 0)
        {
            throw new ArgumentException(
                $"{CountFormatter.Format(values.Length, "values")} are no whole number of rows of "
                + $"{CountFormatter.Format(columns, "columns")}.",
                nameof(values));
        }

        double[][] rows = new double[values.Length / columns][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = values.Slice(row * columns, columns).ToArray();
        }

        return rows;
    }
}
