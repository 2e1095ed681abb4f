using System.Data.Common;
using System.Text.RegularExpressions;

namespace Unroll.Cli.Databases;

/// <summary>
/// The syntax of connections: keywords (<c>Host=…;Username=…</c>), or for some databases an address
/// (<c>postgres://user@host/database</c>).
/// </summary>
/// <param name="Schemes">What an address begins with; none where only keywords are understood.</param>
/// <param name="Parts">The keywords of an address' user, password, host, port and database.</param>
/// <param name="Parameters">The parameters of an address that are known, and their keywords.</param>
internal sealed partial record ConnectionSyntax(string[] Schemes, string[] Parts, IReadOnlyDictionary<string, string> Parameters)
{
    private static readonly string[] _groups = ["user", "password", "host", "port", "database"];

    /// <summary>Keywords alone.</summary>
    public static ConnectionSyntax Keywords { get; } = new([], [], new Dictionary<string, string>());

    /// <summary>
    /// The keyword that a connection without keywords is the value of: the file of a database that is one; null for none.
    /// </summary>
    public string? PlainKeyword { get; init; }

    /// <summary>Reads a connection.</summary>
    /// <param name="text">The connection.</param>
    /// <param name="title">The database's name, for messages.</param>
    /// <param name="variable">Gives the environment variables.</param>
    /// <exception cref="InputException">A variable is not set, or a parameter not known.</exception>
    /// <exception cref="ArgumentException">It is not understood.</exception>
    /// <exception cref="FormatException">It is not understood.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> Parse(string text, string title, Func<string, string?> variable)
    {
        // A variable alone holds the whole connection; elsewhere it is a part, which may hold any character without being escaped.
        string trimmed = text.Trim();
        string whole = Variable().Match(trimmed) is { Success: true } match && match.Length == trimmed.Length ? Expand(trimmed) : trimmed;
        Match url = Url().Match(whole);
        bool isUrl = url.Success && Schemes.Contains(url.Groups["scheme"].Value, StringComparer.OrdinalIgnoreCase);
        return [.. (isUrl ? FromUrl(url, title) : FromKeywords(whole)).Select(pair => KeyValuePair.Create(pair.Key, Expand(pair.Value)))];

        string Expand(string part) => Variable().Replace(part, match => variable(match.Groups["name"].Value) is { Length: > 0 } value
            ? value
            : throw new InputException(
                $"The address of the {title} database needs the environment variable {match.Groups["name"].Value}, which is not set: set "
                + $"it.")
            {
                Field = DbProvider.ConnectionField,
            });
    }

    private IEnumerable<KeyValuePair<string, string>> FromUrl(Match url, string title)
    {
        for (int i = 0; i < _groups.Length; i++)
        {
            if (url.Groups[_groups[i]] is { Length: > 0 } part)
            {
                yield return new(Parts[i], Uri.UnescapeDataString(part.Value.Trim('[', ']')));
            }
        }

        foreach (string parameter in url.Groups["parameters"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = parameter.Split('=', 2);
            yield return parts.Length == 2 && Parameters.TryGetValue(parts[0], out string? keyword)
                ? new(keyword, Uri.UnescapeDataString(parts[0] is "sslmode" or "ssl-mode"
                    ? parts[1].Replace("-", "", StringComparison.Ordinal) : parts[1]))
                : throw new InputException(
                    $"The address of the {title} database has a parameter that is not known: known are "
                    + $"{string.Join(", ", Parameters.Keys)}.")
                {
                    Field = DbProvider.ConnectionField,
                };
        }
    }

    private IEnumerable<KeyValuePair<string, string>> FromKeywords(string text)
    {
        if (PlainKeyword is { } keyword && text.Length > 0 && !text.Contains('='))
        {
            return [new(keyword, text)];
        }

        DbConnectionStringBuilder keywords = new() { ConnectionString = text };
        return keywords.Count > 0
            ? keywords.Keys.Cast<string>().Select(name => KeyValuePair.Create(name, keywords[name].ToString() ?? ""))
            : throw new FormatException();
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(
        @"^(?<scheme>[a-z]+)://((?<user>[^:@/?]*)(:(?<password>[^@/?]*))?@)?"
        + @"(?<host>\[[^\]]*\]|[^:/?@]*)(:(?<port>[^/?@]*))?(/(?<database>[^?/]*))?(\?(?<parameters>.*))?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Url();
}
