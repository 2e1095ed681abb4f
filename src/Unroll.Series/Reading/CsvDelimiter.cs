using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>Detects the delimiter: the character that cuts the first lines into equally many sensible cells.</summary>
internal static class CsvDelimiter
{
    private const int Rows = 200;

    /// <summary>The weight of a table that may begin further down: below that of any that begins with the first line.</summary>
    private const double UncertainShare = 0.1;

    /// <summary>The weight of a table whose header has one cell fewer than its rows: below that of an even one.</summary>
    private const double RowNameShare = 0.75;

    private const double Most = 0.5;
    private const int TailBytes = 1 << 16;
    private const double MostOther = 0.8;
    private const double LeastEven = 0.98;
    private const double LeastSensible = 0.9;

    private static readonly char[] _candidates = [',', ';', '\t', '|'];
    private static readonly MissingMarkers _missing = new(null);

    public static char Of(CsvSource source)
    {
        if (source.DelimiterHint is { } hint)
        {
            return hint;
        }

        char best = ',';
        double highest = 0;
        foreach (char candidate in _candidates)
        {
            double score = Score(source, candidate);
            if (score > highest)
            {
                highest = score;
                best = candidate;
            }
        }

        // Blanks also stand within cells: only where nothing else cuts the lines as well.
        double blanks = Score(source, CsvSource.Blanks);
        return highest < MostOther * blanks ? CsvSource.Blanks : best;
    }

    private static double Score(CsvSource source, char delimiter)
    {
        CsvSample sample;
        try
        {
            sample = CsvSample.Of(source, delimiter, Rows);
        }
        catch (Exception exception) when (exception is CsvFormatException or InputException)
        {
            // Lines that are endless with this character may be proper ones with another.
            return 0;
        }

        sample = sample.WithRowNames();
        if (sample.HasRowNames && sample.Rows[0] is ["", var only] && only.AsSpan().ContainsAny(_candidates))
        {
            // Time,Hits above rows with one blank each: the header is cut by another character, and the rows are without names.
            return 0;
        }

        CsvPreamble preamble = CsvPreamble.Of(sample);
        bool isUncertain = preamble.Rows == 0 && sample.Rows.Count > 0 && sample.Rows[0].Length < 2;
        string[][] rows = [.. sample.Rows.Skip(isUncertain ? preamble.Suspected : preamble.Rows)];
        if (rows.Length == 0 || rows[0].Length < 2)
        {
            return 0;
        }

        double even = rows.Count(row => row.Length == rows[0].Length
            || (delimiter == CsvSource.Blanks && row.Length == rows[0].Length + 1 && CsvRemarks.IsRemark(row[^1]))) / (double)rows.Length;
        string[] cells = [.. rows.Skip(1).SelectMany(row => row.Skip(sample.HasRowNames ? 1 : 0)).Where(cell => cell.Length > 0)];
        double sensible = cells.Length == 0 ? 0 : cells.Count(IsSensible) / (double)cells.Length;

        if (isUncertain && (even < Most || sensible < Most))
        {
            return 0;
        }

        if (delimiter == CsvSource.Blanks && (even < LeastEven || sensible < LeastSensible || AreSingle(source)))
        {
            return 0;
        }

        // Among those that are as good, the one that cuts more.
        return ((even * (0.2 + sensible)) + (1e-6 * Math.Min(rows[0].Length, 1000))) * (isUncertain ? UncertainShare : 1)
            * (sample.HasRowNames ? RowNameShare : 1);
    }

    /// <summary>Whether most lines are one number or date as a whole: 1 234, 5 kWh, 31 December 2017.</summary>
    private static bool AreSingle(CsvSource source)
    {
        IReadOnlyList<(long Start, string Text)> lines = source.LastLines(Rows, TailBytes);
        return lines.Count(line => IsSensible(line.Text.Trim())) > Most * lines.Count;
    }

    private static bool IsSensible(string cell) =>
        NumberParser.LooksLikeNumber(cell) || StampParser.IsStamp(cell) || StampDetection.AreTimesOfDay([cell])
            || NumberUnit.TrySplit(cell, out _, out _, out _)
            || _missing.Contains(cell) || CsvMarks.IsMarked(cell);
}
