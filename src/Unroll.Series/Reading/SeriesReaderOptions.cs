namespace Unroll.Series.Reading;

/// <summary>How <see cref="SeriesReader"/> reads a file; <c>default</c> finds everything by itself.</summary>
public readonly record struct SeriesReaderOptions
{
    /// <summary>The format. Default: found by the file's content, and by its name where the content does not tell.</summary>
    public SeriesFormat? Format { get; init; }

    /// <summary>What to read of a CSV file.</summary>
    public CsvFrameOptions Csv { get; init; }

    /// <summary>What to read of a file of JSON lines.</summary>
    public JsonLinesOptions Json { get; init; }

    /// <summary>For IDX: the file with the class of each image. Default: none.</summary>
    public string? Labels { get; init; }
}
