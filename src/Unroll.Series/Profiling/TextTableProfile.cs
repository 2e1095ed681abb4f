using Unroll.Series.Reading;

namespace Unroll.Series.Profiling;

/// <summary>
/// The description of a table of texts, with their classes where it has them, or of sentences of a word a line with their labels.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Format">Its format, as <c>data.format</c> names it: <c>csv</c>, <c>tsv</c>, <c>json-lines</c> or <c>conll</c>.</param>
/// <param name="Column">The column of texts, or of words.</param>
/// <param name="ClassColumn">The column of classes, or of labels; null where texts stand alone.</param>
/// <param name="Texts">Texts, or sentences.</param>
/// <param name="Words">Words and signs in all.</param>
/// <param name="DistinctWords">Different ones, whatever their case.</param>
public sealed record TextTableProfile(
    string Path, string Format, string Column, string? ClassColumn, int Texts, int Words, int DistinctWords)
{
    /// <summary>The classes, or labels, and how many texts or words have each, the most frequent first.</summary>
    public IReadOnlyList<ClassCount> Classes { get; init; } = [];

    /// <summary>The separator of the labels of a text, where it may have several at once; null where it has one class.</summary>
    public string? ClassSeparator { get; init; }

    /// <summary>Whether words have no blanks between them, as in Chinese, so that each character counts as one.</summary>
    public bool IsUnspaced { get; init; }

    /// <summary>Characters of all texts; 0 of sentences of a word a line.</summary>
    public int Characters { get; init; }

    /// <summary>Words of the text in the middle, by length.</summary>
    public int MedianLength { get; init; }

    /// <summary>Words of the longest text.</summary>
    public int LongestLength { get; init; }

    /// <summary>Texts that are empty.</summary>
    public int EmptyTexts { get; init; }

    /// <summary>Texts or words without a class.</summary>
    public int WithoutClass { get; init; }

    /// <summary>The column that tells sentences apart, where rows are words; null where empty lines do, and of whole texts.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Whether a line is a word, and a sentence its lines up to an empty one, or those of one id.</summary>
    public bool IsOfWords => Format == "conll" || IdColumn is not null;

    /// <summary>The profile of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classColumn">The column of classes; null to have it found.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where the file is no such table, or is a pipe, which is read but once.</returns>
    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    public static TextTableProfile? Find(string path, string? classColumn = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (SpooledInput.IsDevice(path) || !File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return null;
        }

        if (SeriesFormats.IsOfWords(path))
        {
            return WordTable.Profile(path, classColumn, cancellationToken);
        }

        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        string extension = System.IO.Path.GetExtension(name).ToLowerInvariant();
        bool isTable = extension is ".csv" or ".tsv" or ".tab" or ".psv" or ".txt" or ".jsonl" or ".ndjson";
        return (extension is ".tsv" or ".tab" or ".txt" || (!isTable && SeriesFormats.IsRunningText(path))
                ? WordTable.Profile(path, classColumn, cancellationToken) : null)
            ?? (isTable ? TextTable.Profile(path, classColumn, cancellationToken) : null);
    }
}
