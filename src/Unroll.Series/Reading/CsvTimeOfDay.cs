using System.Globalization;
using System.Text.RegularExpressions;

namespace Unroll.Series.Reading;

/// <summary>Times of day in a column beside one of dates: 18:00, spans of hours such as 18 - 19, and numbers such as 1830.</summary>
internal static partial class CsvTimeOfDay
{
    private const int FewestTimes = 4;
    private const int Hundred = 100;
    private const int HoursOfDay = 24;
    private const int MinutesOfHour = 60;

    /// <summary>Digits of 1830.</summary>
    private const int HoursAndMinutes = 4;

    /// <summary>Digits of 183000.</summary>
    internal const int HoursToSeconds = 6;

    private static readonly string[] _names =
        ["time", "hour", "hours", "timeofday", "uhrzeit", "zeit", "stunde", "hora", "heure", "ora", "время", "час"];

    /// <summary>Whether a column is called after a time of day: <c>Time</c>, <c>&lt;TIME&gt;</c>, <c>time_of_day</c>.</summary>
    /// <param name="name">The name of the column.</param>
    public static bool IsNamed(string name) => Array.IndexOf(_names, CsvStampParts.Plain(name).Trim('<', '>')) >= 0;

    /// <summary>Whether a time of day is among the words of a name: <c>Start Time</c>, <c>Time Local</c>.</summary>
    /// <param name="name">The name of the column.</param>
    public static bool HasWord(string name) => name.ToLowerInvariant()
        .Split([' ', '_', '-', '.', '(', ')', '[', ']', '<', '>'], StringSplitOptions.RemoveEmptyEntries)
        .Any(word => Array.IndexOf(_names, word) >= 0);

    /// <summary>Whether all cells of a column are times of day, or spans from one to another.</summary>
    /// <param name="name">The name of the column; empty where it has none.</param>
    /// <param name="cells">The cells.</param>
    public static bool AreTimes(string name, IReadOnlyList<string> cells) =>
        StampDetection.AreTimesOfDay(cells) || AreSpans(cells, IsNamed(name) || HasWord(name));

    /// <summary>
    /// Whether all cells are spans of as many hours or minutes: <c>00 - 01</c>, <c>23:45-24:00</c>. Where no name says so, they make up
    /// a day: <c>1-2</c>, <c>2-3</c> may be parts of a road.
    /// </summary>
    private static bool AreSpans(IReadOnlyList<string> cells, bool isNamed)
    {
        HashSet<int> lengths = [];
        HashSet<int> begins = [];
        foreach (string cell in cells)
        {
            Match match = Span().Match(cell);
            if (!match.Success)
            {
                return false;
            }

            int from = MinutesOf(match.Groups[1].Value), to = MinutesOf(match.Groups[2].Value);
            begins.Add(from % (HoursOfDay * MinutesOfHour));
            lengths.Add((to - from + (HoursOfDay * MinutesOfHour)) % (HoursOfDay * MinutesOfHour));
        }

        if (begins.Count < FewestTimes || lengths.Count != 1 || lengths.Contains(0))
        {
            return false;
        }

        int length = lengths.Single(), first = begins.Min();
        return isNamed
            || (begins.Count * length == HoursOfDay * MinutesOfHour && begins.All(begin => (begin - first) % length == 0));
    }

    /// <summary>
    /// The digits of times of day that are written as numbers, whose zeros at the beginning may be left out: 4 for 1830, 6 for 183000; 0
    /// where the numbers are none, or may be hours.
    /// </summary>
    /// <param name="cells">The cells.</param>
    public static int DigitsOf(IReadOnlyList<string> cells)
    {
        int longest = cells.Count == 0 ? 0 : cells.Max(cell => cell.Length);
        int digits = longest is 5 or HoursToSeconds ? HoursToSeconds : longest is 3 or HoursAndMinutes ? HoursAndMinutes : 0;
        return digits > 0 && cells.All(IsClock) && cells.Distinct().Count() >= FewestTimes ? digits : 0;

        bool IsClock(string cell)
        {
            bool isNumber = int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            int minutes = digits == HoursToSeconds ? number / Hundred : number;
            return isNumber && (digits == HoursAndMinutes || number % Hundred < MinutesOfHour) && minutes % Hundred < MinutesOfHour
                && minutes <= HoursOfDay * Hundred;
        }
    }

    /// <summary>The bytes of a cell that say the time of day: the beginning of a span.</summary>
    /// <param name="cell">The cell.</param>
    public static ReadOnlySpan<byte> BeginOf(ReadOnlySpan<byte> cell)
    {
        int end = cell.IndexOfAnyExceptInRange((byte)'0', (byte)':');
        return end is > 0 and <= 5 && cell[end..].IndexOfAny((byte)'-', (byte)0xE2) >= 0 ? cell[..end] : cell;
    }

    private static int MinutesOf(string time)
    {
        string[] parts = time.Split(':');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture) * MinutesOfHour)
            + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
    }

    [GeneratedRegex(@"^((?:[01]?[0-9]|2[0-4])(?::[0-5][0-9])?)\s*[-–]\s*((?:[01]?[0-9]|2[0-4])(?::[0-5][0-9])?)$")]
    private static partial Regex Span();
}
