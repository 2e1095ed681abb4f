using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>
/// The one way in which numbers of files and databases become floats, so that a number gives the same bits wherever it comes from. A database
/// hands over a double where a file has its text, and rounding text to a double and the double to a float is not rounding text to a float:
/// the double may fall on the middle between two floats, with the text on either side of it.
/// </summary>
internal static class FloatParser
{
    /// <summary>The bits of a double's mantissa that a float has no room for.</summary>
    private const ulong LostBits = (1UL << 29) - 1;

    /// <summary>The lost bits of a double that is halfway between two floats.</summary>
    private const ulong Halfway = 1UL << 28;

    /// <summary>The float that is nearest to the shortest text of a double; infinite where it is too large for a float.</summary>
    /// <param name="value">The double.</param>
    public static float Of(double value)
    {
        // Below the smallest normal float more bits are lost, so that other doubles are halfway.
        bool isPlain = (BitConverter.DoubleToUInt64Bits(value) & LostBits) != Halfway && Math.Abs(value) >= 1.17549435e-38;
        return isPlain || value == 0 || !double.IsFinite(value)
            ? (float)value
            : float.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a number with a decimal point; one that is too large for a float, an infinite one and <c>NaN</c> are refused.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="value">The number.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out float value)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed);
        value = Of(parsed);
        return isNumber && float.IsFinite(value);
    }

    /// <summary>Reads a number with a decimal point; one that is too large for a float, an infinite one and <c>NaN</c> are refused.</summary>
    /// <param name="text">Its text in UTF-8.</param>
    /// <param name="value">The number.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out float value)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed);
        value = Of(parsed);
        return isNumber && float.IsFinite(value);
    }
}
