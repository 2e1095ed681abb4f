using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>One channel of the series being read, with its stamps where it has some; used again for the next series.</summary>
internal sealed class TsChannel
{
    // Numbers as stamps are seconds after this moment, so that Unix time becomes the date that it means.
    private static readonly DateTime _epoch = new(1970, 1, 1);

    private readonly List<float> _values = [];
    private readonly List<DateTime> _stamps = [];

    public int Count => _values.Count;

    public ReadOnlySpan<float> Values => CollectionsMarshal.AsSpan(_values);

    public ReadOnlySpan<DateTime> Stamps => CollectionsMarshal.AsSpan(_stamps);

    public void Clear()
    {
        _values.Clear();
        _stamps.Clear();
    }

    public void Add(float value) => _values.Add(value);

    public void Add(DateTime stamp, float value)
    {
        _stamps.Add(stamp);
        _values.Add(value);
    }

    /// <summary>Reads a stamp: a date, or a number of seconds.</summary>
    /// <param name="text">The text.</param>
    /// <param name="stamp">The moment.</param>
    /// <param name="isNumber">Whether it was a number.</param>
    /// <returns>Whether it is one of them.</returns>
    public static bool TryParseStamp(ReadOnlySpan<char> text, out DateTime stamp, out bool isNumber)
    {
        isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds);
        if (!isNumber)
        {
            return TryParseDate(text, out stamp);
        }

        double ticks = Math.Round(seconds * TimeSpan.TicksPerSecond);
        bool fits = Math.Abs(ticks) < DateTime.MaxValue.Ticks; // false for NaN, too
        long moment = fits ? _epoch.Ticks + (long)ticks : -1;
        fits = moment >= 0 && moment <= DateTime.MaxValue.Ticks;
        stamp = fits ? new DateTime(moment) : default;
        return fits;
    }

    private static bool TryParseDate(ReadOnlySpan<char> text, out DateTime stamp)
    {
        const int longest = 64;
        Span<byte> bytes = stackalloc byte[3 * longest];
        long ticks = 0;
        bool isDate = text.Length <= longest && StampText.TryParse(StampKind.YearFirst, bytes[..Encoding.UTF8.GetBytes(text, bytes)], out ticks, out _);
        stamp = isDate ? new DateTime(ticks) : default;
        return isDate;
    }
}
