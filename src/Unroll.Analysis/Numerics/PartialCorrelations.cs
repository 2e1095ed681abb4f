namespace Unroll.Analysis.Numerics;

/// <summary>
/// Coefficients of stationary autoregressions by their partial autocorrelations (Durbin–Levinson), which may be any numbers between −1 and
/// 1 (Barndorff-Nielsen and Schou 1973; Monahan 1984), so that an optimiser is not to know of roots.
/// </summary>
internal static class PartialCorrelations
{
    /// <summary>The most that a partial correlation may be: a little inside the region of stationarity.</summary>
    public const double Limit = 0.9999;

    /// <summary>Writes the coefficients for numbers without bounds.</summary>
    /// <param name="free">The numbers.</param>
    /// <param name="coefficients">Takes the coefficients.</param>
    /// <param name="limit">The most that a partial correlation may be.</param>
    public static void Constrain(ReadOnlySpan<double> free, Span<double> coefficients, double limit = Limit)
    {
        for (int k = 0; k < free.Length; k++)
        {
            double partial = limit * Math.Tanh(free[k]);
            Extend(coefficients, k, partial);
        }
    }

    /// <summary>Writes the numbers without bounds that give these coefficients; false where they are not stationary.</summary>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="free">Takes the numbers.</param>
    /// <param name="limit">The most that a partial correlation may be.</param>
    public static bool Release(ReadOnlySpan<double> coefficients, Span<double> free, double limit = Limit)
    {
        double[] partials = new double[coefficients.Length];
        if (!Partials(coefficients, partials))
        {
            return false;
        }

        for (int k = 0; k < partials.Length; k++)
        {
            double partial = partials[k] / limit;
            if (Math.Abs(partial) >= 1)
            {
                return false;
            }

            free[k] = Math.Atanh(partial);
        }

        return true;
    }

    /// <summary>Writes the partial autocorrelations of an autoregression; false where it is not stationary.</summary>
    public static bool Partials(ReadOnlySpan<double> coefficients, Span<double> partials)
    {
        double[] work = coefficients.ToArray(), before = new double[work.Length];
        for (int k = work.Length - 1; k >= 0; k--)
        {
            double partial = partials[k] = work[k];
            double rest = 1 - (partial * partial);
            if (!(rest > 1e-12))
            {
                return false;
            }

            for (int j = 0; j < k; j++)
            {
                before[j] = (work[j] + (partial * work[k - 1 - j])) / rest;
            }

            before.AsSpan(0, k).CopyTo(work);
        }

        return true;
    }

    private static void Extend(Span<double> coefficients, int order, double partial)
    {
        for (int i = 0, j = order - 1; i <= j; i++, j--)
        {
            (double first, double last) = (coefficients[i], coefficients[j]);
            coefficients[i] = first - (partial * last);
            coefficients[j] = last - (partial * first);
        }

        coefficients[order] = partial;
    }
}
