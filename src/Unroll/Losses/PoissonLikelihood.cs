using Unroll.Catalogue;

namespace Unroll.Losses;

/// <summary>
/// The mean negative log-likelihood of a Poisson distribution, for counts: exp(x) − t·x + log t!, the prediction x being the logarithm of
/// the rate, so that the last layer needs no activation.
/// </summary>
public sealed class PoissonLikelihood : LikelihoodLoss
{
    internal static Entry<Loss> Entry { get; } = new(
        "poisson-likelihood", typeof(PoissonLikelihood),
        "The negative log-likelihood of a Poisson distribution, for counts: one output a target.", [], _ => new PoissonLikelihood())
    {
        Aliases = ["poisson"],
    };

    /// <inheritdoc/>
    public override int ParameterCount => 1;

    /// <inheritdoc/>
    public override double MeanOf(ReadOnlySpan<float> parameters) => Math.Exp(parameters[0]);

    /// <inheritdoc/>
    public override double QuantileOf(ReadOnlySpan<float> parameters, double level) =>
        DistributionMath.PoissonQuantile(level, MeanOf(parameters));

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.NonNegative;

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        double sum = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            CountTargets.Check(target[i]);
            double rate = Math.Exp(prediction[i]);
            sum += rate - ((double)target[i] * prediction[i]) + GammaMath.LogGamma(target[i] + 1.0);
            gradient[i] = (float)(scale * (rate - target[i]));
        }

        return sum;
    }
}
