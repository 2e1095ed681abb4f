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

        SeriesChecks.RequireNoInfinity(values);
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

        // The matrix of the normal equations, W + λ·D'D, has two diagonals beside the main one.
        double[] main = new double[n], first = new double[n], second = new double[n], trend = new double[n];
        for (int i = 0; i < n; i++)
        {
            bool isThere = !double.IsNaN(values[i]);
            (main[i], trend[i]) = isThere ? (1, values[i]) : (0, 0);
        }

        for (int i = 0; i + 2 < n; i++)
        {
            main[i] += lambda;
            main[i + 1] += 4 * lambda;
            main[i + 2] += lambda;
            first[i] -= 2 * lambda;
            first[i + 1] -= 2 * lambda;
            second[i] += lambda;
        }

        Solve(main, first, second, trend);
        return trend;
    }

    /// <summary>Solves the banded equations by L·D·L', in place.</summary>
    private static void Solve(double[] main, double[] first, double[] second, double[] values)
    {
        int n = main.Length;
        for (int i = 0; i < n; i++)
        {
            double l1 = i + 1 < n ? first[i] / main[i] : 0, l2 = i + 2 < n ? second[i] / main[i] : 0;
            if (i + 1 < n)
            {
                main[i + 1] -= l1 * first[i];
                first[i + 1] -= i + 2 < n ? l1 * second[i] : 0;
                values[i + 1] -= l1 * values[i];
            }

            if (i + 2 < n)
            {
                main[i + 2] -= l2 * second[i];
                values[i + 2] -= l2 * values[i];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double rest = values[i];
            rest -= i + 1 < n ? first[i] * values[i + 1] : 0;
            rest -= i + 2 < n ? second[i] * values[i + 2] : 0;
            values[i] = rest / main[i];
        }
    }
}
