using System.Buffers.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// The obstacles to reading a table as it is (rows out of order, duplicate timestamps, several series in one), and the options that help:
/// all found in one pass over the stamps and the columns that may identify series.
/// </summary>
public sealed record CsvDiagnosis
{
    private const int MostKeys = 5;

    /// <summary>A zone of each of the common hours at which clocks are set back.</summary>
    private static readonly string[] _zones = ["Europe/Berlin", "Europe/London", "America/New_York", "Europe/Helsinki"];

    /// <summary>Options by which the file can be read: those given, and what the order of the rows asks for beside.</summary>
    public required CsvFrameOptions Options { get; init; }

    /// <summary>Rows of the file.</summary>
    public required long Rows { get; init; }

    /// <summary>Whether each row may be a whole series, whose times are the names of the columns.</summary>
    public bool MayHaveSeriesInRows { get; init; }

    /// <summary>A column that may identify series, of a table that is to be put right without it; else null.</summary>
    public string? MayTellApart { get; init; }

    /// <summary>A zone in whose local times the rows of a table are in order that is to be put right without it; else null.</summary>
    public string? ClockZone { get; init; }

    /// <summary>Diagnoses a table.</summary>
    /// <param name="path">The file, packed by gzip or not.</param>
    /// <param name="options">What is known of it.</param>
    /// <exception cref="InputException">
    /// The file is missing or empty, or a line or a stamp is not regular; the message names its place.
    /// </exception>
    public static CsvDiagnosis Of(string path, CsvFrameOptions options = default) =>
        PackedFile.Unpacked(
            path, plain => CsvDetection.Guarded(plain, options, file => Of(file, options)), options.CancellationToken);

    private static CsvDiagnosis Of(CsvDetection file, CsvFrameOptions options)
    {
        CsvAcross? across = options.SeriesInRows == false ? null : CsvAcross.Find(file, options);
        if (across is not null && (across.IsCertain || options.SeriesInRows == true))
        {
            return new()
            {
                Options = options with
                {
                    SeriesInRows = true,
                    IdColumns = across.Ids.Count > 0 ? across.Ids : null,
                    ClassColumn = options.ClassColumn ?? across.Class,
                },
                Rows = file.Rows.Count(),
            };
        }

        bool isPlain = options.IdColumns is null && options.VariableColumn is null && options.ClassColumn is null;
        if (file.TimeColumn < 0 && isPlain && CsvRestarts.IdOf(file, options) is { } id)
        {
            return new() { Options = options with { IdColumns = [id] }, Rows = CsvRowCounter.Count(file) };
        }

        Attempt given = new(file, options, options);
        Attempt[] apart = options.IdColumns is null && options.VariableColumn is null
            ? [.. Apart(file, options).Select(candidate => new Attempt(file, options, candidate))] : [];
        Attempt[] zones = options.TimeZone is null && file.TimeColumn >= 0
            ? [.. _zones.Select(zone => new Attempt(file, options, options with { TimeZone = zone }))]
            : [];
        long rows = Follow(file, options, [given, .. apart, .. zones]);
        CsvDiagnosis found = Resolve(file, given, apart, zones, () => Together(file, options), rows);
        bool isApart = found.Options is { IdColumns: not null, Sort: false, DuplicateTimestamps: DuplicateTimestamps.Refuse };
        return (CsvRowCounter.ColumnOf(file) < 0 || isApart
            ? found : new() { Options = options, Rows = rows }) with
        {
            Rows = rows,
            MayHaveSeriesInRows = across is not null && CsvAcross.IsWide(file, across.Values),
        };
    }

    /// <summary>The file as series that several columns, or one of numbers, identify; null where none do.</summary>
    private static Attempt? Together(CsvDetection file, CsvFrameOptions options)
    {
        if (options.IdColumns is not null || options.VariableColumn is not null || file.TimeColumn < 0
            || CsvKeySearch.Find(file, options) is not { } keys)
        {
            return null;
        }

        Attempt attempt = new(file, options, options with { IdColumns = keys });
        Follow(file, options, [attempt]);
        return attempt;
    }

