using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;

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
                    + $"{string.Join(", ", Series.ColumnNames)}."
                    + (isSource ? "" : " Of lines, give the file with what they are translated to, too (--target FILE)."))
                { Field = isSource ? "data.text" : "data.target" };
            }

            int empty = Enumerable.Range(0, Count).FirstOrDefault(index => string.IsNullOrWhiteSpace(TextOf(index, column)), -1);
            if (empty >= 0)
            {
                throw new InputException(isSource
                    ? $"The text '{IdOf(empty)}' is empty (column '{column}'): give one, or leave the row out."
                    : $"The text '{IdOf(empty)}', \"{SourceOf(empty)}\", has no translation (column '{column}'): give "
                        + "it, or leave the pair out.");
            }
        }

        return this;
    }

    /// <summary>
    /// Refuses numbers to write whose count is not known beforehand: targets are as long as each other, or as their sources.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="samples">The pairs, prepared.</param>
    /// <param name="read">The side of the sources.</param>
    /// <param name="written">The side of the targets.</param>
    public void RequireLengths(Recipe recipe, PairSamples samples, PairSide read, PairSide written)
    {
        if (written.Tokenizer is not null)
        {
            return;
        }

        if (recipe.Section(TranslationTask.Decoding) != new DecodingRecipe())
        {
            throw recipe.Error("decoding", "is for the search of tokens, but the targets are numbers. Remove it.");
        }

        int first = samples.TargetLengthOf(0);
        int other = Enumerable.Range(0, Count).FirstOrDefault(index => samples.TargetLengthOf(index) != first, -1);
        int unlike = Enumerable.Range(0, Count).FirstOrDefault(
            index => samples.TargetLengthOf(index) != samples.SourceOf(index).Length / read.Features, -1);
        if (other >= 0 && unlike >= 0)
        {
            throw recipe.Error(
                "data.target", $"sequences of numbers have no end of their own: '{IdOf(0)}' has {first} of them, '{IdOf(other)}' "
                    + $"{samples.TargetLengthOf(other)}, and '{IdOf(unlike)}' has not as many as its source. Give targets of one length, "
                    + "or as long as their sources, or write them as tokens (tokenize: {unit: blank}).");
        }
    }

    private string TextOf(int index, string column)
    {
        Frame frame = Series[index].Frame;
        return frame.Categories(column) is { Count: > 0 } texts && frame.Column(column)[0] is var code && !double.IsNaN(code)
            ? texts[(int)code] : "";
    }
}
