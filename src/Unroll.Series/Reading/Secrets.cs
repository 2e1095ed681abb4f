using System.Text.RegularExpressions;

namespace Unroll.Series.Reading;

/// <summary>
/// Passwords in the connections of databases: what is written to a run folder, a report or a message goes through <see cref="Mask"/>
/// before.
/// </summary>
public static partial class Secrets
{
    private const string Masked = "***";

    /// <summary>
    /// A text with every password, key and token of a connection string (<c>Password=…;</c>) or an address (<c>postgres://user:…@host</c>)
    /// replaced by
    /// three asterisks. A variable such as <c>${PASSWORD}</c> stays. Where the end of a password is not certain, more is replaced rather
    /// than less.
    /// </summary>
    /// <param name="text">A connection, a message or a whole recipe.</param>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Keyword().Replace(Parameter().Replace(Address().Replace(text, Replace), Replace), Replace);
    }

    private static string Replace(Match match)
    {
        Group secret = match.Groups["secret"];
        return secret.Length == 0 || Variable().IsMatch(secret.Value)
            ? match.Value
            : string.Concat(match.Value.AsSpan(0, secret.Index - match.Index), Masked,
                match.Value.AsSpan(secret.Index - match.Index + secret.Length));
    }

    private const string Names = @"(?:password|passwd|pwd|pass\s?phrase|ssl\s?password|certificate\s?password|"
        + @"secret|token|access\s?token|api[\s_-]?key|account\s?key|shared\s?access\s?key)";

    /// <summary>The part between user and host of an address; a password with an @ in it ends at the last one.</summary>
    [GeneratedRegex(@"://[^\s/:@""'<>]*:(?<secret>[^\s""'<>]*)@", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    /// <summary>A parameter of an address.</summary>
    [GeneratedRegex(@"(?<=[?&])" + Names + @"=(?<secret>[^&\s""'<>]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();

    /// <summary>A keyword of a connection string: up to the semicolon, or the quote around the whole.</summary>
    [GeneratedRegex(
        @"(?<![?&\w])" + Names
            + @"\s*=\s*(?<secret>""(?:[^""]|"""")*""|'(?:[^']|'')*'|[^\r\n;]*?)(?=\s*(?:;|[\r\n]|$)|[""']\s*(?:[,}\]#\r\n]|$))",
                RegexOptions.IgnoreCase)]
    private static partial Regex Keyword();

    [GeneratedRegex(@"^\$\{[A-Za-z_][A-Za-z0-9_]*\}$")]
    private static partial Regex Variable();
}
