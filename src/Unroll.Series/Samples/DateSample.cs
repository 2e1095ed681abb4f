using System.Globalization;

namespace Unroll.Series.Samples;

/// <summary>
/// Made-up dates as people write them, beside ISO dates: "Thursday, the third of May 1999" and 1999-05-03. A date is written in one of 360
/// forms: with or without its weekday, day before month or behind, each in digits or words. The test part has dates that the training part
/// does not have, half of them in forms that it does not have either. The same seed gives the same list everywhere.
/// </summary>
public static class DateSample
{
    /// <summary>Dates of the training part when no other number is asked for.</summary>
    public const int TrainingDates = 16_000;

    /// <summary>Dates of the test part when no other number is asked for.</summary>
    public const int TestDates = 2_000;

    private const int FirstYear = 1900;
    private const int Years = 200;
    private const int TestEvery = 5;
    private const int HeldOutEvery = 6;

    private static readonly string[] _units =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] _tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] _ordinals =
    [
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
        "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];

    /// <summary>Forms of a date: weekdays × orders × days × months × years.</summary>
    public static int Forms => Weekdays * Orders * Days * Months * YearForms;

    private static int Weekdays => 3;

    private static int Orders => 3;

    private static int Days => 5;

    private static int Months => 4;

    private static int YearForms => 2;

    /// <summary>Makes the training part.</summary>
    /// <param name="dates">How many.</param>
    /// <param name="seed">Seed of everything.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> CreateTraining(int dates = TrainingDates, ulong seed = 1) =>
        Create(dates, new RandomStream(seed), isTest: false);

    /// <summary>Makes the test part: every other date in a form that the training part has, and the others in forms held out.</summary>
    /// <param name="dates">How many.</param>
    /// <param name="seed">Seed of everything.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> CreateTest(int dates = TestDates, ulong seed = 2) =>
        Create(dates, new RandomStream(seed), isTest: true);

    /// <summary>Whether the training part never writes a date in a form.</summary>
    /// <param name="form">The form, from 0.</param>
    public static bool IsHeldOut(int form) => form * 7 % Forms % HeldOutEvery == 0;

    /// <summary>A date in a form.</summary>
    /// <param name="date">The date.</param>
    /// <param name="form">The form, from 0 to below <see cref="Forms"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such form.</exception>
    public static string Write(DateOnly date, int form)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(form);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(form, Forms);
        (int rest, int weekday) = Math.DivRem(form, Weekdays);
        (rest, int order) = Math.DivRem(rest, Orders);
        (rest, int dayForm) = Math.DivRem(rest, Days);
        (int yearForm, int monthForm) = Math.DivRem(rest, Months);
        string name = date.ToString("MMMM", CultureInfo.InvariantCulture);
        string day = dayForm switch
        {
            0 => date.Day.ToString(CultureInfo.InvariantCulture),
            1 => date.Day.ToString("00", CultureInfo.InvariantCulture),
            2 => date.Day.ToString(CultureInfo.InvariantCulture) + Ending(date.Day),
            3 => Ordinal(date.Day),
            _ => $"the {Ordinal(date.Day)}",
        };
        string month = monthForm switch
        {
            0 => name,
            1 => name.ToLowerInvariant(),
            2 => name[..3],
            _ => name.ToUpperInvariant(),
        };
        string year = yearForm == 0 ? date.Year.ToString(CultureInfo.InvariantCulture) : Words(date.Year);
        string written = order switch
        {
            0 => $"{day} {month} {year}",
            1 => $"{day} of {month}, {year}",
            _ => $"{month} {day}, {year}",
        };
        return weekday switch
        {
            0 => written,
            1 => $"{date.DayOfWeek}, {written}",
            _ => $"{date.DayOfWeek.ToString()[..3]} {written}",
        };
    }

    /// <summary>Writes the training part: columns <c>written</c> and <c>iso</c>, apart by tabs.</summary>
    /// <param name="writer">Where to write it.</param>
    public static void WriteTraining(TextWriter writer) => WriteTable(writer, CreateTraining());

    /// <summary>Writes the test part: columns <c>written</c> and <c>iso</c>, apart by tabs.</summary>
    /// <param name="writer">Where to write it.</param>
    public static void WriteTest(TextWriter writer) => WriteTable(writer, CreateTest());

    private static void WriteTable(TextWriter writer, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write("written\tiso\n");
        foreach ((string written, string iso) in pairs)
        {
            writer.Write($"{written}\t{iso}\n");
        }
    }

    private static List<KeyValuePair<string, string>> Create(int dates, RandomStream random, bool isTest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dates, 1);
        int days = new DateOnly(FirstYear + Years, 1, 1).DayNumber - new DateOnly(FirstYear, 1, 1).DayNumber;
        List<KeyValuePair<string, string>> pairs = [];
        while (pairs.Count < dates)
        {
            // Every fifth date is one of the test part.
            int day = random.NextInt32(days / TestEvery) * TestEvery;
            DateOnly date = new DateOnly(FirstYear, 1, 1).AddDays(isTest ? day : day + 1 + random.NextInt32(TestEvery - 1));
            int form = random.NextInt32(Forms);
            if (IsHeldOut(form) == (isTest && pairs.Count % 2 == 1))
            {
                pairs.Add(new(Write(date, form), date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            }
        }

        return pairs;
    }

    private static string Ending(int day) => (day % 100 is 11 or 12 or 13 ? 0 : day % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    };

    private static string Ordinal(int day) => day <= 20 ? _ordinals[day]
        : day == 30 ? "thirtieth" : $"{_tens[day / 10]}-{_ordinals[day % 10]}";

    private static string Words(int year) => (year / 100, year % 100) switch
    {
        (20, < 10 and 0) => "two thousand",
        (20, < 10) => $"two thousand and {_units[year % 100]}",
        var (century, rest) => $"{Number(century)} {(rest == 0 ? "hundred" : rest < 10 ? $"oh {_units[rest]}" : Number(rest))}",
    };

    private static string Number(int number) => number < 20 ? _units[number]
        : number % 10 == 0 ? _tens[number / 10] : $"{_tens[number / 10]}-{_units[number % 10]}";
}
