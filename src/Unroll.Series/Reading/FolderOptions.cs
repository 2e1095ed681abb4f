namespace Unroll.Series.Reading;

/// <summary>The options of <see cref="FolderReader"/>: what the names of files, or a list of them, tell of their series.</summary>
public readonly record struct FolderOptions
{
    /// <summary>The pattern of file names; null where names tell nothing. Not for a list of files.</summary>
    public FileNamePattern? Names { get; init; }

    /// <summary>For a list of files: the column with the path of each, relative to the list.</summary>
    public string? PathColumn { get; init; }

    /// <summary>The field of the name, or the column of the list, with the class of a series; null for none.</summary>
    public string? ClassField { get; init; }

    /// <summary>The fields of static covariates; null for none.</summary>
    public IReadOnlyList<string>? StaticFields { get; init; }

    /// <summary>The fields with a number of each series, which becomes a column of it; null for none.</summary>
    public IReadOnlyList<string>? NumberFields { get; init; }

    /// <summary>
    /// Whether files may lack fields, as files to predict for do: what they do not tell is missing.
    /// </summary>
    public bool AllowsOtherNames { get; init; }

    /// <summary>The options of files that are tables and the like.</summary>
    public SeriesReaderOptions Reader { get; init; }

    /// <summary>Ends the reading between two files. Default: it is read to its end.</summary>
    public CancellationToken CancellationToken { get; init; }
}
