using System.Globalization;
using System.Text.RegularExpressions;

namespace Unroll.Series.Reading;

/// <summary>The checks of a query before a server is asked.</summary>
internal static partial class QueryParser
{
    private static readonly string[] _reading = ["select", "with", "values", "table"];

    /// <summary>The query without what may stand around it.</summary>
    /// <param name="query">The query.</param>
    /// <exception cref="InputException">
    /// It does not begin as one that reads, or has several statements. A read-only transaction forbids writing to tables, where the
    /// provider has
    /// one; this is for what that still allows, such as copying to a program of the server, or ending the transaction.
    /// </exception>
    public static string RequireReading(string query)
    {
        string select = query.Trim().TrimEnd(';').TrimEnd();
        if (HasSemicolon(select))
        {
            throw new InputException("The query has several statements: expected one SELECT without a semicolon in it.");
        }

        int start = SkipComments(select);
        int end = start;
        while (end < select.Length && char.IsAsciiLetter(select[end]))
        {
            end++;
        }

        return _reading.Contains(select[start..end].ToLowerInvariant(), StringComparer.Ordinal)
            ? select
            : throw new InputException(
                $"The query begins with '{MessageFormatter.Of(select[start..].TrimStart(), 20)}', expected one SELECT (or WITH, VALUES, "
                + $"TABLE) such as SELECT time, load FROM series ORDER BY time.");
    }

    /// <summary>Whether the rows of a query have an order of their own.</summary>
    public static bool HasOrder(string query)
    {
        string[] words = query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Zip(words.Skip(1)).Any(pair =>
            pair.First.EndsWith("order", StringComparison.OrdinalIgnoreCase)
                && pair.Second.Equals("by", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The first of some words that stands in a query, quotes and comments aside; null for none.</summary>
    public static string? FindWord(string query, IEnumerable<string> words)
    {
        HashSet<string> all = [.. Word().Matches(Plain(query)).Select(match => match.Value.ToUpperInvariant())];
        return words.FirstOrDefault(word => all.Contains(word.ToUpperInvariant()));
    }

    /// <summary>A place in the query, for messages.</summary>
    /// <param name="query">The query.</param>
    /// <param name="position">Characters before the place.</param>
    public static string Place(string query, int position)
    {
        if (position < 0 || position >= query.Length)
        {
            return "at the end of the query";
        }

        string before = query[..position];
        int line = before.Count(letter => letter == '\n') + 1;
        int character = position - before.LastIndexOf('\n');
        int end = query.IndexOfAny(['\r', '\n'], position);
        string near = MessageFormatter.Of(query.AsSpan(position, (end < 0 ? query.Length : end) - position), 30);
        return string.Create(CultureInfo.InvariantCulture, $"at line {line}, character {character} of the query, '{near}'");
    }

    /// <summary>
    /// Whether a semicolon stands outside quotes and comments. What databases do not read alike (backslashes, dollars and brackets around
    /// quotes,
    /// comments in comments) could hide one: any semicolon counts beside it.
    /// </summary>
    private static bool HasSemicolon(string text) => Plain(text).Contains(';', StringComparison.Ordinal);

    /// <summary>The query without quotes and comments, where it is certain which they are; else all of it.</summary>
    private static string Plain(string text) => Ambiguous().IsMatch(text) ? text : QuotedOrComment().Replace(text, " ");

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\\$#\[]|--\S|/\*!|/\*(?:(?!\*/)[\s\S])*/\*")]
    private static partial Regex Ambiguous();

    /// <summary>A quote that is not closed is none. A doubled quote within quotes closes them and opens them again.</summary>
    [GeneratedRegex(@"'[^']*'|""[^""]*""|`[^`]*`|--[^\n]*|/\*[\s\S]*?\*/")]
    private static partial Regex QuotedOrComment();

    /// <summary>Passes blanks, comments and opening brackets.</summary>
    private static int SkipComments(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            int next = char.IsWhiteSpace(text[at]) || text[at] == '(' ? at + 1 : SkipComment(text, at);
            if (next == at)
            {
                break;
            }

            at = next;
        }

        return at;
    }

    /// <summary>Passes a comment, where one begins.</summary>
    private static int SkipComment(string text, int at)
    {
        if (text.AsSpan(at).StartsWith("--"))
        {
            int end = text.IndexOf('\n', at);
            return end < 0 ? text.Length : end + 1;
        }

        return text.AsSpan(at).StartsWith("/*") ? SkipBlockComment(text, at) : at;
    }

    /// <summary>Passes a comment, which may hold others.</summary>
    private static int SkipBlockComment(string text, int at)
    {
        int depth = 0;
        while (at < text.Length)
        {
            bool opens = text.AsSpan(at).StartsWith("/*");
            if (opens || text.AsSpan(at).StartsWith("*/"))
            {
                depth += opens ? 1 : -1;
                at += 2;
                if (depth == 0)
                {
                    break;
                }
            }
            else
            {
                at++;
            }
        }

        return at;
    }
}
