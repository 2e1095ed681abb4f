using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Tasks.Analysing;

/// <summary>A file of series that is to be analysed, whose rows are brought into order where they are not.</summary>
/// <param name="Set">The series.</param>
/// <param name="Notes">Notes of the reading.</param>
internal sealed record AnalysedFile(SeriesSet Set, IReadOnlyList<string> Notes)
{
    /// <summary>Reads a file; a table whose rows are out of order or repeat stamps is sorted, told apart or averaged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known of it.</param>
    /// <exception cref="InputException">It cannot be read so.</exception>
    public static AnalysedFile Read(string path, SeriesReaderOptions options)
    {
        try
        {
            SeriesSet set = SeriesReader.Read(path, options);
            return HasCounterThatRestarts(set) && InOrder(path, options) is { } apart ? Read(path, options, apart)
                : new AnalysedFile(set, set.Notes);
        }
        catch (InputException exception)
        {
            // Whether the order of the rows is what is wrong takes a walk through the file, which most files need not have.
            if (InOrder(path, options) is not { } found)
            {
                throw;
            }

            try
            {
                return Read(path, options, found);
            }
            catch (InputException)
            {
                throw exception;
            }
        }
    }

    private static AnalysedFile Read(string path, SeriesReaderOptions options, CsvDiagnosis found)
    {
        SeriesSet set = SeriesReader.Read(path, options with { Csv = found.Options });
        return new AnalysedFile(set, [.. set.Notes, .. NotesOf(found, options.Csv, set)]);
    }

    /// <summary>
    /// Whether a single series without stamps may be several, one below the other: a column that is named like a counter of the rows, or
    /// begins like one, falls or repeats.
    /// </summary>
    private static bool HasCounterThatRestarts(SeriesSet set) => set.Count == 1 && set[0].Frame.Time.IsNumbered
        && set[0].Frame.RowCount > 0 && set.ColumnNames.Any(name => set[0].Frame.Categories(name) is null
            && (ColumnNames.IsCounter(name) || set[0].Frame.Column(name)[0] is 0 or 1) && Counter.Of(set, name) is null);

    /// <summary>Advice on reading a table whose rows are not in order; null where that is not what is wrong.</summary>
    private static CsvDiagnosis? InOrder(string path, SeriesReaderOptions options)
    {
        if (!File.Exists(path) || SeriesReader.Detect(path) != SeriesFormat.Csv)
        {
            return null;
        }

        CsvDiagnosis found = CsvDiagnosis.Of(path, options.Csv with { CancellationToken = options.CancellationToken });
        CsvFrameOptions way = found.Options;
        return way.Sort != options.Csv.Sort || way.DuplicateTimestamps != options.Csv.DuplicateTimestamps
            || (way.IdColumns is not null && options.Csv.IdColumns is null) ? found : null;
    }

    private static IEnumerable<string> NotesOf(CsvDiagnosis found, CsvFrameOptions given, SeriesSet set)
    {
        if (found.Options.IdColumns is { } columns && given.IdColumns is null)
        {
            string what = set[0].Frame.Time.IsNumbered ? "numbers" : "stamps";
            yield return $"{CountFormatter.Format(set.Count, "series")} are told apart by {string.Join(" and ", columns)}, as their rows "
                + $"repeat {what} (--id says otherwise).";
        }

        if (found.Options.Sort)
        {
            yield return "Rows that were out of order were sorted by time.";
        }

        long repeated = found.Rows - set.Items.Sum(item => (long)item.Frame.RowCount);
        if (found.Options.DuplicateTimestamps == DuplicateTimestamps.Mean && given.DuplicateTimestamps == DuplicateTimestamps.Refuse
            && repeated > 0)
        {
            yield return $"{CountFormatter.Format(repeated, "rows")} with the stamp of another: their mean counts "
                + "(--duplicate-timestamps says otherwise).";
        }
    }
}
