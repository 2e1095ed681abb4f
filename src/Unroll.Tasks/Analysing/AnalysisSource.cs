using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Tasks.Analysing;

/// <summary>The columns of a file, of one series or of each of several, that are to be analysed.</summary>
/// <param name="Columns">The columns, all of a series before those of the next.</param>
/// <param name="Notes">Notes of the reading, each a sentence or more.</param>
public sealed record AnalysisSource(IReadOnlyList<AnalysedColumn> Columns, IReadOnlyList<string> Notes)
{
    /// <summary>Reads columns of a file.</summary>
    /// <param name="path">The file, of any format that is read.</param>
    /// <param name="options">Which columns, and what is known of the file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">It cannot be read, or has no such column, or none of numbers.</exception>
    public static AnalysisSource Read(string path, AnalysisSourceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new();
        SeriesReaderOptions reading = new()
        {
            Csv = new CsvFrameOptions
            {
                IdColumns = options.IdColumns,
                TimeZone = options.TimeZone,
                DuplicateTimestamps = options.DuplicateTimestamps ?? DuplicateTimestamps.Refuse,
            },
            CancellationToken = cancellationToken,
        };
        return SpooledInput.Read(
            path,
            file =>
            {
                AnalysedFile found = AnalysedFile.Read(file, reading);
                if (options.TimeColumn is { } time && !found.Set.ColumnNames.Contains(time))
                {
                    found = AnalysedFile.Read(file, reading with { Csv = reading.Csv with { TimeColumn = time } });
                }

                AnalysisSource source = Of(found.Set, options);
                return source with { Notes = [.. found.Notes, .. source.Notes.Skip(found.Set.Notes.Count)] };
            },
            new() { CancellationToken = cancellationToken });
    }

    /// <summary>Columns of series.</summary>
    /// <param name="set">The series.</param>
    /// <param name="options">Which columns.</param>
    /// <exception cref="InputException">There is no such column, or none of numbers.</exception>
    public static AnalysisSource Of(SeriesSet set, AnalysisSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new();
        string? counter = options.TimeColumn is null ? CounterOf(set, options) : null;
        string? time = options.TimeColumn is { } named && set.ColumnNames.Contains(named) ? named : counter;
        Frame first = set[0].Frame;
        string[] columns = options.Columns.Count > 0 ? [.. options.Columns]
            : [.. set.ColumnNames.Where(name =>
                name != time && first.Categories(name) is null && !options.Regressors.Contains(name))];
        if (columns.Length == 0)
        {
            throw new InputException(
                $"No column holds numbers: there {(set.ColumnNames.Count == 0 ? "is none" : $"are {string.Join(", ", set.ColumnNames)}")}. "
                + "Give a file with a column of numbers.");
        }

        if (options.Regressors.Intersect(columns).FirstOrDefault() is { } both)
        {
            throw new InputException($"Column {both} is analysed and a regressor: a column does not explain itself.") { Column = both };
        }

        if (columns.Concat(options.Regressors)
            .FirstOrDefault(name => first.HasColumn(name) && first.Categories(name) is not null) is { } texts)
        {
            throw new InputException($"Column {texts} holds texts, not numbers: name another one.") { Column = texts };
        }

        return new AnalysisSource(
            [.. set.Items.SelectMany(item => Of(item, columns, options.Regressors, time, isSeveral: set.Count > 1))],
            counter is null ? set.Notes
                : [.. set.Notes, $"Column {counter} counts the rows: it is their time, and is not analysed (--column {counter} does so)."]);
    }

    /// <summary>The column that counts the rows of a file without stamps, besides others and not asked for itself; null for none.</summary>
    private static string? CounterOf(SeriesSet set, AnalysisSourceOptions options)
    {
        Frame first = set[0].Frame;
        string[] numbers = [.. set.ColumnNames.Where(name => first.Categories(name) is null && !options.Regressors.Contains(name))];
        return !first.Time.IsNumbered || numbers.Length < 2 ? null : numbers.FirstOrDefault(name =>
            !options.Columns.Contains(name) && Counter.OfRows(set, name) is not null);
    }

    /// <summary>The same source with the columns of each series as one, which has its first column's values.</summary>
    internal AnalysisSource Join() => this with
    {
        Columns =
        [
            .. Columns.GroupBy(column => column.Series).Select(group => group.ToArray()).Select(columns => columns.Length == 1 ? columns[0]
                : columns[0] with
                {
                    Column = string.Join(", ", columns.Select(column => column.Column)),
                    Title = string.Join(", ", columns.Select(column => column.Title)),
                    Together = columns,
                }),
        ],
    };

    private static IEnumerable<AnalysedColumn> Of(
        SeriesItem item, string[] columns, IReadOnlyList<string> regressors, string? time, bool isSeveral)
    {
        TimeAxis axis = time is null ? TimeAxis.Of(item.Frame.Time) : TimeAxis.Of(time, item.Frame.Column(time).ToArray());
        return columns.Select(column =>
            new AnalysedColumn(item.Id, column, item.Frame.Column(column).ToArray(), item.Frame.Time, axis)
            {
                Title = isSeveral ? $"{item.Id}: {column}" : column,
                Regressors = [.. regressors.Select(name => KeyValuePair.Create(name, item.Frame.Column(name).ToArray()))],
            });
    }
}
