using Unroll.Catalogue;
using Unroll.Probability;

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

    // A distribution has a rate above 0, which the exponential of −800 is not.
    private const double LeastRate = 1e-300;

    /// <inheritdoc/>
    public override int ParameterCount => 1;

    /// <inheritdoc/>
    public override Distribution DistributionOf(ReadOnlySpan<float> parameters) =>
        new PoissonDistribution(Math.Max(Math.Exp(parameters[0]), LeastRate));

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
