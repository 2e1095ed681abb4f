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

    /// <summary>Whether the difference is significant at 5 %.</summary>
    public bool IsSignificant => PValue < Significant;
}
