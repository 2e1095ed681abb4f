using System.Text;

namespace Unroll.Analysis;

/// <summary>Intervals that coming values lie in with a certain probability.</summary>
/// <param name="Coverage">The probability, between 0 and 1.</param>
/// <param name="Lower">The lower end of each step.</param>
/// <param name="Upper">The upper end of each step.</param>
public sealed record PredictionIntervals(double Coverage, double[] Lower, double[] Upper)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Coverage), Coverage), (nameof(Lower), Lower), (nameof(Upper), Upper));
}
