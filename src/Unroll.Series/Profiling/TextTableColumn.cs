using System.Globalization;
using Unroll.Series.Reading;
using Unroll.Series.Texts;

namespace Unroll.Series.Profiling;

/// <summary>The cells of a column of a table that may be one of texts.</summary>
/// <param name="name">Its name.</param>
internal sealed class TextTableColumn(string name)
{
    private const double Nearly = 0.9;
    private const double LeastDigits = 0.5;
    private const double MostWordsOfADate = 6;
    private const double LettersOfAnUnspacedWord = 3;

    private static readonly string[] _separators = [";", "|", ","];
    private static readonly string[] _separatorsOfLists = [.. _separators, "/", "||", " / "];

    private static readonly char[] _delimiters = [',', ';', '\t', '|'];

    private readonly List<string> _cells = [];
    private readonly List<IReadOnlyList<string>> _lists = [];
    private bool _isSingle = true;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Number of cells.</summary>
    public int Count => _cells.Count;

    /// <summary>Different cells.</summary>
    public int Distinct { get; private set; }

    /// <summary>Words of a cell, in the mean.</summary>
    public double MeanWords { get; private set; }

    /// <summary>The separator of labels, where cells hold sets of them; null where each cell is a class by itself.</summary>
    public string? Separator { get; private set; }

    /// <summary>Different classes, or labels; empty cells have none.</summary>
    public IReadOnlyCollection<string> Classes { get; private set; } = [];

    /// <summary>Words of a class or label, in the mean over cells and their labels.</summary>
    public double MeanClassWords { get; private set; }

    /// <summary>Whether nearly all cells are numbers.</summary>
    public bool AreNumbers => _cells.Count(cell => IsNumber(cell)) >= Nearly * Count;

    /// <summary>Whether all cells are times, or numbers.</summary>
    public bool AreTimes => _cells.TrueForAll(cell => cell.Length == 0 || IsNumber(cell)
        || DateTime.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    /// <summary>
    /// Whether cells are of few words, half of which begin with digits, as dates and spans of numbers are: <c>1. led 2020</c>. Moves of
    /// games, codes and the numbers of tokens are words of texts.
    /// </summary>
    public bool AreDigits => MeanWords <= MostWordsOfADate
        && _cells.Count(cell => cell.Length == 0 || cell.Any(char.IsDigit)) >= Nearly * Count
        && _cells.Average(cell => cell.Split(' ') is { Length: > 1 } words
            ? words.Count(word => word.Length > 0 && char.IsDigit(word[0])) / (double)words.Length : 0) >= LeastDigits;

    /// <summary>Whether nearly all cells have as many of a delimiter, one at least: rows of a table with its header further down.</summary>
    public bool AreRows => Array.Exists(_delimiters, mark => _cells
        .Select(cell => cell.Count(character => character == mark)).Where(count => count > 0)
        .CountBy(count => count).Any(group => group.Value >= Nearly * Count));

    /// <summary>Whether it is the column of times of a series, by its name and its cells.</summary>
    public bool IsTime => ColumnNames.IsTime(Name) && AreTimes;

    /// <summary>Whether it only names rows: by its name, or as each cell is the whole number after the one above.</summary>
    public bool IsIdentifier => ColumnNames.IsIdentifier(Name) || _cells.Index().All(cell =>
        long.TryParse(cell.Item, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number)
            && (cell.Index == 0 || number == long.Parse(_cells[cell.Index - 1], CultureInfo.InvariantCulture) + 1));

    /// <summary>Takes a cell.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="labels">The labels of a list; null where it is none.</param>
    public void Add(string text, IReadOnlyList<string>? labels)
    {
        _cells.Add(text);
        if (labels is not null)
        {
            _lists.Add(labels);
            _isSingle &= labels.Count == 1;
        }
    }

    /// <summary>Computes what is known of all cells.</summary>
    public void Complete()
    {
        HashSet<string> cells = new(_cells, StringComparer.Ordinal);
        Distinct = cells.Count;
        MeanWords = _cells.Average(cell => WordsOf(cell));
        cells.Remove("");
        Separator = _lists.Count > 0
            ? _isSingle ? null : Array.Find(
                _separatorsOfLists, mark => !_lists.Exists(list => list.Any(label => label.Contains(mark, StringComparison.Ordinal))))
            : Array.Find(_separators, mark => AreSets(cells, mark));
        string[] labels = _lists.Count > 0 ? [.. _lists.SelectMany(list => list)]
            : Separator is { } own ? [.. _cells.SelectMany(cell => Split(cell, own))] : [.. _cells.Where(cell => cell.Length > 0)];
        Classes = labels.ToHashSet(StringComparer.Ordinal);
        MeanClassWords = labels.Select(label => WordsOf(label)).DefaultIfEmpty(0).Average();
    }

    /// <summary>The labels of a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="mark">What stands between them.</param>
    public static string[] Split(string cell, string mark) =>
        cell.Split(mark, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether cells are sets of labels apart by a mark: together they have no more labels than there are sets.</summary>
    private static bool AreSets(HashSet<string> cells, string mark) =>
        cells.Any(cell => Split(cell, mark).Length > 1)
            && cells.All(cell => !cell.Contains(mark, StringComparison.Ordinal) || Split(cell, mark).Length > 1)
            && cells.SelectMany(cell => Split(cell, mark)).Distinct(StringComparer.Ordinal).Count() <= cells.Count;

    private static double WordsOf(string text) =>
        text.Count(char.IsWhiteSpace) + 1.0 + (UnspacedScripts.LettersIn(text) / LettersOfAnUnspacedWord);

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
