using System.Text;

namespace Unroll.Analysis.StateSpace;

/// <summary>A component of a series over time.</summary>
/// <param name="Name">The component's name.</param>
/// <param name="Mean">Its value at each time, by all observations.</param>
/// <param name="StandardError">The standard deviation of that.</param>
public sealed record ComponentEstimate(string Name, double[] Mean, double[] StandardError)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Name), Name), (nameof(Mean), Mean), (nameof(StandardError), StandardError));
}
