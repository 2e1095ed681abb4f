using System.Globalization;
using CsvHelper;

namespace Unroll.Series.Preparing;

/// <summary>Holidays from a list or a file, for countries and companies that are not built in.</summary>
public sealed class HolidayList : HolidayCalendar
{
    private readonly ILookup<int, Holiday> _byYear;
    private readonly Holiday[] _all;

    /// <summary>Creates a list.</summary>
    /// <param name="name">Name of the list.</param>
    /// <param name="holidays">The holidays.</param>
    public HolidayList(string name, IEnumerable<Holiday> holidays)
    {
        Name = name;
        _all = [.. holidays];
        _byYear = _all.ToLookup(holiday => holiday.Date.Year);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>All holidays of the list.</summary>
    public IReadOnlyList<Holiday> All => _all;

    /// <summary>Reads a CSV file with the columns date, name and weight; a missing weight is 1.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is missing or empty, or a line is no holiday; the message names it.</exception>
    public static HolidayList Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using CsvReader reader =
                CsvReader.FromFile(path, CsvReaderOptions.Default with { TrimWhitespace = true, TrackLineNumbers = true });
            reader.ReadHeader();
            if (reader.Headers is [{ } first, ..] && !first.Equals("date", StringComparison.OrdinalIgnoreCase))
            {
                // Without a header line, the first holiday would be taken for it and be lost.
                throw new InputException(
                    $"{path}, line 1: got '{first}' as the first column, expected the header line 'date,name,weight'.");
            }

            List<Holiday> holidays = [];
            while (reader.Read())
            {
                holidays.Add(ReadHoliday(path, reader));
            }

            return holidays.Count > 0
                ? new HolidayList(Path.GetFileName(path), holidays)
                : throw new InputException($"{path} lists no holidays: expected a header line 'date,name,weight' and one line a holiday.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CsvFormatException)
        {
            throw new InputException($"The holidays in {path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Holiday> ForYear(int year) => _byYear[year];

    private static Holiday ReadHoliday(string path, CsvReader reader)
    {
        string date = reader.FieldCount > 0 ? reader.GetString(0) : "";
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            throw new InputException($"{path}, line {reader.LineNumber}: got '{date}', expected a date such as 2025-12-25.");
        }

        string text = reader.FieldCount > 2 && !reader.IsEmpty(2) ? reader.GetString(2) : "1";
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double weight) || weight is not (>= 0 and <= 1))
        {
            throw new InputException($"{path}, line {reader.LineNumber}: got the weight '{text}', expected a number from 0 to 1.");
        }

        return new Holiday(day, reader.FieldCount > 1 ? reader.GetString(1) : "", weight);
    }
}
