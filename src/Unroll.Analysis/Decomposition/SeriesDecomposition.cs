using System.Text;

namespace Unroll.Analysis.Decomposition;

/// <summary>A series taken apart into trend, seasons and residual, which add up to it, or multiply to it.</summary>
/// <param name="Observed">The series.</param>
/// <param name="Trend">The trend at each step; NaN where the method has none, as at the ends of moving averages.</param>
/// <param name="Seasons">The seasons, the shortest first.</param>
/// <param name="Residual">The rest at each step; NaN where the trend is.</param>
public sealed record SeriesDecomposition(
    IReadOnlyList<double> Observed,
    IReadOnlyList<double> Trend,
    IReadOnlyList<SeasonalComponent> Seasons,
    IReadOnlyList<double> Residual)
{
    /// <summary>Whether the parts multiply to the series; else they add up to it.</summary>
    public bool IsMultiplicative { get; init; }

    /// <summary>Trust in each value, from 0 to 1, of a robust method; 1 at each step of others.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [.. Enumerable.Repeat(1.0, Observed.Count)];

    /// <summary>
    /// Strength of the trend, from 0 to 1: max(0, 1 − Var(residual) / Var(trend + residual)), of logarithms where parts multiply.
    /// </summary>
    public double TrendStrength => Strengths.Of(Trend, Residual, Observed, IsMultiplicative);

    /// <summary>The series without its seasons: seasonally adjusted.</summary>
    public IReadOnlyList<double> Adjusted() =>
    [
        .. Observed.Select((value, i) => IsMultiplicative
            ? Seasons.Aggregate(value, (rest, season) => rest / season.Values[i])
            : Seasons.Aggregate(value, (rest, season) => rest - season.Values[i])),
    ];

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Observed), Observed), (nameof(Trend), Trend), (nameof(Seasons), Seasons), (nameof(Residual), Residual),
        (nameof(IsMultiplicative), IsMultiplicative), (nameof(Weights), Weights), (nameof(TrendStrength), TrendStrength));
}
