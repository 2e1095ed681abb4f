using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Unroll.Series.Reading;

/// <summary>The .NET format of stamps.</summary>
internal static partial class StampDescription
{
    public const string YearQuarter = "yyyyQq";

    public const string QuarterYear = "Qq yyyy";

    public const string Spreadsheet = "excel";

    public const string Spreadsheet1904 = "excel-1904";

    public const string Matlab = "matlab";

    public const string Julian = "julian";

    public const string ModifiedJulian = "modified-julian";

    public const string RowNumber = "row-number";

    public const string Week = "yyyy-Www";

    public const string WeekDay = "yyyy-Www-d";

    public const string WeekYear = "Www/yyyy";

    public const string YearWeek = "yyyyww";

    public const string YearDay = "yyyy-DDD";

    public const string CompactYearDay = "yyyyDDD";

    public const string YearMonth = "yyyyMmm";

    /// <summary>A year with a quarter or a half of it by a letter of a language: 2017K4, 2017-T4, 2017S2.</summary>
    public const string YearPart = "yyyyPp";

    public const string FiscalYear = "FYyyyy";

    public const string TwoYears = "yyyy/yy";

    /// <summary>Year, month, day, hour and minute in Chinese, Japanese and Korean.</summary>
    private static readonly SearchValues<char> _eastAsian =
        SearchValues.Create("\u5e74\u6708\u65e5\ub144\uc6d4\uc77c\u65f6\u6642\uc2dc\u5206\ubd84");

    private const int MostFormats = 20;

    private static readonly string[] _timeOfDay = ["HH", "mm", "ss", "FFFFFFF"];

    /// <summary>The format of stamps.</summary>
    /// <param name="kind">The family of spellings.</param>
    /// <param name="examples">Stamps of that kind, at least one.</param>
    public static string Of(StampKind kind, IReadOnlyList<string> examples)
    {
        // One stamp does not show whether days have one digit or months long names: the format is one that reads them all.
        string[] formats = [.. examples.Select(example => Of(kind, example)).Distinct().Take(MostFormats)];
        return formats.Concat(formats.Select(Loosened)).FirstOrDefault(
            format =>
                StampFormat.Given(format) is var given
                    && examples.All(example => given.TryParse(Encoding.UTF8.GetBytes(example), out _, out _)), formats[0]);
    }

    private static string Loosened(string format) =>
        Short().Replace(format, match => match.Value switch { "MMM" => "MMMM", var field => field[..1] });

    [GeneratedRegex("^[0-9]{4}[-/. ]?([QWMTKHS])([0-9]{1,2})(-[0-9])?")]
    private static partial Regex YearLetter();

    [GeneratedRegex("^[0-9]{4}[-/][0-9]{3}(?![0-9])")]
    private static partial Regex Ordinal();

    [GeneratedRegex("^(W|WK|WEEK|KW|CW|SEMAINE|SEMANA|VECKA|UGE|UKE)[ -]*[0-9]{1,2}[ /.,-]+[0-9]{4}$")]
    private static partial Regex WeekFirst();

    // A T within a stamp is that of ISO before a time of day.
    [GeneratedRegex("Q[1-4]|[1-4]Q|^T[1-4](?![0-9])|^[1-4]T(?![A-Z])")]
    private static partial Regex Quarter();

    [GeneratedRegex("[0-9]{4}|[0-9]{1,2}(:[0-9]{2})*")]
    private static partial Regex Numbers();

    [GeneratedRegex("([AaPp])\\.?\\s?[Mm](\\.|$)")]
    private static partial Regex HalfOfDay();

    [GeneratedRegex("^[0-9]{1,2}[/.-][0-9]{4}$")]
    private static partial Regex MonthAndYear();

    [GeneratedRegex("(?<!d)dd(?!d)|(?<!M)MMM?(?!M)|HH|hh")]
    private static partial Regex Short();

    private static string Of(StampKind kind, string example)
    {
        example = HalfOfDay().Replace(example, "$1M");
        string upper = example.ToUpperInvariant();
        return kind switch
        {
            StampKind.UnixSeconds => "unix-s",
            StampKind.UnixMilliseconds => "unix-ms",
            StampKind.UnixMicroseconds => "unix-us",
            StampKind.UnixNanoseconds => "unix-ns",
            StampKind.SpreadsheetDays => Spreadsheet,
            StampKind.SpreadsheetDays1904 => Spreadsheet1904,
            StampKind.MatlabDays => Matlab,
            StampKind.JulianDays => Julian,
            StampKind.ModifiedJulianDays => ModifiedJulian,
            StampKind.RowNumbers => RowNumber,
            StampKind.YearWeeks => YearWeek,
            StampKind.TwoYears => TwoYears,
            StampKind.YearFirst when upper.StartsWith("FY", StringComparison.Ordinal) => FiscalYear,
            StampKind.YearFirst when upper.Length == 7 && upper.All(char.IsAsciiDigit) => CompactYearDay,
            StampKind.YearFirst when YearLetter().Match(upper) is { Success: true } part => part.Groups[1].Value switch
            {
                "Q" => YearQuarter,
                "W" => part.Groups[3].Length > 0 ? WeekDay : Week,
                "M" => YearMonth,
                _ => YearPart,
            },
            StampKind.YearFirst when Ordinal().IsMatch(upper) => YearDay,
            StampKind.Named when WeekFirst().IsMatch(upper) => WeekYear,
            StampKind.Named when Quarter().IsMatch(upper) => QuarterYear,
            StampKind.DayFirst or StampKind.MonthFirst when MonthAndYear().IsMatch(example) =>
                $"{(example[1] is >= '0' and <= '9' ? "MM" : "M")}{example[^5]}yyyy",
            StampKind.YearFirst when IsCompact(example) => "yyyyMMddHHmmss"[..example.Length],
            StampKind.YearFirst => Digits(example, ["yyyy", "MM", "dd", .. _timeOfDay]),
            StampKind.DayFirst => Digits(example, ["dd", "MM", "yyyy", .. _timeOfDay]),
            StampKind.MonthFirst => Digits(example, ["MM", "dd", "yyyy", .. _timeOfDay]),
            _ => Digits(example, NamedOrder(example)),
        };
    }

