using System.Globalization;

namespace Unroll.Tasks.Learning;

/// <summary>A test of whether two predictors differ by more than chance.</summary>
/// <param name="Name">Its name: <c>diebold-mariano</c>.</param>
/// <param name="Statistic">Its statistic; NaN where it is not defined.</param>
/// <param name="PValue">
/// The probability of a difference at least as large, in either direction, where there is none; NaN where it is not defined.
/// </param>
/// <param name="Samples">Number of observations that it was made from.</param>
public sealed record SignificanceTest(string Name, double Statistic, double PValue, int Samples)
{
    /// <summary>The p-value below which a difference is called significant.</summary>
    public const double Significant = 0.05;

    // Smaller ones are told as less than that.
    private const double Least = 0.001;

    /// <summary>The p-value and the test in a few words: <c>p = 0.014 (mcnemar)</c>, <c>p &lt; 0.001 (diebold-mariano)</c>.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture, $"p {(PValue < Least ? "<" : "=")} {Math.Max(PValue, Least):0.000} ({Name})");

    /// <summary>Whether the difference is significant at 5 %.</summary>
    public bool IsSignificant => PValue < Significant;
}
