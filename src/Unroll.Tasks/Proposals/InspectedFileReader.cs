using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Tasks.Proposals;

/// <summary>Reads and describes files.</summary>
internal static class InspectedFileReader
{
    /// <summary>Reads and describes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user knows of it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    internal static InspectedFile Read(string path, CsvFrameOptions options, CancellationToken cancellationToken) => SpooledInput.Read(
        path,
        file => FolderReader.Reads(file) ? InspectedRecordings.Read(path, file, options, cancellationToken)
            : SeriesReader.Detect(file) is var format
            && WithListedIds(file, options with { CancellationToken = cancellationToken }) is var listed && format == SeriesFormat.Csv
            ? ReadTable(path, file, listed)
            : ReadOther(path, file, format, listed),
        new() { CancellationToken = cancellationToken });

    /// <summary>Columns separated by commas as single ones, unless a column of the file is called so.</summary>
    private static CsvFrameOptions WithListedIds(string path, CsvFrameOptions options)
    {
        if (options.IdColumns?.Any(column => column.Contains(',')) != true)
        {
            return options;
        }

        IReadOnlyList<string> names = SeriesReader.ColumnNames(path, new()
        {
            Csv = options with { IdColumns = null },
            CancellationToken = options.CancellationToken,
        }) ?? [];
        return options with
        {
            IdColumns = [.. options.IdColumns.SelectMany(
                column => names.Contains(column) ? [column] : column.Split(',', StringSplitOptions.TrimEntries))],
        };
    }

    private static InspectedFile ReadOther(string path, string file, SeriesFormat format, CsvFrameOptions options)
    {
        SeriesSet set = SeriesReader.Read(file, new SeriesReaderOptions
        {
            Format = format,
            CancellationToken = options.CancellationToken,
            Json = new JsonLinesOptions
            {
                TimeColumn = options.TimeColumn,
                IdColumns = options.IdColumns,
                TimeZone = options.TimeZone,
                MissingTexts = options.MissingTexts,
                ClassColumn = options.ClassColumn,
            },
        });
        string name = format switch
        {
            SeriesFormat.Ts => "UCR/UEA archive",
            SeriesFormat.Tsf => "Monash archive",
            SeriesFormat.JsonLines => "JSON Lines",
            SeriesFormat.Conll => "CoNLL, a word a line",
            _ => "IDX images",
        };
        InspectedFormat written = new(Named(file, name))
        {
            TimeColumn = format == SeriesFormat.JsonLines ? options.TimeColumn : null,
            IdColumns = format == SeriesFormat.JsonLines ? options.IdColumns ?? [] : [],
            Given = format == SeriesFormat.JsonLines ? GivenBy(options) : [],
        };
        InspectedFile inspected = new(path, written, set, SeriesProfile.Of(set)) { IsImages = format == SeriesFormat.Idx };
        return format == SeriesFormat.JsonLines && options.MissingTexts is null ? WithoutSentinels(inspected, options) : inspected;
    }

    /// <summary>The sentinels of columns that are a value of no other column, and name no class.</summary>
    private static double[] SentinelsOf(InspectedFile file)
    {
        double[] values = [.. file.Profile.Columns.Select(column => column.Sentinel?.Value).OfType<double>().Distinct()];
        string[] others = [
            .. file.Profile.Columns
                .Where(column => column is { Sentinel: null, Kind: not ColumnKind.Constant } && RecipeProposal.IsInput(column))
                .Select(column => column.Name)];
        return [
            .. values.Where(value => !file.Set.ClassNames.Contains(TextOf(value))
                && !others.Any(column => file.Set.Items.Any(item => item.Frame.Column(column).Contains(value))))];
    }

    private static string TextOf(double sentinel) => sentinel.ToString(CultureInfo.InvariantCulture);

    /// <summary>The file as it is read where its sentinels are told to stand for missing values.</summary>
    private static InspectedFile WithoutSentinels(InspectedFile file, CsvFrameOptions options)
    {
        double[] sentinels = SentinelsOf(file);
        if (sentinels.Length == 0)
        {
            return file;
        }

        string[] numbers = [.. file.Set.ColumnNames.Where(column => file.Set[0].Frame.Categories(column) is null)];
        SeriesSet set = file.Set.Map(item => numbers.Aggregate(item.Frame, (frame, column) => frame.Map(column, run =>
        {
            foreach (ref double value in run)
            {
                value = sentinels.Contains(value) ? double.NaN : value;
            }
        })));
        CsvFrameOptions read = options with { MissingTexts = [.. sentinels.Select(TextOf)] };
        return file with
        {
            Set = set,
            Profile = SeriesProfile.Of(set),
            Format = file.Format with { Given = GivenBy(read) },
            Sentinels = [.. file.Profile.Columns.Where(column => column.Sentinel is { } sentinel && sentinels.Contains(sentinel.Value))
                .Select(column => (column.Name, column.Sentinel!))],
        };
    }

    private static InspectedFile ReadTable(string path, string file, CsvFrameOptions options)
    {
        CsvDiagnosis table = CsvDiagnosis.Of(file, options);
        SeriesSet set = SeriesReader.Read(file, new SeriesReaderOptions
        {
            Format = SeriesFormat.Csv,
            Csv = table.Options,
            CancellationToken = options.CancellationToken,
        });
        CsvFormat found = CsvFormat.Detect(file, table.Options);
        InspectedFormat written = new(Named(file, found.Delimiter == '\t' ? "TSV" : "CSV"))
        {
            Delimiter = found.Delimiter,
            SkippedLines = found.SkippedLines,
            SkippedLinesEnd = found.SkippedLinesEnd,
            Notes = found.Notes,
            Decimal = found.DecimalSeparator,
            DateFormat = found.DateFormat,
            Encoding = found.Encoding,
            Units = [.. found.Columns.Where(column => column.Unit is not null).Select(column => (column.Name, column.Unit!))],
            TimeColumn = found.TimeColumn,
            IdColumns = table.Options.IdColumns ?? [],
            Given = GivenBy(table.Options),
        };
        InspectedFile inspected = new(path, written, set, SeriesProfile.Of(set))
        {
            HasSeriesInRows = table.Options.SeriesInRows == true,
            MayHaveSeriesInRows = table.MayHaveSeriesInRows,
            IsSorted = table.Options.Sort,
            MayTellApart = table.MayTellApart,
            ClockZone = table.ClockZone,
        };
        bool isRefused = table.Options.DuplicateTimestamps == DuplicateTimestamps.Refuse;
        inspected = inspected with { DuplicateTimestamps = isRefused ? 0 : table.Rows - inspected.Profile.Rows };

        // Where rows were averaged, a sentinel may be part of a mean: it is told alone, as a finding.
        return options.MissingTexts is null && isRefused ? WithoutSentinels(inspected, table.Options) : inspected;
    }

    private static string Named(string path, string format)
    {
        // As gzip begins.
        using Stream file = File.OpenRead(path);
        return file.ReadByte() == 0x1f && file.ReadByte() == 0x8b ? $"{format}, packed by gzip" : format;
    }

    /// <summary>The keys of a recipe that make a file be read so.</summary>
    private static List<(string Key, JsonNode Value)> GivenBy(CsvFrameOptions options)
    {
        (string Key, JsonNode? Value)[] keys =
        [
            ("id", options.IdColumns switch
            {
                null or [] => null,
                [var single] => single,
                var several => new JsonArray([.. several.Select(column => (JsonNode)column)]),
            }),
            ("class", options.ClassColumn),
            ("variable", options.VariableColumn),
            ("value", options.ValueColumn),
            ("delimiter", options.Delimiter is { } delimiter ? InspectedFormat.NameOf(delimiter) : null),
            ("skip-lines", options.SkipLines),
            ("skip-lines-end", options.SkipLinesEnd),
            ("orient", options.SeriesInRows == true ? "series-in-rows" : null),
            ("missing", options.MissingTexts switch
            {
                null or [] => null,
                [var single] => single,
                var several => new JsonArray([.. several.Select(text => (JsonNode)text)]),
            }),
            ("decimal", options.DecimalSeparator is { } point ? InspectedFormat.NameOf(point) : null),
            ("date-format", options.DateFormat),
            ("encoding", options.Encoding),
            ("time-zone", options.TimeZone),
            ("duplicate-timestamps", options.DuplicateTimestamps switch
            {
                DuplicateTimestamps.First => "first",
                DuplicateTimestamps.Last => "last",
                DuplicateTimestamps.Mean => "mean",
                _ => null,
            }),
        ];
        return [.. keys.Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!))];
    }
}
