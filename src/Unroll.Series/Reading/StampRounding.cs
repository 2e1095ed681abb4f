using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// The rounding of counts since 1970 that are written with few digits and an exponent, as <c>1.70407e9</c> is to 10,000 seconds, and the
/// unit of the calendar that all of them are near.
/// </summary>
/// <param name="Resolution">Ticks that the last digit stands for.</param>
/// <param name="Unit">Ticks of the unit that stamps are brought to; 0 where they are near none.</param>
internal readonly record struct StampRounding(long Resolution, long Unit)
{
    private const int FewestCells = 10;

    private static readonly long[] _units =
    [
        TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, 30 * TimeSpan.TicksPerMinute, 15 * TimeSpan.TicksPerMinute,
        10 * TimeSpan.TicksPerMinute, 5 * TimeSpan.TicksPerMinute, TimeSpan.TicksPerMinute,
    ];

    /// <summary>The note of a rounding; null where stamps have a second's precision.</summary>
    public string? Note => Resolution == 0 ? null
        : $"Stamps are rounded to {Seconds}" + (Unit == 0
            ? ", and intervals with them: write them with all digits where that matters."
            : $": each is taken for the nearest {Name}.");

    /// <summary>The error of rows that have one stamp by the rounding.</summary>
    public string Repeats => $"stamps are rounded to {Seconds}, so that rows closer to one another have the same one: write them with all "
        + "digits, 1704067200 rather than 1.70407e9";

    private string Seconds =>
        CountFormatter.Format(Resolution / TimeSpan.TicksPerSecond, "seconds");

    private string Name => Unit == TimeSpan.TicksPerDay ? "day (UTC)" : Unit == TimeSpan.TicksPerHour ? "hour"
        : Unit == TimeSpan.TicksPerMinute ? "minute" : CountFormatter.Format(Unit / TimeSpan.TicksPerMinute, "minutes");

    /// <summary>The rounding of counts; <c>default</c> where it is at most a second.</summary>
    /// <param name="kind">What they count.</param>
    /// <param name="cells">The first ones.</param>
    public static StampRounding Of(StampKind kind, IReadOnlyList<string> cells)
    {
        if (kind is < StampKind.UnixSeconds or > StampKind.UnixNanoseconds || cells.Count == 0)
        {
            return default;
        }

        double unit = kind switch
        {
            StampKind.UnixSeconds => TimeSpan.TicksPerSecond,
            StampKind.UnixMilliseconds => TimeSpan.TicksPerMillisecond,
            StampKind.UnixMicroseconds => TimeSpan.TicksPerMicrosecond,
            _ => 1.0 / TimeSpan.NanosecondsPerTick,
        };
        (int Exponent, int Decimals)[] forms = [.. cells.Select(FormOf)];
        int decimals = forms.Max(form => form.Decimals);

        // A trailing zero may be left out: the one with the most decimals shows how many there are.
        long[] resolutions = [.. forms.Select(form => (long)Math.Round(unit * Math.Pow(10, form.Exponent - decimals)))];
        if (resolutions.Max() <= TimeSpan.TicksPerSecond)
        {
            return default;
        }

        long[] ticks = [.. cells.Select(cell => StampParser.TryParse(kind, Encoding.UTF8.GetBytes(cell), out long own, out _) ? own : 0)];
        long nearest = ticks.Length < FewestCells ? 0 : Array.Find(
            _units, candidate => candidate > 2 * resolutions.Max()
                && Enumerable.Range(0, ticks.Length).All(i => IsNear(ticks[i], candidate, resolutions[i])));
        return new(resolutions.Max(), nearest);
    }

    /// <summary>The stamp that a rounded one stands for.</summary>
    /// <param name="ticks">The stamp, out of the unit's multiple that it is near.</param>
    /// <returns>Whether it is near one, or need not be.</returns>
    public bool TryRound(ref long ticks)
    {
        if (Unit == 0)
        {
            return true;
        }

        bool isNear = IsNear(ticks, Unit, Resolution);
        ticks = (ticks + (Unit / 2)) / Unit * Unit;
        return isNear;
    }

    private static bool IsNear(long ticks, long unit, long resolution) =>
        (ticks + (unit / 2)) % unit - (unit / 2) is var off && 2 * Math.Abs(off) <= resolution;

    /// <summary>The exponent of a number, 0 where it has none, and the decimals before it.</summary>
    private static (int Exponent, int Decimals) FormOf(string cell)
    {
        int exponent = cell.AsSpan().IndexOfAny('e', 'E');
        int point = cell.AsSpan().IndexOfAny('.', ',');
        return (
            exponent < 0 ? 0 : int.Parse(cell.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            point < 0 ? 0 : (exponent < 0 ? cell.Length : exponent) - point - 1);
    }
}
