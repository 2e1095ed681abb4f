using System.Text;

namespace Unroll.Analysis.Markov;

/// <summary>A random draw from a hidden Markov model.</summary>
/// <param name="States">The state at each time, from 0.</param>
/// <param name="Columns">What is seen, [column][time].</param>
public sealed record HiddenSample(int[] States, double[][] Columns)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(States), States), (nameof(Columns), Columns));
}
