using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A file format that a package of its own reads, a series a file, as <c>Unroll.Audio</c> reads sound. Once registered it is found by the
/// content of files wherever files are read: by <see cref="SeriesReader"/>, <see cref="FolderReader"/>, recipes and commands.
/// </summary>
public abstract class FileFormat
{
    /// <summary>All registered formats by name; the library itself has none.</summary>
    public static BlockCatalogue<FileFormat> Catalogue { get; } = new("file format", () => []);

    /// <summary>The registered formats.</summary>
    internal static IEnumerable<FileFormat> All => Catalogue.Entries.Select(entry => entry.Create(new SettingValues()));

    /// <summary>The format in messages: <c>sound (.wav)</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The extensions of its files, with the point: <c>.wav</c>.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Steps of preparation for a proposed recipe, before those that scale; none unless overridden.</summary>
    public virtual IReadOnlyList<JsonObject> ProposedSteps => [];

    /// <summary>Whether a file is of this format.</summary>
    /// <param name="first">Its first bytes; fewer than 16,384 where the file is shorter.</param>
    public abstract bool IsFormatOf(ReadOnlySpan<byte> first);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The file is damaged, or of a kind that is not read.</exception>
    public abstract Frame Read(string path, CancellationToken cancellationToken);

    /// <summary>Facts about the series of files, a sentence each, for those who look at a file; none unless overridden.</summary>
    /// <param name="series">The series.</param>
    public virtual IReadOnlyList<string> Describe(SeriesSet series) => [];

    /// <summary>The registered format of a file, or of the first file of a folder or glob; null where it is of none.</summary>
    /// <param name="path">A file, a folder or a glob.</param>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static FileFormat? Find(string path) => SeriesFormats.FindRegistered(FolderReader.FilesOf(path)[0]);

    /// <summary>The registered format of a file with these first bytes; null where there is none.</summary>
    internal static FileFormat? Of(ReadOnlySpan<byte> first)
    {
        foreach (FileFormat format in All)
        {
            if (format.IsFormatOf(first))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>Reads a file of a registered format as a set of one series, which is named after the file.</summary>
    internal static SeriesSet ReadAs(string path, CancellationToken cancellationToken) =>
        FolderReader.Read(path, new FolderOptions { AllowsOtherNames = true, CancellationToken = cancellationToken });
}
