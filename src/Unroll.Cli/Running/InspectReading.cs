using System.Text;
using Unroll.Series.Description;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Cli.Running;

/// <summary>Reads a file to be looked into.</summary>
internal static class InspectReading
{
    /// <summary>Reads and describes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user knows of it.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    internal static InspectedFile Read(string path, CsvFrameOptions options)
    {
        SeriesFormat format = SeriesReader.Detect(path);
        (SeriesSet set, CsvFrameOptions used) = Lenient(path, format, options);
        InspectedFormat written = FormatOf(path, format, options);
        InspectedFile file = new(path, written, set, SeriesDescription.Of(set)) { IsSorted = used.Sort, IsImages = format == SeriesFormat.Idx };
        long repeats = used.Repeats == CsvRepeats.Refuse ? 0 : Math.Max(1, RowsOf(path, options) - file.Description.Rows);
        return file with { Repeats = repeats };
    }

    /// <summary>
    /// Reads a file as it is, and where its rows are out of order or repeat a stamp once more with them put right: whoever looks into a file wants
    /// to know of that, and of the rest as well.
    /// </summary>
    private static (SeriesSet Set, CsvFrameOptions Used) Lenient(string path, SeriesFormat format, CsvFrameOptions options)
    {
        try
        {
            return (Read(options), options);
        }
        catch (InputException strict) when (format == SeriesFormat.Csv)
        {
            CsvFrameOptions[] milder =
            [
                options with { Repeats = CsvRepeats.Mean },
                options with { Sort = true },
                options with { Sort = true, Repeats = CsvRepeats.Mean },
            ];
            foreach (CsvFrameOptions attempt in milder)
            {
                try
                {
                    return (Read(attempt), attempt);
                }
                catch (InputException)
                {
                    // Something else is wrong, which the first reading has told; or the next attempt is the one.
                }
            }

            throw new InputException(strict.Message, strict);
        }

        SeriesSet Read(CsvFrameOptions attempt) => SeriesReader.Read(path, new SeriesReaderOptions { Format = format, Csv = attempt });
    }

    /// <summary>Rows of a table: lines that have something on them, a line break within quotes aside.</summary>
    private static long RowsOf(string path, CsvFrameOptions options)
    {
        if (IsPacked(path))
        {
            return 0;
        }

        CsvFormat format = CsvFormat.Detect(path, options);
        long rows = -format.SkippedLines - (format.HasHeader ? 1 : 0);
        bool isQuoted = false;
        foreach (string line in File.ReadLines(path, Encoding.GetEncoding(format.Encoding)))
        {
            rows += !isQuoted && line.AsSpan().Trim().Length > 0 ? 1 : 0;
            isQuoted ^= line.AsSpan().Count('"') % 2 == 1;
        }

        return rows;
    }

    private static bool IsPacked(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static InspectedFormat FormatOf(string path, SeriesFormat format, CsvFrameOptions options)
    {
        bool isPacked = IsPacked(path);
        if (format != SeriesFormat.Csv || isPacked)
        {
            string name = format switch
            {
                SeriesFormat.Csv => "CSV",
                SeriesFormat.Ts => "UCR/UEA archive",
                SeriesFormat.Tsf => "Monash archive",
                SeriesFormat.JsonLines => "JSON Lines",
                _ => "IDX images",
            };
            return new InspectedFormat(isPacked ? $"{name}, packed by gzip" : name) { Given = GivenBy(options) };
        }

        CsvFormat found = CsvFormat.Detect(path, options);
        return new InspectedFormat(found.Delimiter == '\t' ? "TSV" : "CSV")
        {
            Delimiter = found.Delimiter,
            Decimal = found.DecimalSeparator,
            DateFormat = found.DateFormat,
            Encoding = found.Encoding,
            TimeColumn = found.TimeColumn,
            IdColumn = options.IdColumn,
            Given = GivenBy(options),
        };
    }

    /// <summary>What the user had to say, as a recipe says it.</summary>
    private static List<(string Key, string Value)> GivenBy(CsvFrameOptions options)
    {
        List<(string, string)> given = [];
        if (options.IdColumn is { } id)
        {
            given.Add(("id", id));
        }

        if (options.Delimiter is { } delimiter)
        {
            given.Add(("delimiter", InspectedFormat.NameOf(delimiter)));
        }

        if (options.DecimalSeparator is { } point)
        {
            given.Add(("decimal", InspectedFormat.NameOf(point)));
        }

        if (options.DateFormat is { } dates)
        {
            given.Add(("date-format", dates));
        }

        return given;
    }
}
