using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Models;

/// <summary>
/// The polynomials of an ARMA process by the coefficients of its four factors, in the order φ, θ, Φ, Θ: φ(B)Φ(B^m)·y = θ(B)Θ(B^m)·ε, with
/// plus signs in the moving averages.
/// </summary>
internal sealed class ArmaPolynomials(ArimaOrder order, int season)
{
    /// <summary>
    /// The most that a partial correlation may be. A model without a mean or a difference that it needs has its greatest likelihood where
    /// a root is nearly 1.
    /// </summary>
    private const double Limit = 0.999999;

    /// <summary>φ of the product: y_t = Σ φ_i·y_{t−i} + …</summary>
    public double[] Autoregression { get; } = new double[order.P + (order.SeasonalP * season)];

    /// <summary>θ of the product: … + ε_t + Σ θ_i·ε_{t−i}.</summary>
    public double[] MovingAverage { get; } = new double[order.Q + (order.SeasonalQ * season)];

    /// <summary>Multiplies the factors.</summary>
    public void Set(ReadOnlySpan<double> coefficients)
    {
        (int p, int q, int seasonalP) = (order.P, order.Q, order.SeasonalP);
        Multiply(coefficients[..p], coefficients.Slice(p + q, seasonalP), season, -1, Autoregression);
        Multiply(coefficients.Slice(p, q), coefficients[(p + q + seasonalP)..], season, 1, MovingAverage);
    }

    /// <summary>Coefficients inside the regions of stationarity and invertibility, by numbers without bounds.</summary>
    public static void Constrain(ArimaOrder order, ReadOnlySpan<double> free, Span<double> coefficients)
    {
        int offset = 0;
        foreach ((int count, bool isAverage) in Factors(order))
        {
            Span<double> part = coefficients.Slice(offset, count);
            PartialCorrelations.Constrain(free.Slice(offset, count), part, Limit);
            for (int i = 0; isAverage && i < count; i++)
            {
                part[i] = -part[i];
            }

            offset += count;
        }
    }

    /// <summary>The numbers without bounds that give these coefficients; false where they are outside.</summary>
    public static bool Release(ArimaOrder order, ReadOnlySpan<double> coefficients, Span<double> free)
    {
        int offset = 0;
        foreach ((int count, bool isAverage) in Factors(order))
        {
            double[] part = coefficients.Slice(offset, count).ToArray();
            for (int i = 0; isAverage && i < count; i++)
            {
                part[i] = -part[i];
            }

            if (!PartialCorrelations.Release(part, free.Slice(offset, count), Limit))
            {
                return false;
            }

            offset += count;
        }

        return true;
    }

    /// <summary>
    /// Whether all roots of all factors are further than a distance from the origin: 1.01 is a little outside the unit circle.
    /// </summary>
    public static bool HasRootsBeyond(ArimaOrder order, ReadOnlySpan<double> coefficients, double distance)
    {
        int offset = 0;
        foreach ((int count, bool isAverage) in Factors(order))
        {
            double[] part = coefficients.Slice(offset, count).ToArray();
            double factor = 1;
            for (int i = 0; i < count; i++)
            {
                factor *= distance;
                part[i] *= isAverage ? -factor : factor;
            }

            if (!PartialCorrelations.Partials(part, new double[count]))
            {
                return false;
            }

            offset += count;
        }

        return true;
    }

    private static ReadOnlySpan<(int Count, bool IsAverage)> Factors(ArimaOrder order) =>
        new[] { (order.P, false), (order.Q, true), (order.SeasonalP, false), (order.SeasonalQ, true) };

    /// <summary>The product of two polynomials 1 ± Σ a_i·B^i and 1 ± Σ b_j·B^{jm}, without its 1 and by the same sign.</summary>
    private static void Multiply(ReadOnlySpan<double> plain, ReadOnlySpan<double> seasonal, int season, int sign, Span<double> product)
    {
        product.Clear();
        plain.CopyTo(product);
        for (int j = 0; j < seasonal.Length; j++)
        {
            int lag = (j + 1) * season;
            product[lag - 1] += seasonal[j];
            for (int i = 0; i < plain.Length; i++)
            {
                product[lag + i] += sign * seasonal[j] * plain[i];
            }
        }
    }
}
