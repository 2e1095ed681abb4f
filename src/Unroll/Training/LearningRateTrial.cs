using System.Text;

namespace Unroll.Training;

/// <summary>The result of <see cref="LearningRateFinder"/>.</summary>
/// <param name="Rates">The rates tried, rising; fewer than asked for where the loss diverged.</param>
/// <param name="Losses">The smoothed loss at each rate.</param>
/// <param name="Suggestion">The rate at which the loss fell fastest.</param>
public sealed record LearningRateTrial(IReadOnlyList<float> Rates, IReadOnlyList<double> Losses, float Suggestion)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Rates), Rates), (nameof(Losses), Losses), (nameof(Suggestion), Suggestion));
}
