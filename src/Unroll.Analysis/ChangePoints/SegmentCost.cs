namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// The cost of a segment of a series: how badly a model that is the same throughout the segment fits its points. Splitting a segment never
/// costs more, which is what searches prune by.
/// </summary>
public abstract class SegmentCost
{
    /// <summary>Creates a cost.</summary>
    /// <param name="count">The number of points of the series.</param>
    /// <param name="minLength">The fewest points of a segment that the model can be fitted to.</param>
    /// <param name="parameters">The parameters of the model of a segment.</param>
    protected SegmentCost(int count, int minLength, int parameters)
    {
        Count = count;
        MinLength = minLength;
        Parameters = parameters;
    }

    /// <summary>The number of points of the series.</summary>
    public int Count { get; }

    /// <summary>The fewest points of a segment that the model can be fitted to.</summary>
    public int MinLength { get; }

    /// <summary>The parameters of the model of a segment, as information criteria count them.</summary>
    public int Parameters { get; }

    /// <summary>The cost of a segment.</summary>
    /// <param name="start">Its first point.</param>
    /// <param name="end">The point after its last.</param>
    public abstract double Of(int start, int end);

    /// <summary>The costs of segments that end at the same point.</summary>
    /// <param name="starts">The first point of each.</param>
    /// <param name="end">The point after their last.</param>
    /// <param name="costs">Takes the costs, as many.</param>
    internal virtual void Of(ReadOnlySpan<int> starts, int end, Span<double> costs)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            costs[i] = Of(starts[i], end);
        }
    }

    /// <summary>Refuses series without points, of different lengths, or with values that are missing or infinite.</summary>
    /// <param name="series">The dimensions of the series.</param>
    /// <returns>The number of points.</returns>
    private protected static int Check(IReadOnlyList<double[]> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0 || series[0].Length == 0)
        {
            throw new InputException("The series has no values: give at least one.");
        }

        foreach (double[] values in series)
        {
            SeriesChecks.RequireAsMany(series[0].Length, values.Length, "values of the first column");
            SeriesChecks.RequireComplete(values, "A cost of segments");
            SeriesChecks.RequireSquares(values);
        }

        return series[0].Length;
    }
}
