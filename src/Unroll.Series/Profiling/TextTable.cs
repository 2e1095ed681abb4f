using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Series.Texts;

namespace Unroll.Series.Profiling;

/// <summary>The search for a column of texts and one of their classes in a table.</summary>
internal static class TextTable
{
    private const int SampledRows = 100_000;
    private const int FewestRows = 20;
    private const double FewestWords = 2.5;
    private const double FewestDistinctTexts = 0.5;
    private const double MostDistinctClasses = 0.25;
    private const int MostWordsOfAClass = 3;

    // As data sets of texts call them.
    private static readonly string[] _classNames =
        ["class", "label", "category", "intent", "sentiment", "topic", "target", "polarity", "emotion", "language", "y"];

    /// <summary>The profile of a table; null where it has no such columns.</summary>
    public static TextTableProfile? Profile(string path, string? classColumn, CancellationToken stop)
    {
        try
        {
            return PackedFile.Unpacked(
                path, plain => WordsOf(path, plain, classColumn, stop) ?? ProfilePlain(path, plain, classColumn, stop), stop);
        }
        catch (InputException)
        {
            // A table that cannot be read so may be read as one of series, which tells what is wrong with it.
            return null;
        }
    }

    /// <summary>A table of a word a row; null where it is none, or no table.</summary>
    private static TextTableProfile? WordsOf(string path, string plain, string? classColumn, CancellationToken stop)
    {
        try
        {
            return FormatOf(plain) == "json-lines" ? null : WordColumns.Profile(path, plain, classColumn, stop);
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>The words of a text, as the step <c>tokenize</c> cuts them.</summary>
    public static IEnumerable<string> WordsOf(string text) => TextCorpus.Of(text, TextUnit.Word).Tokens();

    private static TextTableProfile? ProfilePlain(string path, string plain, string? classColumn, CancellationToken stop)
    {
        TextTableOptions options = new() { TextColumns = [], KeepsEmptyTexts = true, CancellationToken = stop };
        if (ColumnsOf(path, plain, options, classColumn) is not { } found)
        {
            return null;
        }

        string? separator = found.Class?.Separator;
        SeriesSet set = TextTableReader.Read(
            plain, options with { TextColumns = [found.Text.Name], ClassColumn = found.Class?.Name, ClassSeparator = separator });
        string[] texts = [.. set.Items.Select(item => item.Frame.Categories(found.Text.Name)![0])];
        bool isUnspaced = UnspacedScripts.AreMost(texts);
        HashSet<string> distinct = [];
        int[] lengths = [.. texts.Select(text =>
        {
            string[] words = isUnspaced ? [.. TextCorpus.Of(text, TextUnit.Character).Tokens()] : [.. WordsOf(text)];
            distinct.UnionWith(words.Select(word => word.ToLowerInvariant()));
            return words.Length;
        })];
        int[] sorted = [.. lengths.Order()];
        return new(path, FormatOf(plain), found.Text.Name, found.Class?.Name, texts.Length, lengths.Sum(), distinct.Count)
        {
            Classes = [.. set.Items.Where(item => item.Class is not null).Select(item => set.ClassNames[item.Class!.Value])
                .SelectMany(name => separator is null ? [name] : TextTableColumn.Split(name, separator))
                .CountBy(name => name, StringComparer.Ordinal).Select(pair => new ClassCount(pair.Key, pair.Value))
                .OrderByDescending(count => count.Count).ThenBy(count => count.Name, StringComparer.Ordinal)],
            ClassSeparator = separator,
            IsUnspaced = isUnspaced,
            Characters = texts.Sum(text => text.Length),
            MedianLength = sorted[sorted.Length / 2],
            LongestLength = sorted[^1],
            EmptyTexts = texts.Count(string.IsNullOrWhiteSpace),
            WithoutClass = set.Items.Count(item => item.Class is null),
        };
    }

    /// <summary>The column of texts and that of their classes, null where they have none; null where there are no texts.</summary>
    private static (TextTableColumn Text, TextTableColumn? Class)? ColumnsOf(
        string path, string plain, TextTableOptions options, string? classColumn)
    {
        using TextRows rows = TextRows.Open(plain, options);
        TextTableColumn[] columns = [.. rows.Names.Select(name => new TextTableColumn(name))];
        while (columns.Length > 0 && columns[0].Count < SampledRows && rows.Read())
        {
            for (int column = 0; column < columns.Length; column++)
            {
                columns[column].Add(rows.Text(column), rows.Labels(column));
            }
        }

        // Prose may have a comma in each line: a table that is named as a text is one by its header.
        bool isText = Path.GetFileName(path).Contains(".txt", StringComparison.OrdinalIgnoreCase);
        if (columns.Length == 0 || columns[0].Count < FewestRows || Array.Exists(columns, column => column.IsTime))
        {
            return null;
        }

        int count = columns[0].Count;
        Array.ForEach(columns, column => column.Complete());
        bool hasNumbers = Array.Exists(columns, column => column.AreNumbers && !column.IsIdentifier && !IsClass(column));
        TextTableColumn? text = columns
            .Where(column => column.Name != classColumn && !column.AreTimes
                && !(columns.Length > 1 && column.AreDigits) && !(columns.Length == 1 && column.AreRows)
                && column.MeanWords >= (columns.Length == 1 ? 1 : FewestWords)
                && (column.Distinct >= FewestDistinctTexts * count || (!hasNumbers && column.Distinct >= FewestRows / 2)))
            .OrderByDescending(column => column.MeanWords).FirstOrDefault();
        TextTableColumn? label = columns
            .Where(column => column != text && (classColumn is null
                ? AreClasses(column) && column.MeanClassWords <= MostWordsOfAClass && !ColumnNames.IsIdentifier(column.Name)
                    && (!isText || IsClass(column))
                : column.Name == classColumn))
            .OrderBy(column => IsClass(column) ? 0 : 1)
            .ThenByDescending(column => Array.IndexOf(columns, column)).FirstOrDefault();

        // Texts without classes stand alone, but for what names them; a text beside numbers may be a remark of a series.
        bool isAlone = classColumn is null && !isText && columns.All(column => column == text || column.IsIdentifier);
        return text is not null && (label is not null || isAlone) ? (text, label) : null;

        bool AreClasses(TextTableColumn column) => column.Classes.Count >= 2 && column.Classes.Count <= MostDistinctClasses * count;

        bool IsClass(TextTableColumn column) =>
            AreClasses(column) && _classNames.Contains(column.Name, StringComparer.OrdinalIgnoreCase);
    }

    private static string FormatOf(string plain)
    {
        using StreamReader reader = new(plain);
        string first = reader.ReadLine() ?? "";
        return first.StartsWith('{') ? "json-lines" : first.Contains('\t', StringComparison.Ordinal) ? "tsv" : "csv";
    }
}
