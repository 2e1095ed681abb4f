using System.Text.RegularExpressions;

namespace Unroll.Architecture.Tests;

/// <summary>A source file of the repository.</summary>
/// <param name="Path">The path in the repository, with slashes.</param>
/// <param name="Text">The text.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    private static readonly string[] _outside = ["artifacts", "obj", "bin", "node_modules", "runs"];

    public string Stem { get; } = System.IO.Path.GetFileName(Path).Split('.')[0];

    public string[] Lines { get; } = Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>The text without comments and texts in quotes.</summary>
    public string Code => NoCode().Replace(Text, " ");

    /// <summary>The namespace; empty for a program.</summary>
    public string Namespace => NamespaceLine().Match(Text).Groups[1].Value;

    /// <summary>The public types directly in the namespace.</summary>
    public IEnumerable<string> PublicTypes => PublicTypeLine().Matches(Text).Select(match => match.Groups[1].Value);

    public static IReadOnlyList<SourceFile> ReadAll() =>
        [.. Files("*.cs").Select(path => new SourceFile(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path))))];

    /// <summary>Files of the repository by a pattern of their names, without what builds leave.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => _outside.Contains(part) || part.StartsWith('.')));

    [GeneratedRegex("""
        \"\"\"(.|\n)*?\"\"\"|@"([^"]|"")*"|"(\\.|[^"\\\n])*"|//.*
        """)]
    private static partial Regex NoCode();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^public (?:(?:static|sealed|abstract|readonly|ref|partial|unsafe) )*"
        + @"(?:class|interface|enum|(?:record )?struct|record|delegate [^(]*?)\s+(\w+)",
        RegexOptions.Multiline)]
    private static partial Regex PublicTypeLine();
}
