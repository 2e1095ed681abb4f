using System.Globalization;

namespace Unroll.Cli.Display;

/// <summary>Numbers of any size in little room.</summary>
internal static class NumberFormatter
{
    private const double Thousand = 1000;

    /// <summary>Four digits that count: <c>1,338</c>, <c>84.62</c>, <c>0.0012</c>, <c>2.37e+8</c>; a dash for what is not there.</summary>
    internal static string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return "–";
        }

        double size = Math.Abs(value);
        string format = size == 0 ? "0"
            : size >= 10_000_000 ? "0.00e+0"
            : size >= Thousand ? "#,##0"
            : size >= 100 ? "0.0"
            : size >= 10 ? "0.00"
            : size >= 0.01 ? "0.000"
            : size >= 0.001 ? "0.0000"
            : "0.0e+0";
        string text = value.ToString(format, CultureInfo.InvariantCulture);

        // Whole numbers are told as such: 7, not 7.000.
        return value == Math.Truncate(value) && size < Thousand ? value.ToString("0", CultureInfo.InvariantCulture) : text;
    }

    /// <summary>
    /// The format of numbers below each other, their decimals in line: at least three, and enough that the largest has four digits that
    /// count; powers of ten where it is very large or very small.
    /// </summary>
    internal static string ColumnFormat(IEnumerable<double> values)
    {
        double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        int decimals = largest >= 1 || largest == 0 ? 3 : 3 - (int)Math.Floor(Math.Log10(largest));
        return largest >= 10_000_000 || decimals > 7 ? "0.0000e+0" : "#,##0." + new string('0', decimals);
    }

    /// <summary>A score: three digits that count or more, whatever the size of the series.</summary>
    internal static string Score(double value)
    {
        double size = Math.Abs(value);
        string format = size >= 10_000_000 ? "0.00e+0" : size >= 1000 ? "0" : size >= 100 ? "0.0" : size >= 10 ? "0.00"
            : size >= 0.1 || size == 0 ? "0.000" : size >= 0.01 ? "0.0000" : size >= 0.001 ? "0.00000" : "0.00e+0";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A share in per cent, <c>33.4 %</c>; nothing at all is a dash, and what is not nothing is never shown as 0.</summary>
    internal static string Percent(double share) => share == 0 ? "–"
        : share < 0.0005 ? "<0.1 %"
        : (100 * share).ToString(share < 0.9995 || share == 1 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>A count, with a comma at the thousands; nothing is a dash.</summary>
    internal static string Count(long count) => count == 0 ? "–" : count.ToString("N0", CultureInfo.InvariantCulture);
}
