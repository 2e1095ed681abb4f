using System.Text;

namespace Unroll.Analysis.Estimators;

/// <summary>A point on the way to the minimum of logistic regression.</summary>
/// <param name="Iteration">How many steps were taken before; of stochastic gradient descent passes over all rows.</param>
/// <param name="Value">The value of the objective there.</param>
/// <param name="GradientNorm">The Euclidean norm of its gradient there.</param>
/// <param name="Parameters">The parameters.</param>
public sealed record LogisticStep(int Iteration, double Value, double GradientNorm, double[] Parameters)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Iteration), Iteration), (nameof(Value), Value), (nameof(GradientNorm), GradientNorm),
        (nameof(Parameters), Parameters));
}
