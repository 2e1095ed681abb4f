using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Tasks.Proposals;

/// <summary>Reads and describes files that are a series each: a recording, or a folder of recordings or tables.</summary>
internal static class InspectedRecordings
{
    /// <summary>Reads and describes them, with the classes that their names seem to tell.</summary>
    /// <param name="path">The file, folder or glob as messages name it.</param>
    /// <param name="file">Where it can be read.</param>
    /// <param name="options">How tables are read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static InspectedFile Read(string path, string file, CsvFrameOptions options, CancellationToken cancellationToken)
    {
        bool isFolder = FolderReader.IsFolder(file);
        FileNamePattern? names = isFolder ? FileNameGuess.Of(file) : null;
        FileFormat? format = FileFormat.Find(file);
        SeriesSet set = FolderReader.Read(file, new FolderOptions
        {
            Names = names,
            ClassField = names is null ? null : FileNameGuess.ClassField,
            Reader = new SeriesReaderOptions { Csv = options with { ClassColumn = null } },
            CancellationToken = cancellationToken,
        });
        string what = format?.Description ?? "tables";
        InspectedFormat written = new(isFolder ? $"{CountFormatter.Format(set.Count, "files")} of {what}" : what)
        {
            Notes =
            [
                .. format?.Describe(set) ?? [],
                .. names is null ? []
                    : (string[])[$"names are read as \"{names}\": its fields may have better names in a recipe (data.name, data.class)"],
            ],
            Given = names is null ? []
                : [("name", JsonValue.Create(names.ToString())), ("class", JsonValue.Create(FileNameGuess.ClassField))],
        };
        return new InspectedFile(path, written, set, SeriesProfile.Of(set)) { Registered = format };
    }
}
