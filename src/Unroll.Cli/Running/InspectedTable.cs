using System.IO.Compression;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Cli.Running;

/// <summary>A table that was read so that it can be looked into, whatever the order of its rows.</summary>
/// <param name="Set">Its series.</param>
/// <param name="Options">How it was read in the end.</param>
internal sealed record InspectedTable(SeriesSet Set, CsvFrameOptions Options)
{
    /// <summary>Where fewer of the rows than this have a stamp of their own, several series stand in them.</summary>
    private const double MostOwnStamps = 0.75;

    private const int MostKeys = 5;

    /// <summary>A zone of each of the common hours at which clocks are set back.</summary>
    private static readonly string[] _zones = ["Europe/Berlin", "Europe/London", "America/New_York", "Europe/Helsinki"];

    /// <summary>A column that may tell series apart, of a table that had to be put right without it; else null.</summary>
    internal string? MayTellApart { get; private init; }

    /// <summary>A zone in whose local times the rows of a table are in order that had to be put right without it; else null.</summary>
    internal string? ClockZone { get; private init; }

    /// <summary>
    /// Reads a table as it is, and where its rows are out of order or repeat a stamp once more: as many series where a column tells them apart,
    /// else with its rows put right. Whoever looks into a file wants to know of that, and of the rest as well.
    /// </summary>
    /// <exception cref="InputException">It cannot be read in any of these ways; the message tells what stood in the way of the first.</exception>
    internal static InspectedTable Read(string path, CsvFrameOptions options)
    {
        InputException? first = null;
        if (Try(options) is { } strict)
        {
            return strict;
        }

        CsvFormat found = CsvFormat.Detect(path, options);
        CsvFrameOptions[] apart = options.IdColumns is null && options.VariableColumn is null ? [.. Apart(found, options)] : [];
        if (apart.FirstOrDefault(candidate => candidate.VariableColumn is not null) is { VariableColumn: not null } measurements && Try(measurements) is { } many)
        {
            return many;
        }

        // What order and repeats do not mend is wrong with a cell or a line, which no other way of reading changes.
        CsvFrameOptions mildest = options with { Sort = true, Duplicates = DuplicateTimestamps.Mean };
        if (options.ClassColumn is null && Try(mildest) is null)
        {
            throw new InputException(first!.Message, first);
        }

        foreach (CsvFrameOptions together in (CsvFrameOptions[])[options with { Duplicates = DuplicateTimestamps.Mean }, options with { Sort = true }, mildest])
        {
            // Rows that go back in time, but not within the series that a column tells apart.
            if (together is { Sort: true, Duplicates: DuplicateTimestamps.Refuse } && FirstOf(apart) is { } inOrder)
            {
                return inOrder;
            }

            if (Try(together) is not { } read)
            {
                continue;
            }

            bool isShared = together.Duplicates == DuplicateTimestamps.Mean && read.Set.Items.Sum(item => (long)item.Frame.RowCount) <= MostOwnStamps * RowsOf(path, found);
            CsvFrameOptions[] alike =
            [
                .. apart,
                .. apart.Where(_ => together.Sort).Select(candidate => candidate with { Sort = true }),
                .. apart.Select(candidate => candidate with { Sort = together.Sort, Duplicates = DuplicateTimestamps.Mean }),
            ];
            return isShared && FirstOf(alike) is { } series ? series : read with { MayTellApart = apart.FirstOrDefault().IdColumns is [var column] ? column : null, ClockZone = FindZone() };
        }

        throw new InputException(first!.Message, first);

        // What the clock change explains is in order, each stamp once, as soon as the zone is known.
        string? FindZone() => options.TimeZone is null ? Array.Find(_zones, zone => Try(options with { TimeZone = zone }) is not null) : null;

        InspectedTable? FirstOf(CsvFrameOptions[] attempts) => attempts.Select(Try).FirstOrDefault(table => table?.Set.Count > 1);

        InspectedTable? Try(CsvFrameOptions attempt)
        {
            try
            {
                return new(SeriesReader.Read(path, new SeriesReaderOptions { Format = SeriesFormat.Csv, Csv = attempt }), attempt);
            }
            catch (InputException exception)
            {
                first ??= exception;
                return null;
            }
        }
    }

    /// <summary>Rows of a table: lines that have something on them, a line break within quotes aside.</summary>
    internal static long RowsOf(string path, CsvFormat format)
    {
        long rows = format.HasHeader ? -1 : 0;
        bool isQuoted = false;
        using Stream file = File.OpenRead(path);
        using Stream plain = IsPacked(path) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(plain, Encoding.GetEncoding(format.Encoding));
        for (int skipped = 0; skipped < format.SkippedLines; skipped++)
        {
            _ = reader.ReadLine();
        }

        while (reader.ReadLine() is { } line)
        {
            rows += !isQuoted && line.AsSpan().Trim().Length > 0 ? 1 : 0;
            isQuoted ^= line.AsSpan().Count('"') % 2 == 1;
        }

        return rows;
    }

    /// <summary>Whether a file begins as gzip's do.</summary>
    internal static bool IsPacked(string path)
    {
        using Stream file = File.OpenRead(path);
        return file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
    }

    /// <summary>Ways to take a table for many series, the likeliest first.</summary>
    private static IEnumerable<CsvFrameOptions> Apart(CsvFormat found, CsvFrameOptions options)
    {
        if (found.Layout == CsvLayout.Long)
        {
            yield return options with { VariableColumn = found.VariableColumn, ValueColumn = found.ValueColumn, IdColumns = found.IdColumns.Count > 0 ? found.IdColumns : null };
        }

        IEnumerable<string> keys = found.Columns.Where(IsKey).Select(column => column.Name);
        foreach (string key in found.IdColumns.Concat(keys).Distinct().Where(key => key != options.ClassColumn).Take(MostKeys))
        {
            yield return options with { IdColumns = [key] };
        }
    }

    private static bool IsKey(CsvColumnFormat column) => column.Kind == CsvColumnKind.Category || column.Unit is not null
        || (column.Kind == CsvColumnKind.Number && (column.Name.EndsWith("_id", StringComparison.OrdinalIgnoreCase) || column.Name.Equals("id", StringComparison.OrdinalIgnoreCase)));
}
