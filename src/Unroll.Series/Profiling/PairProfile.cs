using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Series.Texts;

namespace Unroll.Series.Profiling;

/// <summary>
/// The description of a file of pairs of texts: a table of two columns of which hardly a text comes twice, or a file of lines with another
/// one beside it.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Files">The files side by side; null of a table.</param>
/// <param name="Source">What is known of the texts that are read.</param>
/// <param name="Target">What is known of the texts that are written.</param>
public sealed record PairProfile(string Path, TextPairFiles? Files, TextSideProfile Source, TextSideProfile Target)
{
    private const int RowsLookedAt = 2000;
    private const int FewestPairs = 20;
    private const double LeastDistinctSources = 0.5;
    private const double LeastDistinctTargets = 0.2;

    /// <summary>Number of pairs.</summary>
    public int Count { get; private init; }

    /// <summary>The pairs without a text on one side or both, by their numbers from 1.</summary>
    public IReadOnlyList<int> Incomplete { get; private init; } = [];

    /// <summary>The profile of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where the file holds no pairs of texts.</returns>
    public static PairProfile? Find(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (SpooledInput.IsDevice(path) || !File.Exists(path))
        {
            return null;
        }

        if (TextPairFiles.Find(path) is { } files)
        {
            return Of(
                path, files, files.SourceName, files.TargetName,
                TextPairReader.Read(files.Source, files.Target, files.SourceName, files.TargetName, null, cancellationToken));
        }

        return TableOf(path, cancellationToken) is { ColumnNames: [var source, var target] } table
            && Of(path, null, source, target, table) is var profile && profile.IsLikely ? profile : null;
    }

    /// <summary>Whether the columns look like texts and their translations, rather than series or texts and their classes.</summary>
    private bool IsLikely => Count >= FewestPairs && (Source.IsText || Source.AreSequences) && Source.DistinctShare >= LeastDistinctSources
        && Target is { AreNumbers: false, DistinctShare: >= LeastDistinctTargets };

    private static PairProfile Of(string path, TextPairFiles? files, string source, string target, SeriesSet table)
    {
        bool areLists = files is null && AreLists(path, source, target);
        bool sources = areLists && AreNumbers(source);
        bool targets = areLists && AreNumbers(target) && HaveLengths();
        return new(path, files, Side(source) with { AreSequences = sources }, Side(target) with { AreSequences = targets })
        {
            Count = table.Count,
            Incomplete = [.. table.Items.Index()
                .Where(pair => string.IsNullOrWhiteSpace(Text(pair.Item, source)) || string.IsNullOrWhiteSpace(Text(pair.Item, target)))
                .Select(pair => pair.Index + 1)],
        };

        TextSideProfile Side(string column) =>
            TextSideProfile.Of(column, [.. table.Items.Take(RowsLookedAt).Select(item => Text(item, column))]);

        bool AreNumbers(string column) => table.Items.All(item => Words(item, column) is { Length: > 0 } words
            && Array.TrueForAll(words, word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)));

        // Numbers have no end of their own: all targets are as long as the first, or as their sources.
        bool HaveLengths() => table.Items.All(item => Words(item, target).Length == Words(table[0], target).Length)
            || table.Items.All(item => Words(item, target).Length == Words(item, source).Length);

        static string[] Words(SeriesItem item, string column) => Text(item, column).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        static string Text(SeriesItem item, string column) => item.Frame.Categories(column) is [var text, ..] ? text : "";
    }

    /// <summary>Whether the first row of JSON lines has a list in each of two columns.</summary>
    private static bool AreLists(string path, string source, string target) => PackedFile.Unpacked(path, plain =>
    {
        using TextRows rows = TextRows.Open(plain, new() { TextColumns = [source, target] });
        return rows.Read() && rows.Labels(0) is not null && rows.Labels(1) is not null;
    });

    /// <summary>A table of two columns; null where the file is no such one.</summary>
    private static SeriesSet? TableOf(string path, CancellationToken cancellationToken)
    {
        string name = System.IO.Path.GetFileName(path).ToLower(CultureInfo.InvariantCulture);
        if (!((string[])[".csv", ".tsv", ".jsonl", ".ndjson"]).Any(
            ending => name.EndsWith(ending, StringComparison.Ordinal) || name.EndsWith(ending + ".gz", StringComparison.Ordinal)))
        {
            return null;
        }

        try
        {
            TextTableOptions options = new() { TextColumns = [], KeepsEmptyTexts = true, CancellationToken = cancellationToken };
            IReadOnlyList<string> columns = TextTableReader.ColumnNames(path, options);
            string[] nested = [.. columns.Where(column => column.Contains('.', StringComparison.Ordinal))];
            bool areNested = nested.Length == 2 && nested.All(column => column.Split('.')[0] == nested[0].Split('.')[0])
                && columns.Except(nested).All(ColumnNames.IsIdentifier);
            columns = areNested ? nested : columns;
            return columns.Count == 2 ? TextTableReader.Read(path, options with { TextColumns = columns }) : null;
        }
        catch (InputException)
        {
            // A file that is no such table is described as what it is.
            return null;
        }
    }
}
