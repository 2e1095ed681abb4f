using System.Text;

namespace Unroll.Analysis.Estimators;

/// <summary>The way of a method to a minimum that is known: how far off it is at each step.</summary>
/// <param name="Method">The method.</param>
/// <param name="Steps">Its start, and a point after each step.</param>
/// <param name="Excess">The value of the objective less that of the minimum, at each.</param>
/// <param name="Distances">The Euclidean distance from the minimum's parameters, as a share of their norm, at each.</param>
public sealed record LogisticPath(
    LogisticMethod Method, IReadOnlyList<LogisticStep> Steps, IReadOnlyList<double> Excess, IReadOnlyList<double> Distances)
{
    /// <summary>The name of the method.</summary>
    public string Name => Method switch
    {
        LogisticMethod.Newton => "Newton–Raphson",
        LogisticMethod.GradientDescent => "gradient descent",
        _ => "stochastic gradient descent",
    };

    /// <summary>The decimal digits of the parameters that are right after a step, at most the 16 of double precision.</summary>
    /// <param name="step">The step, from 0.</param>
    public double Digits(int step) => Distances[step] >= 1 ? 0 : Math.Min(-Math.Log10(Distances[step]), 16);

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Method), Method), (nameof(Steps), Steps), (nameof(Excess), Excess), (nameof(Distances), Distances),
        (nameof(Name), Name));
}
