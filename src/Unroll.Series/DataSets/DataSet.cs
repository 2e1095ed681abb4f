namespace Unroll.Series.DataSets;

/// <summary>A series that the project knows by name: where it is published, under which licence, and how its file is verified.</summary>
/// <param name="Name">Name in the catalogue, for example <c>energy</c>.</param>
/// <param name="Title">What the series is, in one line.</param>
/// <param name="RelativePath">Path of the file below a data folder, with forward slashes, for example <c>energy/opsd_germany_daily.csv</c>.</param>
/// <param name="Address">Public address of the file; null for a series that the project generates itself.</param>
/// <param name="Sha256">SHA-256 of the file, 64 lower-case hexadecimal digits; null for a generated series.</param>
/// <param name="Licence">Licence of the data.</param>
/// <param name="Attribution">Whom to name when the data is used.</param>
public sealed record DataSet(
    string Name,
    string Title,
    string RelativePath,
    Uri? Address,
    string? Sha256,
    string Licence,
    string Attribution)
{
    /// <summary>Whether the project generates the series itself, so that nothing is downloaded.</summary>
    public bool IsGenerated => Address is null;

    /// <summary>Writes the series as CSV, where the project generates them itself; else null.</summary>
    public Action<TextWriter>? Generate { get; init; }

    /// <summary>The file's name without its folder.</summary>
    public string FileName => RelativePath[(RelativePath.LastIndexOf('/') + 1)..];
}
