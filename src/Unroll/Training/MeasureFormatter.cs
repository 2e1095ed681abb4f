using System.Globalization;

namespace Unroll.Training;

/// <summary>Losses and metrics as text.</summary>
internal static class MeasureFormatter
{
    /// <summary>A value with four decimals; with four digits and a power of ten where these would say little.</summary>
    /// <param name="value">The value.</param>
    public static string Format(double value) => Math.Abs(value) is >= 0.01 and < 1e4
        ? value.ToString("F4", CultureInfo.InvariantCulture)
        : value == 0 ? "0" : value.ToString("0.000e0", CultureInfo.InvariantCulture);
}