    /// <summary>Goes through the file once.</summary>
    private static long Follow(CsvDetection file, CsvFrameOptions options, Attempt[] attempts)
    {
        // Stamps as they stand, in one series: every attempt has its own series and its own clock.
        CsvFrameOptions plain = options with
        {
            IdColumns = null,
            ClassColumn = null,
            StaticColumns = null,
            SeriesValueColumn = null,
            TimeZone = null,
        };
        using CsvRows rows = new(file, plain);
        int counter = CsvRowCounter.ColumnOf(file);
        long count = 0;
        while (rows.Next())
        {
            long ticks = rows.Stamps?.Read(0, 0)
                ?? (counter >= 0 && Utf8Parser.TryParse(rows.Reader.GetSpan(counter), out long step, out _) ? step : count);
            bool isUtc = rows.Stamps?.IsUtc ?? true;
            count++;
            foreach (Attempt attempt in attempts)
            {
                attempt.Order.Add(rows.Reader, ticks, isUtc);
            }
        }

        return count;
    }

    private static CsvDiagnosis Resolve(
        CsvDetection file, Attempt given, Attempt[] apart, Attempt[] zones, Func<Attempt?> together, long rows)
    {
        if (given.Options.DuplicateTimestamps != DuplicateTimestamps.Refuse)
        {
            bool sort = !given.Reads(sort: false, mean: true) && given.Reads(sort: true, mean: true);
            return new() { Options = With(given.Options, sort, mean: false), Rows = rows };
        }

        if (given.Reads(sort: false, mean: false) || !given.Order.IsReadable && apart.Length == 0)
        {
            return new() { Options = given.Options, Rows = rows };
        }

        if (file.Stamps is { Rounding: { Resolution: > 0 } rounding } && given.Order.HasRepeats
            && First(file, given, apart, sort: false, mean: false) is null)
        {
            throw new InputException($"{file.Path}: {rounding.Repeats}.") { Field = "data.time" };
        }

        if (apart is [{ IsLong: true } measurements, ..] && measurements.Reads(sort: false, mean: false))
        {
            return new() { Options = measurements.Options, Rows = rows };
        }

        foreach ((bool sort, bool mean) in (ReadOnlySpan<(bool, bool)>)[(false, true), (true, false), (true, true)])
        {
            // Rows that go back in time, but not within the series that a column identifies.
            if (sort && !mean && First(file, given, apart, sort: false, mean: false) is { } inOrder)
            {
                return new() { Options = inOrder, Rows = rows };
            }

            if (!given.Reads(sort, mean))
            {
                continue;
            }

            bool isShared = mean && given.CountRows(sort) <= CsvKeys.MostOwnStamps * rows;
            CsvFrameOptions? series = isShared
                ? First(file, given, apart, sort: false, mean: false)
                    ?? (sort ? First(file, given, apart, sort: true, mean: false) : null)
                    ?? OwnStamps(file, given, together() is { } found ? [found, .. apart] : apart, rows)
                : null;
            return isShared && series is null && file.TimeColumn >= 0 ? throw Shared(file, rows, given.CountRows(sort))
                : series is { } many ? new() { Options = many, Rows = rows }
                : new()
                {
                    Options = With(given.Options, sort, mean),
                    Rows = rows,
                    MayTellApart = apart.Select(attempt => attempt.Options.IdColumns is [var key] ? key : null)
                        .FirstOrDefault(key => key is not null && file.Columns[file.IndexOf(key)].Distinct().Count() > 1
                            && (file.Kinds[file.IndexOf(key)] == CsvColumnKind.Category || ColumnNames.IsIdentifier(key))),
                    ClockZone = !mean ? null : Array.Find(zones, zone => zone.Reads(sort, mean: false))?.Options.TimeZone,
                };
        }

        return new() { Options = given.Options, Rows = rows };
    }

    /// <summary>Rows that share their stamps with others, though nothing tells them apart: their mean may be one over series.</summary>
    private static InputException Shared(CsvDetection file, long rows, long stamps) => new(
        $"{file.Path} has {CountFormatter.Format(rows, "rows")} with only {CountFormatter.Format(stamps, "different stamps")}, and no "
        + "column tells the rows of one stamp apart. " + (CsvKeys.PartOfTime(file) is >= 0 and var part
            ? $"They differ in '{MessageFormatter.Of(file.Names[part])}', which seems to be a part of the time: put the whole time into "
                + "one column, such as 2018-12-31 18:30, and name it (recipe: data.time), or take each of its values for a series: unroll "
                + $"inspect FILE --id \"{MessageFormatter.Of(file.Names[part])}\" (in a recipe: data.id)."
            : "If they are of several series, such as shops or sensors, add a column that names "
                + "the series of each row; if they are repeated measurements, say so: unroll inspect FILE --duplicate-timestamps mean, "
                + "first or last (in a recipe: data.duplicate-timestamps)."))
    {
        Field = "data.id",
    };

