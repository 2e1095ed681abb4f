using System.Globalization;

namespace Unroll.Reports.Html;

/// <summary>An axis of a chart.</summary>
/// <param name="Name">What it shows, with its unit if it has one.</param>
/// <param name="From">Its least value.</param>
/// <param name="To">Its largest value.</param>
/// <param name="Whole">Whether there is nothing between whole numbers, as between epochs.</param>
internal sealed record PlotAxis(string Name, double From, double To, bool Whole = false)
{
    private const int Steps = 5;

    /// <summary>Where a value lies on the axis, 0 at its least value and 1 at its largest; 0.5 on an axis of one value.</summary>
    /// <param name="value">The value.</param>
    public double Share(double value) => To > From ? (value - From) / (To - From) : 0.5;

    /// <summary>Round numbers along the axis, 1, 2 or 5 times a power of ten apart, with as many decimals as tell them apart.</summary>
    public IEnumerable<(double Value, string Text)> Ticks()
    {
        if (!(To > From))
        {
            return [(From, From.ToString("0.###", CultureInfo.InvariantCulture))];
        }

        double rough = (To - From) / Steps;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        step = Whole ? Math.Max(1, step) : step;
        double first = Math.Ceiling((From / step) - 1e-9);
        int decimals = (int)Math.Max(0, -Math.Floor(Math.Log10(step) + 1e-9));
        string format = decimals > 5 || Math.Max(Math.Abs(From), Math.Abs(To)) >= 1e6 ? "0.##e0" : $"0.{new string('0', decimals)}";
        return Enumerable.Range(0, (int)(Math.Floor((To / step) + 1e-9) - first) + 1)
            .Select(i => (first + i) * step)
            .Select(value => (value, value == 0 ? "0" : value.ToString(format, CultureInfo.InvariantCulture)));
    }
}
