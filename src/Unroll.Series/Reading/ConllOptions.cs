namespace Unroll.Series.Reading;

/// <summary>The layout of a CoNLL-like file; <c>default</c> detects everything and reads all columns.</summary>
public readonly record struct ConllOptions
{
    /// <summary>The columns to read, in this order. Default: all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns that are categories even where all their cells are numbers.</summary>
    public IReadOnlyList<string>? CategoryColumns { get; init; }

    /// <summary>Columns in which <c>_</c> stands for a missing label, as in the CoNLL-U format. Default: none.</summary>
    public IReadOnlyList<string>? LabelColumns { get; init; }

    /// <summary>
    /// The character between cells; a blank for runs of blanks. Default: the tab where the first row has one, else blanks.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>Name of the text's encoding. Default: found.</summary>
    public string? Encoding { get; init; }

    /// <summary>Ends the reading between two rows. Default: it is read to its end.</summary>
    public CancellationToken CancellationToken { get; init; }
}
