namespace Unroll.Analysis.Decomposition;

/// <summary>The strength of a part of a series beside its residual.</summary>
internal static class Strengths
{
    // What varies by less than this share of the series' mean square does so by rounding.
    private const double Nothing = 1e-24;

    /// <summary>The strength, from 0 to 1; 0 of a part and residual that do not vary.</summary>
    /// <param name="part">The part; NaN where it is not known.</param>
    /// <param name="residual">The rest.</param>
    /// <param name="observed">The series.</param>
    /// <param name="isMultiplicative">Whether both are factors, whose logarithms count.</param>
    public static double Of(
        IReadOnlyList<double> part, IReadOnlyList<double> residual, IReadOnlyList<double> observed, bool isMultiplicative)
    {
        List<double> rests = [], wholes = [];
        double square = isMultiplicative ? 1 : observed.Where(double.IsFinite).Select(value => value * value).DefaultIfEmpty(0).Average();
        for (int i = 0; i < part.Count; i++)
        {
            double rest = isMultiplicative ? Math.Log(residual[i]) : residual[i];
            double whole = rest + (isMultiplicative ? Math.Log(part[i]) : part[i]);
            if (double.IsFinite(rest) && double.IsFinite(whole))
            {
                rests.Add(rest);
                wholes.Add(whole);
            }
        }

        if (rests.Count == 0)
        {
            return 0;
        }

        double variance = Variance(wholes, wholes.Average());
        return variance <= Nothing * square ? 0 : Math.Max(0, 1 - (Variance(rests, rests.Average()) / variance));
    }

    private static double Variance(List<double> values, double mean) => values.Sum(value => (value - mean) * (value - mean)) / values.Count;
}
