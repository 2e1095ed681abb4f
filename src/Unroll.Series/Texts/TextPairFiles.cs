using Unroll.Series.Reading;

namespace Unroll.Series.Texts;

/// <summary>
/// Files side by side whose lines belong together, by their names: <c>train.de</c> and <c>train.en</c>, and the validation and test part
/// that lie beside them, <c>val.de</c> and <c>val.en</c>, <c>test.de</c> and <c>test.en</c>.
/// </summary>
/// <param name="Source">The file with the texts that are read.</param>
/// <param name="Target">The file with what they are translated to.</param>
public sealed record TextPairFiles(string Source, string Target)
{
    private const string Packed = ".gz";
    private const int LongestLanguage = 5;

    private static readonly string[] _training = ["train", "training"];
    private static readonly string[] _validation = ["val", "dev"];
    private static readonly string[] _test = ["test"];

    /// <summary>The validation part; null where there is none.</summary>
    public TextPairFiles? Validation { get; private init; }

    /// <summary>The test part; null where there is none.</summary>
    public TextPairFiles? Test { get; private init; }

    /// <summary>The name of the source: <c>de</c> of <c>train.de.gz</c>.</summary>
    public string SourceName => Language(Source);

    /// <summary>The name of the target: <c>en</c> of <c>train.en.gz</c>.</summary>
    public string TargetName => Language(Target);

    /// <summary>Finds the file beside another one whose lines are its translations, and the files of the other parts.</summary>
    /// <param name="path">The file with the texts that are read.</param>
    /// <returns>Null where there is not exactly one such file, or it has not as many lines.</returns>
    public static TextPairFiles? Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".", stem = Stem(path);
        if (!File.Exists(path) || SpooledInput.IsDevice(path) || !IsLanguage(Language(path)) || stem.Length == 0)
        {
            return null;
        }

        string[] others = [.. Directory.EnumerateFiles(folder)
            .Where(file => Stem(file) == stem && Language(file) != Language(path) && IsLanguage(Language(file)))];
        if (others.Length != 1 || LinesOf(path) != LinesOf(others[0]))
        {
            return null;
        }

        TextPairFiles files = new(path, Path.Combine(Path.GetDirectoryName(path) ?? "", Path.GetFileName(others[0])));
        string? part = _training.FirstOrDefault(name => stem.EndsWith(name, StringComparison.OrdinalIgnoreCase));
        return part is null ? files : files with
        {
            Validation = files.Other(stem[..^part.Length], _validation),
            Test = files.Other(stem[..^part.Length], _test),
        };
    }

    /// <summary>The files of another part: the first in the order of their names that begin so, <c>val</c> or <c>validation</c>.</summary>
    private TextPairFiles? Other(string prefix, string[] names)
    {
        string folder = Path.GetDirectoryName(Source) ?? "";
        string[] files = [.. Directory.EnumerateFiles(Path.GetFullPath(folder.Length > 0 ? folder : "."))
            .Where(file => names.Any(name => Stem(file).StartsWith(prefix + name, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)];
        return files.Where(file => Language(file) == SourceName)
            .Select(file => (Source: file, Target: Array.Find(
                files, other => Language(other) == TargetName && Stem(other) == Stem(file))))
            .Where(pair => pair.Target is not null)
            .Select(pair => new TextPairFiles(
                Path.Combine(folder, Path.GetFileName(pair.Source)), Path.Combine(folder, Path.GetFileName(pair.Target!))))
            .FirstOrDefault();
    }

    private static long LinesOf(string path) => TextFileReader.ReadText(path) is var text
        ? text.AsSpan().Count('\n') + (text.EndsWith('\n') ? 0 : 1) : 0;

    private static string Unpacked(string path) =>
        Path.GetFileName(path) is var name && name.EndsWith(Packed, StringComparison.OrdinalIgnoreCase) ? name[..^Packed.Length] : name;

    private static string Language(string path) => Path.GetExtension(Unpacked(path)).TrimStart('.');

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(Unpacked(path));

    /// <summary>Whether an ending may be that of a language, rather than of a format.</summary>
    private static bool IsLanguage(string ending) => ending.Length is >= 2 and <= LongestLanguage
        && ending.All(letter => char.IsAsciiLetter(letter) || letter is '-' or '_')
        && ending.ToLowerInvariant() is not ("csv" or "tsv" or "tab" or "psv" or "txt" or "dat" or "data" or "ts" or "tsf" or "jsonl"
            or "json" or "yaml" or "yml" or "gz" or "zip" or "md" or "html" or "xml" or "pdf" or "png" or "jpg" or "wav" or "conll" or "iob"
            or "bio" or "py" or "cs" or "sh" or "log");
}
