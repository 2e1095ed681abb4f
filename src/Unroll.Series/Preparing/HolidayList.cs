using System.Globalization;
using CsvHelper;

namespace Unroll.Series.Preparing;

/// <summary>
/// Holidays given one by one: the way to add any country, or a firm's own days. Dates that are not in the list are no holidays, so the
/// list must reach as far into the future as forecasts do.
/// </summary>
public sealed class HolidayList : HolidayCalendar
{
    private const string Expected = "expected a header line and one holiday a line, such as: date,name,weight and 2017-10-31,Reformation Day,1";

    private readonly ILookup<int, Holiday> _byYear;

    /// <summary>Creates the calendar.</summary>
    /// <param name="name">Name of the calendar.</param>
    /// <param name="holidays">The holidays, in any order.</param>
    /// <exception cref="ArgumentException">A weight is negative or no number.</exception>
    public HolidayList(string name, IEnumerable<Holiday> holidays)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(holidays);
        Name = name;
        Holidays = [.. holidays.OrderBy(holiday => holiday.Date)];
        if (Holidays.FirstOrDefault(holiday => !IsWeight(holiday.Weight)) is { } bad)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The weight of {bad.Name} on {bad.Date:yyyy-MM-dd} is {bad.Weight}, but must be a finite number of at least 0."), nameof(holidays));
        }

        _byYear = Holidays.ToLookup(holiday => holiday.Date.Year);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>All holidays, in order of their dates.</summary>
    public IReadOnlyList<Holiday> Holidays { get; }

    /// <summary>
    /// Reads a CSV file with the columns <c>date</c> (2017-10-31), <c>name</c> and <c>weight</c>, in any order; the weight may be left out
    /// or empty, and is then 1. The calendar is named after the file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read, or a line is wrong; the message names the file, the line and the text.</exception>
    public static HolidayList FromCsv(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (new FileInfo(path).Length == 0)
            {
                throw new InputException($"{path} is empty: {Expected}.");
            }

            using CsvReader reader = CsvReader.FromFile(path, CsvReaderOptions.Default with { TrimWhitespace = true, TrackLineNumbers = true });
            return new HolidayList(Path.GetFileNameWithoutExtension(path), ReadLines(path, reader));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file {path} with holidays: check the path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
        catch (CsvFormatException exception)
        {
            throw new InputException($"{path} is no regular CSV file: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Holiday> ForYear(int year) => [.. _byYear[year]];

    private static List<Holiday> ReadLines(string path, CsvReader reader)
    {
        reader.ReadHeader();
        string[] header = [.. reader.Headers.Select(name => name.ToLowerInvariant())];
        int date = Need(path, header, "date");
        int name = Need(path, header, "name");
        int weight = Array.IndexOf(header, "weight");
        List<Holiday> holidays = [];
        while (reader.Read())
        {
            if (reader.FieldCount != header.Length)
            {
                throw new InputException(
                    $"{path}, line {reader.LineNumber}: {reader.FieldCount} cells, but the header has {header.Length}: put names with commas in quotes.");
            }

            holidays.Add(new(
                ParseDate(path, reader.LineNumber, reader.GetString(date)),
                reader.GetString(name),
                weight < 0 ? 1 : ParseWeight(path, reader.LineNumber, reader.GetString(weight))));
        }

        return holidays.Count > 0 ? holidays : throw new InputException($"{path} has no holidays: {Expected}.");
    }

    private static int Need(string path, string[] header, string column)
    {
        int index = Array.IndexOf(header, column);
        return index >= 0
            ? index
            : throw new InputException($"{path} has no column '{column}'. Its columns are: {string.Join(", ", header)}; {Expected}.");
    }

    private static DateOnly ParseDate(string path, long line, string cell) =>
        DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new InputException($"{path}, line {line}, column 'date': got '{cell}', expected a date such as 2017-10-31.");

    private static float ParseWeight(string path, long line, string cell)
    {
        if (cell.Length == 0)
        {
            return 1;
        }

        return float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float weight) && IsWeight(weight)
            ? weight
            : throw new InputException($"{path}, line {line}, column 'weight': got '{cell}', expected a number of at least 0, such as 1 or 0.5.");
    }

    private static bool IsWeight(float weight) => float.IsFinite(weight) && weight >= 0;
}
