using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>Detects the delimiter: the character that cuts the first lines into equally many sensible cells.</summary>
internal static class CsvDelimiter
{
    private const int Rows = 200;

    /// <summary>The weight of a table that may begin further down: below that of any that begins with the first line.</summary>
    private const double UncertainShare = 0.1;

    private const double Most = 0.5;

    private static readonly char[] _candidates = [',', ';', '\t', '|'];

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

        return best;
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

        CsvPreamble preamble = CsvPreamble.Of(sample);
        bool isUncertain = preamble.Rows == 0 && sample.Rows.Count > 0 && sample.Rows[0].Length < 2;
        string[][] rows = [.. sample.Rows.Skip(isUncertain ? preamble.Suspected : preamble.Rows)];
        if (rows.Length == 0 || rows[0].Length < 2)
        {
            return 0;
        }

        double even = rows.Count(row => row.Length == rows[0].Length) / (double)rows.Length;
        string[] cells = [.. rows.Skip(1).SelectMany(row => row).Where(cell => cell.Length > 0)];
        double sensible = cells.Length == 0 ? 0 : cells.Count(IsSensible) / (double)cells.Length;

        if (isUncertain && (even < Most || sensible < Most))
        {
            return 0;
        }

        // Among those that are as good, the one that cuts more.
        return ((even * (0.2 + sensible)) + (1e-6 * Math.Min(rows[0].Length, 1000))) * (isUncertain ? UncertainShare : 1);
    }

    private static bool IsSensible(string cell) =>
        NumberParser.LooksLikeNumber(cell) || StampParser.IsStamp(cell) || NumberUnit.TrySplit(cell, out _, out _, out _)
            || Array.IndexOf(CsvFrameOptions.DefaultMissingTexts, cell.ToLowerInvariant()) >= 0;
}
