using System.Text.Json.Nodes;
using Unroll.Series.Profiling;
using Unroll.Tasks.Proposals;

namespace Unroll.Cli.Display;

/// <summary>The description of a table of texts, with classes or without, or of sentences of a word a line.</summary>
/// <param name="table">Its profile.</param>
/// <param name="proposal">The recipe.</param>
internal sealed class TextTableInspection(TextTableProfile table, TextTableProposal proposal)
    : TextInspection(proposal.Name, proposal.Obstacle, proposal.ToYaml)
{
    private const int MostClasses = 10;

    /// <summary>Describes a table.</summary>
    /// <param name="table">Its profile.</param>
    internal TextTableInspection(TextTableProfile table)
        : this(table, new TextTableProposal(table))
    {
    }

    /// <inheritdoc/>
    internal override void Draw(Screen screen)
    {
        screen.Line($"{Path.GetFileName(table.Path)}: "
            + (table.IdColumn is { } id ? $"a word a row, its sentence in the column {id}"
                : table.IsOfWords ? "CoNLL, a word a line and an empty line between sentences" : $"a table of texts ({table.Format})"));
        string what = table.IsOfWords ? "sentences" : "texts";
        string longest = FormattableString.Invariant($"{table.LongestLength:N0}");
        string empty = table.EmptyTexts > 0 ? FormattableString.Invariant($"; {table.EmptyTexts:N0} are empty") : "";
        Fact(screen, what,
            $"{table.Texts:N0} in the column {table.Column}, {table.MedianLength:N0} words in the median, {longest} at most{empty}");
        Fact(screen, "words", $"{table.Words:N0}, {table.DistinctWords:N0} distinct");
        if (table.ClassColumn is not null)
        {
            Fact(screen, table.IsOfWords || table.ClassSeparator is not null ? "labels" : "classes", Classes());
        }

        string[] parts = [.. new[] { ("validation", proposal.ValidationFile), ("test", proposal.TestFile) }
            .Where(part => part.Item2 is not null).Select(part => $"{Path.GetFileName(part.Item2)} as the {part.Item1} part")];
        if (parts.Length > 0)
        {
            Fact(screen, "beside", $"{string.Join(", ", parts)}");
        }
    }

    private protected override JsonObject Facts() => new()
    {
        ["file"] = table.Path,
        ["kind"] = table.IsOfWords ? "words" : "texts",
        ["format"] = table.Format,
        ["column"] = table.Column,
        ["class_column"] = table.ClassColumn,
        ["class_separator"] = table.ClassSeparator,
        ["texts"] = table.Texts,
        ["median_length"] = table.MedianLength,
        ["longest_length"] = table.LongestLength,
        ["empty_texts"] = table.EmptyTexts,
        ["words"] = table.Words,
        ["distinct_words"] = table.DistinctWords,
        ["classes"] = new JsonObject(table.Classes.Select(count => KeyValuePair.Create(count.Name, (JsonNode?)count.Count))),
        ["without_class"] = table.WithoutClass,
        ["validation_file"] = proposal.ValidationFile,
        ["test_file"] = proposal.TestFile,
    };

    private FormattableString Classes()
    {
        // Shares of labels that stand together are of the texts.
        double all = table.ClassSeparator is null ? table.Classes.Sum(count => count.Count) : table.Texts;
        string shown = string.Join(", ", table.Classes.Take(MostClasses).Select(
            count => FormattableString.Invariant($"{count.Name} {100 * count.Count / all:0.0} %")));
        string more = table.Classes.Count > MostClasses ? ", …" : "";
        string missing = table.WithoutClass > 0
            ? FormattableString.Invariant($"; {table.WithoutClass:N0} {(table.IsOfWords ? "words" : "texts")} have none") : "";
        return $"{table.Classes.Count:N0} in the column {table.ClassColumn}: {shown}{more}{missing}";
    }
}