    private static bool IsCompact(string example) => example.Length is 6 or 8 or 10 or 12 or 14 && example.All(char.IsAsciiDigit);

    private static string[] NamedOrder(string example)
    {
        string[] numbers = [.. Numbers().Matches(example).Select(match => match.Value)];
        if (numbers is [_, var ofDay, .., { Length: 4 }] && ofDay.Contains(':', StringComparison.Ordinal))
        {
            return ["dd", .. _timeOfDay[..3], "yyyy"];
        }

        bool hasDay = !(numbers.Length < 2 || numbers[1].Contains(':', StringComparison.Ordinal));
        bool yearFirst = numbers is [{ Length: 4 }, ..] || !hasDay;
        return [.. !hasDay ? ["yyyy"] : yearFirst ? new[] { "yyyy", "dd" } : ["dd", "yyyy"], .. _timeOfDay];
    }

    /// <summary>
    /// The fields that a run of digits holds without anything between them, as <c>20171231</c> and <c>180005</c> do; empty where it is one
    /// field.
    /// </summary>
    private static string Run(string[] fields, int field, int digits)
    {
        string run = "";
        for (; field < fields.Length - 1 && run.Length < digits; field++)
        {
            run += fields[field];
        }

        return run.Length == digits && digits >= 4 ? run : "";
    }

    /// <summary>Each run of digits becomes the next field, names become MMM or dddd, half days tt, an offset K.</summary>
    private static string Digits(string example, string[] fields)
    {
        StringBuilder format = new();
        int field = 0;
        int timeField = fields.Length - _timeOfDay.Length;
        for (int i = 0; i < example.Length;)
        {
            int end = i;
            if (char.IsAsciiDigit(example[i]))
            {
                while (end < example.Length && char.IsAsciiDigit(example[end]))
                {
                    end++;
                }

                // A fraction only follows a point; hours, minutes and seconds follow each other.
                string name = field < fields.Length ? fields[field] : "";
                string run = Run(fields, field, end - i);
                if (run.Length > name.Length)
                {
                    format.Append(run);
                    for (; i < end; field++)
                    {
                        i += fields[field].Length;
                    }

                    continue;
                }

                format.Append(
                    name switch { "yyyy" when end - i == 2 => "yy", "dd" or "MM" or "HH" when end - i == 1 => name[..1], _ => name });
                field++;
            }
            else if (char.IsLetter(example[i]))
            {
                while (end < example.Length && char.IsLetter(example[end]))
                {
                    end++;
                }

                string word = example[i..end].ToUpperInvariant();
                format.Append(word switch
                {
                    "T" => "'T'",
                    "ST" or "ND" or "RD" or "TH" or "ER" when i > 0 && char.IsAsciiDigit(example[i - 1]) => $"'{example[i..end]}'",
                    "DE" or "Г" => $"'{example[i..end]}'",
                    _ when word.AsSpan().ContainsAny(_eastAsian) => word,
                    _ when field > 0 && ZoneName.TryParse(Encoding.ASCII.GetBytes(word), out _) => "K",
                    "AM" or "PM" or "A" or "P" => "tt",
                    _ when word.EndsWith("DAY", StringComparison.Ordinal) || NamedStamp.IsDay(word) || DayNames.Contains(word) =>
                        end - i > 3 ? "dddd" : "ddd",
                    _ => end - i > 3 ? "MMMM" : "MMM",
                });
            }
            else if (field > timeField && example[i] is '+' or '-')
            {
                format.Append(format[^1] == 'K' ? "" : "K");
                break;
            }
            else
            {
                end = i + 1;
                format.Append(example[i] is '\'' or '"' ? $"\\{example[i]}" : example[i].ToString());
            }

            i = end;
        }

        bool hasHalves = format.ToString().Contains("tt", StringComparison.Ordinal);
        return hasHalves ? format.Replace('H', 'h').ToString() : format.ToString();
    }
}
