using Unroll.Series.Frames;

namespace Unroll.Tasks.Translation;

/// <summary>Pairs as they were read: the series of each, which has one row.</summary>
/// <param name="Series">The series, with the columns of the sources and, where they are known, of the targets.</param>
/// <param name="Read">The columns of the sources.</param>
/// <param name="Written">The columns of the targets.</param>
internal sealed record PairData(SeriesSet Series, IReadOnlyList<string> Read, IReadOnlyList<string> Written)
{
    /// <summary>Number of pairs.</summary>
    public int Count => Series.Count;

    /// <summary>Some of the pairs.</summary>
    /// <param name="indices">Their indices, at least one.</param>
    public PairData Subset(IEnumerable<int> indices) => this with { Series = Series.Subset(indices) };

    /// <summary>The id of a pair.</summary>
    /// <param name="index">Its index.</param>
    public string IdOf(int index) => Series[index].Id;

    /// <summary>The source of a pair as it stands in the file.</summary>
    /// <param name="index">Its index.</param>
    public string SourceOf(int index) => TextOf(index, Read[0]);

    /// <summary>The target of a pair as it stands in the file.</summary>
    /// <param name="index">Its index.</param>
    public string TargetOf(int index) => TextOf(index, Written[0]);

    /// <summary>Refuses pairs of which a side is empty, as in a table whose cell was left out.</summary>
    /// <param name="needsTargets">Whether targets are needed.</param>
    /// <returns>The pairs.</returns>
    /// <exception cref="InputException">A text is empty, or a column missing.</exception>
    public PairData RequireTexts(bool needsTargets)
    {
        foreach (string column in needsTargets ? Read.Concat(Written) : Read)
        {
            bool isSource = Read.Contains(column);
            if (!Series.ColumnNames.Contains(column))
            {
                throw new InputException(
                    $"There is no column '{column}' with the {(isSource ? "texts to read" : "texts to write")}. The columns are: "
                    + $"{string.Join(", ", Series.ColumnNames)}.")
                { Field = isSource ? "data.text" : "data.target" };
            }

            int empty = Enumerable.Range(0, Count).FirstOrDefault(index => string.IsNullOrWhiteSpace(TextOf(index, column)), -1);
            if (empty >= 0)
            {
                throw new InputException(isSource
                    ? $"The text '{IdOf(empty)}' is empty (column '{column}'): give one, or leave the row out."
                    : $"The text '{IdOf(empty)}', \"{SourceOf(empty)}\", has nothing that it is translated to (column '{column}'): give "
                        + "it, or leave the pair out.");
            }
        }

        return this;
    }

    private string TextOf(int index, string column)
    {
        Frame frame = Series[index].Frame;
        return frame.Categories(column) is { Count: > 0 } texts && frame.Column(column)[0] is var code && !double.IsNaN(code)
            ? texts[(int)code] : "";
    }
}
