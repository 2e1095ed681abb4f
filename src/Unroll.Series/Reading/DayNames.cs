using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The days of the week before or behind a date of numbers, in the most usual languages: Mi, 01.01.2020.</summary>
internal static class DayNames
{
    private static readonly HashSet<string> _names = new(
        [
            "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
            "mo", "di", "mi", "do", "fr", "sa", "so", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
            "sonnabend", "sonntag",
            "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
            "mié", "mie", "jue", "vie", "sáb", "sab", "dom", "lunes", "martes", "miércoles", "miercoles", "jueves", "viernes", "sábado",
            "sabado", "domingo", "gio", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "domenica",
            "seg", "ter", "qua", "qui", "sex",
            "segunda", "terça", "quarta", "quinta", "sexta", "ma", "wo", "vr", "za", "zo", "maandag", "dinsdag", "woensdag", "donderdag",
            "vrijdag", "zaterdag", "zondag", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "月", "火", "水", "木", "金", "土", "日", "월", "화", "수",
            "목", "금", "토", "일",
        ],
        StringComparer.OrdinalIgnoreCase);

    private const int LongestName = 16;
    private const int LongestDate = 11;

    /// <summary>Whether a word is the name of a day, whole or short.</summary>
    /// <param name="word">The word.</param>
    public static bool Contains(string word) => _names.Contains(word);

    /// <summary>Passes over the name of a day at the beginning, with the blank, point or comma behind it: SA01-02-03 is an id.</summary>
    /// <param name="scanner">At the beginning.</param>
    public static void SkipBefore(ref StampScanner scanner)
    {
        int length = scanner.Rest.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (length is > 1 and <= LongestName && scanner.Rest[length - 1] is (byte)' ' or (byte)',' or (byte)'.'
            && HasDate(scanner.Rest[length..])
            && Contains(Encoding.UTF8.GetString(scanner.Rest[..length]).TrimEnd(' ', '.', ',')))
        {
            scanner.Position += length;
        }
    }

    /// <summary>The text without the name of a day behind it, which may stand in brackets: 2020-01-01 (Wed).</summary>
    /// <param name="text">The text.</param>
    public static ReadOnlySpan<byte> WithoutBehind(ReadOnlySpan<byte> text)
    {
        int last = text.LastIndexOfAnyInRange((byte)'0', (byte)'9') + 1;
        ReadOnlySpan<byte> behind = last > 0 ? text[last..] : default;
        return behind.Length is > 1 and <= LongestName && behind[0] is (byte)' ' or (byte)'(' or (byte)',' && HasDate(text)
            && Contains(Encoding.UTF8.GetString(behind).Trim(' ', ',', '(', ')', '.')) ? text[..last] : text;
    }

    /// <summary>Whether a text begins with a date of three numbers: "Mar 2020" is a month.</summary>
    private static bool HasDate(ReadOnlySpan<byte> text)
    {
        int separators = 0;
        foreach (byte character in text[..Math.Min(text.Length, LongestDate)])
        {
            separators += character is (byte)'-' or (byte)'/' or (byte)'.' ? 1 : 0;
        }

        return separators >= 2;
    }
}
