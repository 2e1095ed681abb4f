namespace Unroll.Series.Reading;

/// <summary>The table within a CSV file: without the prose before it and the totals and notes behind it.</summary>
/// <param name="Source">The file, from the table's first line to its last.</param>
/// <param name="Sample">The first rows, from the header on.</param>
/// <param name="SuspectedLine">The line that the table may only begin on; 0 where nothing hints at that.</param>
/// <param name="Header">A header of several lines; null where it has one, or none.</param>
internal sealed record CsvTableRange(CsvSource Source, CsvSample Sample, long SuspectedLine, CsvHeaderLines? Header = null)
{
    private const int LastBytes = 1 << 20;

    /// <summary>Finds the table: lines of prose before it are left out where it is certain which they are.</summary>
    /// <param name="source">The file.</param>
    /// <param name="delimiter">The character between cells.</param>
    /// <param name="options">What is known of it.</param>
    /// <exception cref="InputException">It has fewer lines than are to be left out.</exception>
    public static CsvTableRange Find(CsvSource source, char delimiter, CsvFrameOptions options)
    {
        CsvTableRange begun = Begin(source, delimiter, options);
        CsvSource table = options.SkipLinesEnd is { } lines
            ? WithoutLast(begun.Source, lines)
            : CsvFooter.Without(begun.Source, delimiter, begun.Sample.Rows);
        return table == begun.Source ? begun : begun with
        {
            Source = table,
            Sample = Named(WithNames(CsvSample.Of(table, delimiter, CsvSample.MostRows + 1), begun.Header), options),
        };
    }

    private static CsvTableRange Begin(CsvSource source, char delimiter, CsvFrameOptions options)
    {
        CsvSample sample = CsvSample.Of(source, delimiter, CsvSample.MostRows + 1);
        if (options.HasHeader != false && sample.WithRowNames() is { HasRowNames: true } named)
        {
            return new(source, named, 0);
        }

        CsvPreamble preamble = CsvPreamble.Of(sample);
        CsvHeaderLines? header = options.HasHeader == false ? null
            : CsvHeaderLines.Of(sample, preamble.Rows)
                ?? (preamble is { Rows: 0, Suspected: > 1 } ? CsvHeaderLines.BelowProse(sample, preamble.Suspected) : null)
                ?? (delimiter == CsvSource.Blanks && preamble is { Rows: 0, Suspected: > 1 }
                    ? CsvHeaderLines.AboveUnits(sample, preamble.Suspected) : null)
                ?? CsvHeaderLines.WithFacts(sample) ?? CsvHeaderLines.InComments(source, sample, delimiter);
        if (header is not null)
        {
            // The last line of the header is read as the first one of the table, and passed over.
            CsvSource below = CsvSource.Of(source.Path, options.Encoding, (int)header.LastLine - 1, options.CancellationToken);
            CsvSample rest = CsvSample.Of(below, delimiter, CsvSample.MostRows + 1);
            if (rest.Rows.Count > 1 && rest.Rows[1].AsSpan().SequenceEqual(header.FirstRow))
            {
                return new(below, WithNames(rest, header), 0, header);
            }
        }

        if (preamble.Rows > 0 && options.SkipLines is null)
        {
            CsvSource table = CsvSource.Of(
                source.Path, options.Encoding, (int)sample.Lines[preamble.Rows] - 1, options.CancellationToken);
            CsvSample rest = CsvSample.Of(table, delimiter, CsvSample.MostRows + 1);
            if (rest.Rows.Count > 0 && rest.Rows[0].AsSpan().SequenceEqual(sample.Rows[preamble.Rows]))
            {
                return new(table, Named(rest, options), 0);
            }
        }

        return new(source, sample, preamble.Suspected > 0 ? sample.Lines[preamble.Suspected] : 0);
    }

    private static CsvSample WithNames(CsvSample sample, CsvHeaderLines? header) =>
        header is null ? sample : sample with { Rows = [header.Names, .. sample.Rows.Skip(1)] };

    private static CsvSample Named(CsvSample sample, CsvFrameOptions options) =>
        options.HasHeader == false ? sample : sample.WithRowNames();

    private static CsvSource WithoutLast(CsvSource source, int lines)
    {
        IReadOnlyList<(long Start, string Text)> last = source.LastLines(Math.Clamp(lines, 0, int.MaxValue - 1) + 1, LastBytes);
        return lines == 0 ? source
            : lines > 0 && last.Count > lines ? source.Until(last[^lines].Start, lines, last[^lines].Text)
            : throw new InputException(
                $"{source.Path} is to be read without its last {CountFormatter.Format(lines, "lines")}, but "
                + (lines < 0 ? "their number cannot be below 0" : $"only {last.Count} are found within its last {LastBytes} bytes")
                + ": correct the number of lines after the table (recipe: data.skip-lines-end; in code: SkipLinesEnd).")
            {
                Field = "data.skip-lines-end",
            };
    }
}
