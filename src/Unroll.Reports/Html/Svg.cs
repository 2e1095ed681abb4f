using System.Globalization;

namespace Unroll.Reports.Html;

/// <summary>Numbers as attributes of drawings hold them.</summary>
internal static class Svg
{
    /// <summary>A place or length, to a hundredth of a pixel.</summary>
    /// <param name="value">The number.</param>
    public static string Show(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A scale, opacity or place, to a ten-thousandth.</summary>
    /// <param name="value">The number.</param>
    public static string Fine(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
