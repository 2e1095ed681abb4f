using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Unroll.Series.Reading;

/// <summary>
/// Where a database is. Its text may hold a password, so that no message ever shows it, nor any part of it that could not be understood.
/// </summary>
internal sealed partial class PostgresAddress
{
    private const string Expected =
        "expected postgres://user@host:port/database or keywords such as Host=localhost;Username=reader;Database=energy (the password in PGPASSWORD or ~/.pgpass)";

    /// <summary>The parameters of an address that are known, and what Npgsql calls them.</summary>
    private static readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal)
    {
        ["user"] = "Username",
        ["password"] = "Password",
        ["host"] = "Host",
        ["port"] = "Port",
        ["dbname"] = "Database",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["passfile"] = "Passfile",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["options"] = "Options",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    private PostgresAddress(NpgsqlConnectionStringBuilder builder)
    {
        ConnectionString = builder.ConnectionString;
        string user = builder.Username is { Length: > 0 } name ? name : Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName;
        User = MessageFormatter.Of(user);
        Server = MessageFormatter.Of(string.Create(CultureInfo.InvariantCulture, $"{builder.Host}:{builder.Port}"));
        Shown = $"{User}@{Server}/{MessageFormatter.Of(builder.Database ?? user)}";
    }

    /// <summary>For Npgsql alone: it may hold a password.</summary>
    public string ConnectionString { get; }

    /// <summary>The user, for messages.</summary>
    public string User { get; }

    /// <summary>Host and port, for messages.</summary>
    public string Server { get; }

    /// <summary>User, host, port and database, for messages.</summary>
    public string Shown { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">An address, or keywords of Npgsql; <c>${NAME}</c> stands for an environment variable.</param>
    /// <param name="variable">Gives the variables.</param>
    /// <exception cref="InputException">It is not understood, or a variable is not set.</exception>
    public static PostgresAddress Parse(string text, Func<string, string?> variable)
    {
        // A variable alone holds the whole address; elsewhere it is a part, which may hold any character without being escaped.
        text = Variable().Match(text.Trim()) is { Success: true } match && match.Length == text.Trim().Length ? Expand(text.Trim(), variable) : text.Trim();
        try
        {
            NpgsqlConnectionStringBuilder builder = new();
            foreach ((string keyword, string value) in Url().Match(text) is { Success: true } url ? FromUrl(url) : FromKeywords(text))
            {
                builder[keyword] = Expand(value, variable);
            }

            builder.Host = builder.Host is { Length: > 0 } host ? host : Environment.GetEnvironmentVariable("PGHOST") ?? "localhost";

            // One query a run: no connection is kept for a second one. A long query is no error.
            builder.Pooling = false;
            builder.CommandTimeout = builder.ContainsKey("Command Timeout") ? builder.CommandTimeout : 0;
            return new(builder);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or KeyNotFoundException or UriFormatException)
        {
            // Not the exception itself: its message shows what was not understood, which may be a piece of the password.
            throw new InputException($"The address of the PostgreSQL database is not understood: {Expected}.");
        }
    }

    private static IEnumerable<(string Keyword, string Value)> FromUrl(Match url)
    {
        foreach ((string group, string keyword) in new[] { ("user", "Username"), ("password", "Password"), ("host", "Host"), ("port", "Port"), ("database", "Database") })
        {
            if (url.Groups[group] is { Length: > 0 } part)
            {
                yield return (keyword, Uri.UnescapeDataString(part.Value.Trim('[', ']')));
            }
        }

        foreach (string parameter in url.Groups["parameters"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = parameter.Split('=', 2);
            yield return parts.Length == 2 && _parameters.TryGetValue(parts[0], out string? keyword)
                ? (keyword, Uri.UnescapeDataString(keyword == "SSL Mode" ? parts[1].Replace("-", "", StringComparison.Ordinal) : parts[1]))
                : throw new InputException($"The address of the PostgreSQL database has a parameter that is not known: known are {string.Join(", ", _parameters.Keys)}.");
        }
    }

    private static IEnumerable<(string Keyword, string Value)> FromKeywords(string text)
    {
        DbConnectionStringBuilder keywords = new() { ConnectionString = text };
        return keywords.Count > 0
            ? keywords.Keys.Cast<string>().Select(keyword => (keyword, keywords[keyword].ToString() ?? ""))
            : throw new FormatException();
    }

    private static string Expand(string text, Func<string, string?> variable) => Variable().Replace(text, match =>
        variable(match.Groups["name"].Value) is { Length: > 0 } value
            ? value
            : throw new InputException($"The address of the PostgreSQL database needs the environment variable {match.Groups["name"].Value}, which is not set: set it."));

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^postgres(ql)?://((?<user>[^:@/?]*)(:(?<password>[^@/?]*))?@)?(?<host>\[[^\]]*\]|[^:/?@]*)(:(?<port>[^/?@]*))?(/(?<database>[^?/]*))?(\?(?<parameters>.*))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Url();
}
