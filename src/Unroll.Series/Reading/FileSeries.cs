using System.Globalization;
using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Reads files, a series each, and adds what is told of them: classes, static covariates and numbers.</summary>
internal static class FileSeries
{
    /// <summary>Reads files.</summary>
    /// <param name="files">The files with their fields, at least one.</param>
    /// <param name="options">Which fields become what.</param>
    public static SeriesSet Read(IReadOnlyList<NamedFile> files, FolderOptions options)
    {
        if (!options.AllowsOtherNames)
        {
            RequireFields(files, options);
        }

        Frame[] frames = new Frame[files.Count];
        for (int i = 0; i < frames.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            frames[i] = WithNumbers(ReadOne(files[i], options), files[i], options);
            RequireColumns(files, frames, i);
        }

        ClassTable classes = new();
        int?[] codes = [.. files.Select(file => Field(file, options.ClassField) is { } name ? classes.Add(name) : (int?)null)];
        int[] ranks = classes.Ranks(out string[] classNames);
        (string[] names, Func<NamedFile, double>[] values) = StaticCovariates(files, options.StaticFields ?? []);
        return new SeriesSet(
            [.. files.Select((file, i) => new SeriesItem(file.Id, frames[i])
            {
                StaticCovariates = [.. values.Select(value => value(file))],
                Class = codes[i] is { } code ? ranks[code] : null,
            })],
            names,
            classNames);
    }

    private static Frame ReadOne(NamedFile file, FolderOptions options)
    {
        InputFile.RequireFile(file.Path);
        if (SeriesFormats.FindRegistered(file.Path) is { } format)
        {
            Frame read = PackedFile.Unpacked(
                file.Path, plain => format.Read(plain, options.CancellationToken), options.CancellationToken);
            return Compact(read);
        }

        SeriesSet set = SeriesReader.Read(file.Path, options.Reader with { CancellationToken = options.CancellationToken });
        return set.Count == 1
            ? set[0].Frame
            : throw new InputException(
                $"{file.Path} has {set.Count} series, but of a folder each file is one: name the file alone (data.file), or leave out "
                + "data.id.");
    }

    /// <summary>Samples of sound, which floats hold exactly, take half the memory as floats.</summary>
    private static Frame Compact(Frame frame) => new(
        frame.Time,
        [.. frame.ColumnNames],
        [.. frame.ColumnNames.Select(name => frame.Values(name)).Select(column =>
        {
            double[] values = column.ToArray();
            if (!FloatPrecision.Holds(values))
            {
                return column;
            }

            float[] floats = new float[values.Length];
            FloatPrecision.Round(values, floats);
            return new FloatColumn(floats);
        })],
        frame.ColumnNames.Where(name => frame.Categories(name) is not null).ToDictionary(name => name, name => frame.Categories(name)!));

    private static Frame WithNumbers(Frame frame, NamedFile file, FolderOptions options)
    {
        foreach (string name in options.NumberFields ?? [])
        {
            if (Field(file, name) is not { } text)
            {
                continue;
            }

            double number = DoubleParser.TryParse(text, out double parsed) ? parsed : throw new InputException(
                $"{file.Path}: the {name} is '{MessageFormatter.Of(text)}', but expected a number: correct the name, or set task: classify "
                + $"and class: {name}.");
            frame = frame.With(name, [.. Enumerable.Repeat(number, frame.RowCount)]);
        }

        return frame;
    }

    private static void RequireColumns(IReadOnlyList<NamedFile> files, Frame[] frames, int at)
    {
        if (!frames[at].ColumnNames.SequenceEqual(frames[0].ColumnNames, StringComparer.Ordinal))
        {
            throw new InputException(
                $"{files[at].Path} has the columns {string.Join(", ", frames[at].ColumnNames)}, but {files[0].Path} has "
                + $"{string.Join(", ", frames[0].ColumnNames)}: all files of a folder need the same (sound: as many channels). Convert "
                + "those that differ, or name the others by a glob.");
        }
    }

    private static void RequireFields(IReadOnlyList<NamedFile> files, FolderOptions options)
    {
        string[] known = [.. files[0].Fields.Keys];
        (string Role, string? Name)[] wanted =
        [
            ("data.class", options.ClassField), .. (options.StaticFields ?? []).Select(name => ("data.static-covariates", (string?)name)),
            .. (options.NumberFields ?? []).Select(name => ("data.target", (string?)name)),
        ];
        foreach ((string role, string? name) in wanted)
        {
            if (name is not null && !known.Contains(name, StringComparer.Ordinal))
            {
                throw new InputException(known.Length == 0
                    ? $"'{name}' is to be told by the names of files, but no pattern says how: give data.name, for example "
                        + $"name: \"{{{name}}}_*\", or \"{{{name}}}/*\" for files in a folder each."
                    : $"there is no '{name}' in the names of files.{Suggestion.Question(name, known)} Their fields are: "
                        + $"{string.Join(", ", known)}.")
                { Field = role };
            }
        }
    }

    private static string? Field(NamedFile file, string? name) =>
        name is not null && file.Fields.TryGetValue(name, out string? text) && text.Length > 0 ? text : null;

    /// <summary>A field of numbers is one covariate; of texts there is one for each, 1 where a series has it.</summary>
    private static (string[] Names, Func<NamedFile, double>[] Values) StaticCovariates(
        IReadOnlyList<NamedFile> files, IReadOnlyList<string> fields)
    {
        List<string> names = [];
        List<Func<NamedFile, double>> values = [];
        foreach (string field in fields.Distinct(StringComparer.Ordinal))
        {
            string[] texts = [.. files.Select(file => Field(file, field)).OfType<string>().Distinct(StringComparer.Ordinal)];
            if (texts.Length == 0)
            {
                continue;
            }

            if (Array.TrueForAll(texts, text => DoubleParser.TryParse(text, out _)))
            {
                names.Add(field);
                values.Add(file => Field(file, field) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : double.NaN);
                continue;
            }

            foreach (string text in texts)
            {
                names.Add($"{field}={text}");
                values.Add(file => Field(file, field) is { } own ? (own == text ? 1 : 0) : double.NaN);
            }
        }

        return ([.. names], [.. values]);
    }
}
