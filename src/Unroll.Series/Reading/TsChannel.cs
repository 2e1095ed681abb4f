using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>One channel of the series being read, with its stamps where it has some; used again for the next series.</summary>
internal sealed class TsChannel
{
    // Numbers as stamps are seconds after this moment, so that Unix time becomes the date that it means.
    private static readonly DateTime _epoch = new(1970, 1, 1);

    // From here on values are handed over in the array that they were read into, as a copy would take as much again.
    private const int Large = 1 << 18;

    private readonly List<DateTime> _stamps = [];
    private double[] _values = new double[16];

    public int Count { get; private set; }

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    public ReadOnlySpan<DateTime> Stamps => CollectionsMarshal.AsSpan(_stamps);

    public void Clear()
    {
        Count = 0;
        _stamps.Clear();
    }

    public void Add(double value)
    {
        if (Count == _values.Length)
        {
            Array.Resize(ref _values, (int)Math.Min(2L * Count, Array.MaxLength));
        }

        _values[Count++] = value;
    }

    /// <summary>The values, to be kept: a copy, or the array itself, which this channel then gives up.</summary>
    public ReadOnlyMemory<double> Take()
    {
        if (Count < Large || Count < _values.Length / 2)
        {
            return Values.ToArray();
        }

        ReadOnlyMemory<double> values = _values.AsMemory(0, Count);
        _values = new double[16];
        Count = 0;
        return values;
    }

    public void Add(DateTime stamp, double value)
    {
        _stamps.Add(stamp);
        Add(value);
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
        bool isDate = text.Length <= longest
            && StampParser.TryParse(StampKind.YearFirst, bytes[..Encoding.UTF8.GetBytes(text, bytes)], out ticks, out _);
        stamp = isDate ? new DateTime(ticks) : default;
        return isDate;
    }
}
