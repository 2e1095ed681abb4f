using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Unroll.Cli.Running;

/// <summary>Writes YAML line by line.</summary>
internal sealed partial class YamlWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>A text as YAML reads it back: plain where that is safe, else in quotes.</summary>
    internal static string Scalar(string text)
    {
        if (Plain().IsMatch(text) && !Word().IsMatch(text))
        {
            return text;
        }

        StringBuilder quoted = new("\"");
        foreach (char letter in text)
        {
            quoted.Append(letter is '"' or '\\' ? $"\\{letter}"
                : char.IsControl(letter) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}")
                : letter.ToString());
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Adds a line.</summary>
    internal void Line(string line) => _text.Append(line).Append('\n');

    /// <summary>Adds a line with numbers in it.</summary>
    internal void Line(FormattableString line) => Line(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a key with a text.</summary>
    internal void Pair(string key, string value) => Line($"{key}: {Scalar(value)}");

    [GeneratedRegex(@"^[A-Za-z_./][A-Za-z0-9_./-]*\z")]
    private static partial Regex Plain();

    // What YAML takes for a truth value or for nothing, and a number that begins with a point.
    [GeneratedRegex(@"^(true|false|yes|no|on|off|y|n|null|\.[0-9].*|\.nan|[-.]?\.?inf)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
