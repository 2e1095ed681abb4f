namespace Unroll.Series.DataSets;

/// <summary>A data set of the catalogue: its address, licence and checksum.</summary>
/// <param name="Name">Name in the catalogue, for example <c>energy</c>.</param>
/// <param name="Title">What the series is, in one line.</param>
/// <param name="RelativePath">
/// Path of the file below a data folder, with forward slashes, for example <c>energy/opsd_germany_daily.csv</c>.
/// </param>
/// <param name="Address">Public address of the file; null for a generated series.</param>
/// <param name="Sha256">
/// SHA-256 of the file (of many files: <see cref="DataSetArchive"/>), 64 lower-case hexadecimal digits; null for a
/// generated series.
/// </param>
/// <param name="License">Licence of the data.</param>
/// <param name="Attribution">The attribution that use of the data requires.</param>
public sealed record DataSet(
    string Name,
    string Title,
    string RelativePath,
    Uri? Address,
    string? Sha256,
    string License,
    string Attribution)
{
    /// <summary>Whether the series is generated, so that nothing is downloaded.</summary>
    public bool IsGenerated => Address is null;

    /// <summary>Writes a generated series as CSV; null for a published one.</summary>
    public Action<TextWriter>? Generate { get; init; }

    /// <summary>Address of a second file, whose text follows the first one's for <see cref="Extract"/>; null where there is none.</summary>
    public Uri? Continuation { get; init; }

    /// <summary>Makes the file's text of the text that its address gives; null where that is the file.</summary>
    public Func<string, string>? Extract { get; init; }

    /// <summary>The archive that its address gives, of a data set of many files; null where it is a file.</summary>
    public DataSetArchive? Archive { get; init; }

    /// <summary>The file's name without its folder.</summary>
    public string FileName => RelativePath[(RelativePath.LastIndexOf('/') + 1)..];
}
