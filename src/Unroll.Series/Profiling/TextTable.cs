using System.Globalization;
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
            return PackedFile.Unpacked(path, plain => ProfilePlain(path, plain, classColumn, stop), stop);
        }
        catch (InputException)
        {
            // A table that cannot be read so may be read as one of series, which tells what is wrong with it.
            return null;
        }
    }

    /// <summary>The words of a text, as the step <c>tokenize</c> cuts them.</summary>
    public static IEnumerable<string> WordsOf(string text) => TextCorpus.Of(text, TextUnit.Word).Tokens();

    private static TextTableProfile? ProfilePlain(string path, string plain, string? classColumn, CancellationToken stop)
    {
        TextTableOptions options = new() { TextColumns = [], CancellationToken = stop };
        (string Text, string Class)? columns = ColumnsOf(plain, options, classColumn);
        if (columns is not { } found)
        {
            return null;
        }

        SeriesSet set = TextTableReader.Read(plain, options with { TextColumns = [found.Text], ClassColumn = found.Class });
        string[] texts = [.. set.Items.Select(item => item.Frame.Categories(found.Text)![0])];
        HashSet<string> distinct = [];
        int[] lengths = [.. texts.Select(text =>
        {
            string[] words = [.. WordsOf(text)];
            distinct.UnionWith(words.Select(word => word.ToLowerInvariant()));
            return words.Length;
        })];
        int[] sorted = [.. lengths.Order()];
        return new(path, FormatOf(plain), found.Text, found.Class, texts.Length, lengths.Sum(), distinct.Count)
        {
            Classes = [.. set.ClassNames.Select((name, index) => new ClassCount(name, set.Items.Count(item => item.Class == index)))
                .OrderByDescending(count => count.Count).ThenBy(count => count.Name, StringComparer.Ordinal)],
            MedianLength = sorted[sorted.Length / 2],
            LongestLength = sorted[^1],
            EmptyTexts = texts.Count(string.IsNullOrWhiteSpace),
            WithoutClass = set.Items.Count(item => item.Class is null),
        };
    }

    private static (string Text, string Class)? ColumnsOf(string plain, TextTableOptions options, string? classColumn)
    {
        using TextRows rows = TextRows.Open(plain, options);
        string[] names = [.. rows.Names];
        List<string>[] cells = [.. names.Select(_ => new List<string>())];
        while (cells[0].Count < SampledRows && rows.Read())
        {
            for (int column = 0; column < names.Length; column++)
            {
                cells[column].Add(rows.Text(column));
            }
        }

        int count = cells[0].Count;
        if (names.Length < 2 || count < FewestRows || names.Where((name, column) => IsTime(name, cells[column])).Any())
        {
            return null;
        }

        double[] words = [.. cells.Select(own => own.Average(cell => cell.Count(char.IsWhiteSpace) + 1.0))];
        int[] distinct = [.. cells.Select(own => own.Distinct(StringComparer.Ordinal).Count())];
        int text = Enumerable.Range(0, names.Length)
            .Where(column => names[column] != classColumn && words[column] >= FewestWords
                && distinct[column] >= FewestDistinctTexts * count)
            .OrderByDescending(column => words[column]).FirstOrDefault(-1);
        int label = Enumerable.Range(0, names.Length)
            .Where(column => column != text && (classColumn is null
                ? distinct[column] >= 2 && distinct[column] <= MostDistinctClasses * count && words[column] <= MostWordsOfAClass
                    && !ColumnNames.IsIdentifier(names[column])
                : names[column] == classColumn))
            .OrderBy(column => _classNames.Contains(names[column], StringComparer.OrdinalIgnoreCase) ? 0 : 1)
            .ThenByDescending(column => column).FirstOrDefault(-1);
        return text >= 0 && label >= 0 ? (names[text], names[label]) : null;
    }

    private static bool IsTime(string name, List<string> cells) => ColumnNames.IsTime(name)
        && cells.TrueForAll(cell => cell.Length == 0
            || DateTime.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || double.TryParse(cell, CultureInfo.InvariantCulture, out _));

    private static string FormatOf(string plain)
    {
        using StreamReader reader = new(plain);
        string first = reader.ReadLine() ?? "";
        return first.StartsWith('{') ? "json-lines" : first.Contains('\t', StringComparison.Ordinal) ? "tsv" : "csv";
    }
}
