using System.Data.Common;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A streaming reader of the rows of any <see cref="DbDataReader"/>. NULL is a missing value; truth values are 1 and 0, spans of time
/// seconds; texts are categories; times with an offset are kept in UTC.
/// </summary>
public static class DbFrameReader
{
    /// <summary>Reads one series.</summary>
    /// <param name="reader">The reader, before its first row; rows come in the order of time. It is not disposed.</param>
    /// <param name="options">The roles of its columns.</param>
    /// <exception cref="InputException">
    /// A column is not there or of an unsupported type, a number or time is too large, rows are unsorted or repeated, the database breaks
    /// off, or there
    /// are several series.
    /// </exception>
    public static Frame Read(DbDataReader reader, DbFrameOptions options = default)
    {
        SeriesSet set = ReadSet(reader, options);
        return set.Count == 1
            ? set[0].Frame
            : throw new InputException(
                $"The query gives {set.Count} series, but one was expected: keep one (WHERE …), or use a task for many series.");
    }

    /// <summary>Reads one series or many.</summary>
    /// <param name="reader">
    /// The reader, before its first row; the rows of each series come in the order of time. It is not disposed.
    /// </param>
    /// <param name="options">What its columns are.</param>
    /// <exception cref="InputException">
    /// A column is not there or of an unsupported type, a number or time is too large, rows are unsorted or repeated, or the database
    /// breaks off.
    /// </exception>
    public static SeriesSet ReadSet(DbDataReader reader, DbFrameOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        try
        {
            return new DbTable(reader, options).Read();
        }
        catch (DbException exception)
        {
            throw new InputException(
                $"The database broke off: {Shown(exception)}. Check the query and the connection, and try again.", exception);
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or FormatException)
        {
            throw new InputException(
                $"A value of the query cannot be read: {Shown(exception)}. Cast it in the query (CAST(column AS DOUBLE PRECISION)), or "
                + $"leave it out.", exception);
        }
    }

    /// <summary>Reads the series that a query gives.</summary>
    /// <param name="query">The query.</param>
    /// <param name="open">Runs it; the reader is disposed at the end.</param>
    /// <param name="options">The roles of its columns.</param>
    /// <exception cref="InputException">The database does not answer or refuses the query, or what it gives is no series.</exception>
    public static SeriesSet ReadSet(DatabaseQuery query, Func<DatabaseQuery, DbDataReader> open, DbFrameOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(open);
        using DbDataReader reader = open(query);
        return ReadSet(reader, options with { RequireTime = options.RequireTime || !query.HasOrder });
    }

    private static string Shown(Exception exception) => Secrets.Mask(MessageFormatter.Of(exception.Message, 300).TrimEnd('.'));
}
