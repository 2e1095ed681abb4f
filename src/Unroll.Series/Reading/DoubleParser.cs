using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>
/// The one way in which texts of files and databases become numbers, so that a number gives the same bits wherever it comes from.
/// </summary>
internal static class DoubleParser
{
    /// <summary>Whether a number is within the range of 32-bit floats, which networks take: finite, and not beyond 3.4e38.</summary>
    /// <param name="value">The number.</param>
    public static bool IsInRange(double value) => float.IsFinite((float)value);

    /// <summary>Reads a number with a decimal point; one beyond the range of floats, an infinite one and <c>NaN</c> are refused.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="value">The number.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && IsInRange(value);

    /// <summary>Reads a number with a decimal point; one beyond the range of floats, an infinite one and <c>NaN</c> are refused.</summary>
    /// <param name="text">Its text in UTF-8.</param>
    /// <param name="value">The number.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && IsInRange(value);
}
