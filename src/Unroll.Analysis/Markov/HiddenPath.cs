using System.Text;

namespace Unroll.Analysis.Markov;

/// <summary>A path through the states of a hidden Markov model.</summary>
/// <param name="States">The state at each time, from 0.</param>
/// <param name="LogProbability">The logarithm of the joint density of the path and what is seen.</param>
public sealed record HiddenPath(int[] States, double LogProbability)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(States), States), (nameof(LogProbability), LogProbability));
}