    /// <summary>
    /// The first way in which most rows have a stamp of their own, the others being their mean: never the mean over whole series.
    /// </summary>
    private static CsvFrameOptions? OwnStamps(CsvDetection file, Attempt given, Attempt[] attempts, long rows)
    {
        foreach ((bool sort, bool mean) in (ReadOnlySpan<(bool, bool)>)[(false, false), (true, false), (false, true), (true, true)])
        {
            Attempt[] clear = [.. attempts.Where(attempt => !mean || attempt.CountRows(sort) > CsvKeys.MostOwnStamps * rows)];
            if (First(file, given, clear, sort, mean) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static CsvFrameOptions? First(CsvDetection file, Attempt given, Attempt[] attempts, bool sort, bool mean) =>
        Array.Find(attempts, attempt => (attempt.IsLong || (attempt.Order is { SeriesCount: > 1 and var series, RowCount: var rows }
            && (CsvKeys.ArePlausible(series, rows) || (attempt.Options.IdColumns!.All(key => CsvKeys.HasNames(file, file.IndexOf(key)))
                && CsvKeys.AreOfFewRows(series, rows, given.CountRows(sort: true))))))
            && attempt.Reads(sort, mean)) is { } found
            ? With(found.Options, sort, mean) : null;

    private static CsvFrameOptions With(CsvFrameOptions options, bool sort, bool mean) => options with
    {
        Sort = sort || options.Sort,
        DuplicateTimestamps = mean ? DuplicateTimestamps.Mean : options.DuplicateTimestamps,
    };

    /// <summary>Ways to take a table for many series, the likeliest first.</summary>
    private static IEnumerable<CsvFrameOptions> Apart(CsvDetection file, CsvFrameOptions options)
    {
        CsvLayoutGuess guess = CsvLayoutGuess.Of(file, options);
        if (guess.Layout == CsvLayout.Long)
        {
            yield return options with
            {
                VariableColumn = guess.VariableColumn,
                ValueColumn = guess.ValueColumn,
                IdColumns = guess.IdColumns.Count > 0 ? guess.IdColumns : null,
            };
        }

        IEnumerable<string> keys = Enumerable.Range(0, file.Names.Length).Where(column => IsKey(file, column))
            .OrderBy(column => CsvKeys.AreDates(file, column)).Select(column => file.Names[column]);
        bool isCandidate(string key) => key != options.ClassColumn && file.Names.Count(name => name == key) == 1;
        foreach (string key in guess.IdColumns.Concat(keys).Distinct().Where(isCandidate).Take(MostKeys))
        {
            if (file.Names.Where((name, column) => name != key && name != options.ClassColumn && !file.TimeColumns.Contains(column)).Any())
            {
                yield return options with { IdColumns = [key] };
            }
        }
    }

    private static bool IsKey(CsvDetection file, int column) =>
        !CsvKeys.IsOfTime(file, column) && (file.Kinds[column] == CsvColumnKind.Category || file.Units[column] is not null
        || (file.Kinds[column] == CsvColumnKind.Number
            && (file.Names[column].EndsWith("_id", StringComparison.OrdinalIgnoreCase)
                || file.Names[column].Equals("id", StringComparison.OrdinalIgnoreCase))));

    /// <summary>A way to read the file, and what the order of its rows is like then.</summary>
    private sealed class Attempt(CsvDetection file, CsvFrameOptions given, CsvFrameOptions options)
    {
        public CsvFrameOptions Options => options;

        /// <summary>Whether a row is one measurement: rows of any order become a table by their stamps.</summary>
        public bool IsLong => options.VariableColumn is not null;

        public CsvOrderTracker Order { get; } = new(
            KeysOf(file, options),
            options.VariableColumn is null && given.ClassColumn is { } label ? file.IndexOf(label) : -1,
            file.Missing,
            [.. KeysOf(file, options).Select(column => CsvKeys.IsFilledDown(file, column))],
            options.TimeZone is { } zone ? new LocalClock(zone) : null);

        /// <summary>Whether the file can be read so.</summary>
        public bool Reads(bool sort, bool mean) => Order.IsReadable && (IsLong || sort
            ? mean || Order.CountStamps(sort: true) == Order.RowCount
            : Order.IsOrdered && (mean || !Order.HasRepeats));

        private static int[] KeysOf(CsvDetection file, CsvFrameOptions options) =>
            [.. ((IEnumerable<string>)[.. options.IdColumns ?? [], .. options.VariableColumn is { } variable
                ? new[] { variable } : []]).Distinct().Select(file.IndexOf)];

        /// <summary>Rows that are left.</summary>
        public long CountRows(bool sort) => Order.CountStamps(sort || IsLong);
    }
}
