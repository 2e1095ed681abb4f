using System.Globalization;

namespace Unroll.Models;

/// <summary>The result of a <see cref="GradientCheck"/>: the worst element of each gradient.</summary>
/// <param name="Comparisons">One for each parameter and each input that has a gradient.</param>
/// <param name="Tolerance">The largest error that passes.</param>
public sealed record GradientCheckResult(IReadOnlyList<GradientComparison> Comparisons, double Tolerance)
{
    /// <summary>Whether all gradients are right.</summary>
    public bool Passed => Comparisons.All(comparison => comparison.Error <= Tolerance);

    /// <summary>The comparison with the largest error.</summary>
    public GradientComparison Worst => Comparisons.MaxBy(comparison => comparison.Error)!;

    /// <summary>Throws where a gradient is wrong: for tests.</summary>
    /// <exception cref="InvalidOperationException">A gradient is wrong; the message names each that is.</exception>
    public void Require()
    {
        if (!Passed)
        {
            throw new InvalidOperationException(ToString());
        }
    }

    /// <summary>A line for each gradient.</summary>
    public override string ToString() => string.Join('\n', Comparisons.Select(comparison => string.Create(
        CultureInfo.InvariantCulture,
        $"{(comparison.Error <= Tolerance ? "right" : "wrong")}: {comparison.Name}, element {comparison.Index}: the backward pass gives "
        + $"{comparison.Gradient:G6}, differences {comparison.Difference:G6} (relative error {comparison.Error:0.0e+0})")));
}
