using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Trend;

/// <summary>
/// The Hodrick–Prescott filter: the curve that balances its distance from the values against its bending, Σ(y − τ)² + λ·Σ(Δ²τ)² (Hodrick
/// and Prescott, Journal of Money, Credit and Banking 29, 1997). Missing values (NaN) are bridged by the curve.
/// </summary>
public static class HodrickPrescott
{
    /// <summary>The λ of quarterly data, which all others are set by.</summary>
    public const double Quarterly = 1600;

    /// <summary>The λ that smooths as 1,600 does of quarters: 6.25 for years, 129,600 for months (Ravn and Uhlig, 2002).</summary>
    /// <param name="stepsPerYear">Values in a year, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0.</exception>
    public static double LambdaFor(double stepsPerYear)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepsPerYear);
        return Quarterly * Math.Pow(stepsPerYear / 4, 4);
    }

    /// <summary>The trend.</summary>
    /// <param name="values">The series.</param>
    /// <param name="lambda">The weight of bending, at least 0: 0 gives the values themselves, infinitely much a straight line.</param>
    /// <returns>The trend, a value a step; the cycle is what is left of the series.</returns>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or no number.</exception>
    /// <exception cref="InputException">A value is infinite, or fewer than two are there.</exception>
    public static double[] Trend(ReadOnlySpan<double> values, double lambda = Quarterly)
    {
        if (!double.IsFinite(lambda) || lambda < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(lambda), lambda, "λ is a number from 0: give 1600 for quarters, 129600 for months.");
        }

        SeriesChecks.RequireSquares(values);
        int n = values.Length, present = 0;
        foreach (double value in values)
        {
            present += double.IsNaN(value) ? 0 : 1;
        }

        SeriesChecks.RequireLength(present, 2, "The Hodrick–Prescott filter");
        if (lambda == 0 && present < n)
        {
            throw new InputException("With λ = 0 the Hodrick–Prescott filter cannot bridge missing values: give a λ above 0.");
        }

        if (lambda == 0 || n == 2)
        {
            return values.ToArray();
        }

        // W·trend + D'u = W·values and D·trend − u/λ = 0, where D takes second differences: a band, and as well-behaved with a λ that
        // leaves hardly more than a line as with a small one, which the normal equations W + λ·D'D are not. u[i] stands after trend[i].
        BandEquations equations = new((2 * n) - 2, 3);
        double[] unknowns = new double[(2 * n) - 2];
        for (int i = 0; i < n; i++)
        {
            bool isThere = !double.IsNaN(values[i]);
            equations[Place(i), Place(i)] = isThere ? 1 : 0;
            unknowns[Place(i)] = isThere ? values[i] : 0;
        }

        for (int i = 0; i + 2 < n; i++)
        {
            int bend = (2 * i) + 1;
            equations[bend, bend] = -1 / lambda;
            for (int k = 0; k <= 2; k++)
            {
                equations[bend, Place(i + k)] = equations[Place(i + k), bend] = k == 1 ? -2 : 1;
            }
        }

        equations.Solve(unknowns);
        return [.. Enumerable.Range(0, n).Select(i => unknowns[Place(i)])];

        int Place(int step) => Math.Min(2 * step, n - 2 + step);
    }
}
