using System.Text;

namespace Unroll.Analysis.Decomposition;

/// <summary>A season of a series.</summary>
/// <param name="Period">Steps until it recurs.</param>
/// <param name="Values">Its value at each step: added to the trend, or a factor of it in a multiplicative decomposition.</param>
/// <param name="Strength">
/// From 0, nothing, to 1, all of what is left of the series without trend and other seasons: max(0, 1 − Var(residual) / Var(season +
/// residual)) (Wang, Smith and Hyndman, Data Mining and Knowledge Discovery 13, 2006).
/// </param>
public sealed record SeasonalComponent(int Period, IReadOnlyList<double> Values, double Strength)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Period), Period), (nameof(Values), Values), (nameof(Strength), Strength));
}
