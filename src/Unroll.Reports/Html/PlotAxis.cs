using System.Globalization;

namespace Unroll.Reports.Html;

/// <summary>An axis of a chart.</summary>
/// <param name="Name">What it shows, with its unit if it has one.</param>
/// <param name="From">Its least value.</param>
/// <param name="To">Its largest value.</param>
/// <param name="IsWhole">Whether there is nothing between whole numbers, as between epochs.</param>
/// <param name="IsLogarithmic">Whether equal ratios are equally long; its least value is above 0 then.</param>
internal sealed record PlotAxis(string Name, double From, double To, bool IsWhole = false, bool IsLogarithmic = false)
{
    private const int Steps = 5;
    private const int MostPowers = 7;

    /// <summary>The place of a value on the axis, 0 at its least value and 1 at its largest; 0.5 on an axis of one value.</summary>
    /// <param name="value">The value.</param>
    public double Share(double value) => !(To > From) ? 0.5
        : IsLogarithmic ? Math.Log(value / From) / Math.Log(To / From)
        : (value - From) / (To - From);

    /// <summary>Whether a value has a place on the axis.</summary>
    /// <param name="value">The value.</param>
    public bool Holds(double value) => double.IsFinite(value) && (value > 0 || !IsLogarithmic);

    /// <summary>Whether a value that has a place lies within the axis' ends; an axis may end before its values do.</summary>
    /// <param name="value">The value.</param>
    public bool Covers(double value) => Share(value) is >= -1e-9 and <= 1 + 1e-9;

    /// <summary>Round numbers along the axis, with as many decimals as tell them apart: 1, 2 or 5 times a power of ten apart.</summary>
    public IEnumerable<(double Value, string Text)> Ticks()
    {
        if (!(To > From))
        {
            return [(From, From.ToString("0.###", CultureInfo.InvariantCulture))];
        }

        return IsLogarithmic ? LogarithmicTicks() : LinearTicks();
    }

    private (double Value, string Text)[] LinearTicks()
    {
        double rough = (To - From) / Steps;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        step = IsWhole ? Math.Max(1, step) : step;
        double first = Math.Ceiling((From / step) - 1e-9);
        int decimals = (int)Math.Max(0, -Math.Floor(Math.Log10(step) + 1e-9));
        double largest = Math.Max(Math.Abs(From), Math.Abs(To));
        bool isShort = decimals > 5 || (largest >= 1e6 && step >= largest / 500);
        string format = isShort ? "0.##e0" : $"{(largest >= 1e4 ? "#,0" : "0")}.{new string('0', decimals)}";
        return [.. Enumerable.Range(0, (int)(Math.Floor((To / step) + 1e-9) - first) + 1)
            .Select(i => (first + i) * step)
            .Select(value => (value, value == 0 ? "0" : value.ToString(format, CultureInfo.InvariantCulture)))];
    }

    // 1, 2 and 5 times the powers of ten, or the powers alone where that is enough.
    private (double Value, string Text)[] LogarithmicTicks()
    {
        int lowest = (int)Math.Floor(Math.Log10(From)), highest = (int)Math.Ceiling(Math.Log10(To));
        double[] factors = highest - lowest > 4 ? [1] : [1, 2, 5];
        int each = Math.Max(1, (highest - lowest) / MostPowers);
        (double Value, string Text)[] ticks = [.. Enumerable.Range(lowest, highest - lowest + 1).Where(exponent => exponent % each == 0)
            .SelectMany(exponent => factors.Select(factor => factor * Math.Pow(10, exponent)))
            .Where(value => value >= From * (1 - 1e-9) && value <= To * (1 + 1e-9))
            .Select(value => (value, value.ToString(value is < 1e-4 or >= 1e6 || (each > 1 && value != 1)
                ? "0.##e0" : "#,0.#####", CultureInfo.InvariantCulture)))];
        return ticks.Length >= 2 ? ticks : LinearTicks();
    }
}
