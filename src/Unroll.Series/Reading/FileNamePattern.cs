using System.Text;
using System.Text.RegularExpressions;

namespace Unroll.Series.Reading;

/// <summary>
/// A pattern of file names that tell of a file's series: <c>{digit}_{speaker}_{index}</c> finds three fields in <c>7_george_12.wav</c>,
/// and <c>{class}/*</c> the folder that a file is in. Fields have at least one character and none that divides folders; <c>*</c> stands for
/// any characters of a name. The extension is not looked at.
/// </summary>
public sealed partial class FileNamePattern
{
    private readonly string _text;
    private readonly string[] _fields;
    private readonly Regex _expression;
    private readonly int _depth;

    private FileNamePattern(string text, string[] fields, Regex expression) =>
        (_text, _fields, _expression, _depth) = (text, fields, expression, text.Count(letter => letter == '/') + 1);

    /// <summary>Names of the fields, in their order.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern, with folders divided by <c>/</c>.</param>
    /// <exception cref="InputException">It has no field, one twice, or two with nothing between them.</exception>
    public static FileNamePattern Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        MatchCollection found = Field().Matches(text);
        string[] fields = [.. found.Select(match => match.Groups[1].Value)];
        if (fields.Length == 0 || fields.Distinct(StringComparer.Ordinal).Count() < fields.Length
            || text.Contains("}{", StringComparison.Ordinal) || Field().Replace(text, "").IndexOfAny(['{', '}']) >= 0)
        {
            throw new InputException(
                $"the pattern of file names is \"{text}\", but expected fields in braces, each once, with something between them: "
                + "\"{digit}_{speaker}_{index}\", or \"{class}/*\" for files in a folder a class.");
        }

        StringBuilder expression = new("^");
        int end = 0;
        foreach (Match match in found)
        {
            // Where a name can be read in several ways, the first fields are short, and the last takes what is left.
            expression.Append(Literal(text[end..match.Index])).Append("([^/]+?)");
            end = match.Index + match.Length;
        }

        expression.Append(Literal(text[end..])).Append('$');
        return new(text, fields, new Regex(expression.ToString(), RegexOptions.CultureInvariant));
    }

    /// <summary>The fields of a file's name; null where the name is not of this pattern.</summary>
    /// <param name="path">The file; as many of its folders are looked at as the pattern has.</param>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string[] parts = Path.ChangeExtension(path, null).Split('/', '\\');
        Match match = _expression.Match(string.Join('/', parts[Math.Max(0, parts.Length - _depth)..]));
        return !match.Success ? null
            : _fields.Index().ToDictionary(field => field.Item, field => match.Groups[field.Index + 1].Value, StringComparer.Ordinal);
    }

    /// <summary>The pattern as it was written.</summary>
    public override string ToString() => _text;

    private static string Literal(string text) => Regex.Escape(text).Replace(@"\*", "[^/]*", StringComparison.Ordinal);

    [GeneratedRegex(@"\{([^{}/]+)\}")]
    private static partial Regex Field();
}
