namespace Unroll.Series.Texts;

/// <summary>The layout of a table of texts; <c>default</c> takes every line as a text.</summary>
public readonly record struct TextTableOptions
{
    /// <summary>
    /// The columns with the texts; null for a file of lines, a text each, whose column is <see cref="TextTableReader.LineName"/>.
    /// </summary>
    public IReadOnlyList<string>? TextColumns { get; init; }

    /// <summary>The column with the class of each text; null where there is none.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>
    /// The separator of the labels of a text, where it may have several at once, or none; null where it has one class. A list of JSON
    /// lines is a set of labels.
    /// </summary>
    public string? ClassSeparator { get; init; }

    /// <summary>Columns of numbers beside the texts, such as ratings; none unless given.</summary>
    public IReadOnlyList<string>? NumberColumns { get; init; }

    /// <summary>The column that names each text; null where texts are numbered from 1.</summary>
    public string? IdColumn { get; init; }

    /// <summary>The character between cells; null to find it by the header.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The text's encoding; null to have it found.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether each line is a JSON object whose fields are the columns.</summary>
    public bool IsJsonLines { get; init; }

    /// <summary>Whether rows without a text are read, too, for those who count them.</summary>
    internal bool KeepsEmptyTexts { get; init; }

    /// <summary>Ends the reading between two rows. Default: it is read to its end.</summary>
    public CancellationToken CancellationToken { get; init; }
}
