using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>What a query must be like before a server is asked.</summary>
internal static class PostgresQuery
{
    /// <summary>What stands before the query where its rows are copied.</summary>
    public const string CopyPrefix = "COPY (";

    private static readonly string[] _reading = ["select", "with", "values", "table"];

    /// <summary>The query without what may stand around it.</summary>
    /// <param name="query">The query.</param>
    /// <exception cref="InputException">
    /// It does not begin as one that reads. The transaction forbids writing to tables; this is for what a read-only transaction still allows,
    /// such as copying to a program of the server.
    /// </exception>
    public static string RequireReading(string query)
    {
        string select = query.Trim().TrimEnd(';').TrimEnd();
        int start = SkipComments(select);
        int end = start;
        while (end < select.Length && char.IsAsciiLetter(select[end]))
        {
            end++;
        }

        return _reading.Contains(select[start..end].ToLowerInvariant(), StringComparer.Ordinal)
            ? select
            : throw new InputException(
                $"The query begins with '{MessageFormatter.Of(select[start..].TrimStart(), 20)}', expected one SELECT (or WITH, VALUES, TABLE) such as SELECT time, load FROM series ORDER BY time.");
    }

    /// <summary>Whether the rows of a query have an order of their own.</summary>
    public static bool HasOrder(string query)
    {
        string[] words = query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Zip(words.Skip(1)).Any(pair =>
            pair.First.EndsWith("order", StringComparison.OrdinalIgnoreCase) && pair.Second.Equals("by", StringComparison.OrdinalIgnoreCase));
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

    /// <summary>Passes blanks, comments and opening brackets.</summary>
    private static int SkipComments(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == '(')
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith("--"))
            {
                int end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end + 1;
            }
            else if (text.AsSpan(at).StartsWith("/*"))
            {
                at = SkipBlockComment(text, at);
            }
            else
            {
                break;
            }
        }

        return at;
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
