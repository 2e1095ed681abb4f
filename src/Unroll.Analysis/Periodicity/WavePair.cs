namespace Unroll.Analysis.Periodicity;

/// <summary>
/// The two waves of a frequency over given times, turned so that neither explains a part of the other (Zechmeister and Kürster 2009).
/// </summary>
/// <param name="Cosine">Cosine of the turn.</param>
/// <param name="Sine">Sine of the turn.</param>
/// <param name="Along">Weighted variance of the first wave.</param>
/// <param name="Across">Weighted variance of the second.</param>
internal readonly record struct WavePair(double Cosine, double Sine, double Along, double Across)
{
    private const double Nothing = 1e-12;

    /// <summary>The waves, by sums over the times.</summary>
    /// <param name="c">Weighted sum of the cosines.</param>
    /// <param name="s">Weighted sum of the sines.</param>
    /// <param name="c2">Weighted sum of the cosines of twice the frequency.</param>
    /// <param name="s2">Weighted sum of the sines of twice the frequency.</param>
    public static WavePair Of(double c, double s, double c2, double s2)
    {
        double above = s2 - (2 * s * c), beside = c2 - ((c * c) - (s * s)), length = Math.Sqrt((above * above) + (beside * beside));
        double cosTwice = length > 0 ? beside / length : 1, sinTwice = length > 0 ? above / length : 0;
        double cosine = Math.Sqrt(0.5 * (1 + cosTwice)), sine = Math.CopySign(Math.Sqrt(0.5 * Math.Max(0, 1 - cosTwice)), sinTwice);
        double alongMean = (c * cosine) + (s * sine), acrossMean = (s * cosine) - (c * sine);
        double turned = (c2 * cosTwice) + (s2 * sinTwice);
        return new WavePair(
            cosine, sine, (0.5 * (1 + turned)) - (alongMean * alongMean), (0.5 * (1 - turned)) - (acrossMean * acrossMean));
    }

    /// <summary>The sum of squares that the waves explain, with a mean.</summary>
    /// <param name="yc">Sum of the weighted values times cosines.</param>
    /// <param name="ys">Sum of the weighted values times sines.</param>
    public double Explained(double yc, double ys)
    {
        double along = (yc * Cosine) + (ys * Sine), across = (ys * Cosine) - (yc * Sine);

        // At half the sampling rate a phase may be always 0.
        return (Along > Nothing ? along * along / Along : 0) + (Across > Nothing ? across * across / Across : 0);
    }
}
