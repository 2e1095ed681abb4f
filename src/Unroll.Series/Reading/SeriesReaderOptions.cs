namespace Unroll.Series.Reading;

/// <summary>The options of <see cref="SeriesReader"/>; <c>default</c> detects everything.</summary>
public readonly record struct SeriesReaderOptions
{
    /// <summary>The format. Default: detected by the file's content, and by its name where the content is ambiguous.</summary>
    public SeriesFormat? Format { get; init; }

    /// <summary>The options of a CSV file.</summary>
    public CsvFrameOptions Csv { get; init; }

    /// <summary>The options of a file of JSON lines.</summary>
    public JsonLinesOptions Json { get; init; }

    /// <summary>The options of a CoNLL-like file.</summary>
    public ConllOptions Conll { get; init; }

    /// <summary>For IDX: the file with the class label of each image. Default: none.</summary>
    public string? Labels { get; init; }

    /// <summary>Ends the reading, whatever the format. Default: it is read to its end.</summary>
    public CancellationToken CancellationToken { get; init; }
}
