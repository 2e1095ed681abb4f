using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>A series in the making.</summary>
/// <param name="id">Its name.</param>
internal sealed class CollectedSeries(string id)
{
    private MemoryColumn? _missing;

    /// <summary>Its name.</summary>
    public string Id => id;

    /// <summary>Rows so far.</summary>
    public int RowCount { get; set; }

    /// <summary>When the rows were, of a series that came as a whole; null where rows come one by one.</summary>
    public TimeIndex? Time { get; init; }

    /// <summary>When the rows were that came one by one.</summary>
    public GrowingArray<DateTime> Stamps => field ??= new();

    /// <summary>The lines of a file that the rows are from; none where they are from none.</summary>
    public SourceLinesBuilder Lines => field ??= new();

    /// <summary>The last of <see cref="Stamps"/>.</summary>
    public DateTime LastStamp { get; set; }

    /// <summary>The columns, each up to its last value; null, or left out at the end, where there has been none.</summary>
    public List<GrowingArray<double>?> Values { get; } = [];

    /// <summary>Static covariates; may be shorter than there are names.</summary>
    public List<double> StaticCovariates { get; } = [];

    /// <summary>Its class index, in the order of appearance.</summary>
    public int? Label { get; set; }

    /// <summary>The series as messages name it: nothing where there is only one.</summary>
    public string OfSeries(int count) => count > 1 ? $" in series '{MessageFormatter.Of(id)}'" : "";

    /// <summary>A column with every row; what was gathered of it is gone afterwards. Columns without any value share their room.</summary>
    public ColumnValues TakeColumn(int index)
    {
        if (index >= Values.Count || Values[index] is not { } values)
        {
            return _missing ??= new MemoryColumn(Enumerable.Repeat(double.NaN, RowCount).ToArray());
        }

        Values[index] = null;
        values.PadTo(RowCount, double.NaN);
        return new MemoryColumn(values.ToArray());
    }
}
