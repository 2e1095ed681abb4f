using Unroll.Catalogue;
using Unroll.Probability;

namespace Unroll.Losses;

/// <summary>
/// The mean negative log-likelihood of a negative binomial distribution, for counts that vary more than Poisson's (as in DeepAR, Salinas et
/// al. 2020). The first half of the features become means by μ = softplus(x), the second half shapes by α = softplus(x), with variance μ +
/// α·μ²: give the last layer twice as many linear units as there are targets.
/// </summary>
public sealed class NegativeBinomialLikelihood : LikelihoodLoss
{
    internal static Entry<Loss> Entry { get; } = new(
        "negative-binomial-likelihood", typeof(NegativeBinomialLikelihood),
        "The negative log-likelihood of a negative binomial distribution, for counts: two outputs a target.",
        [], _ => new NegativeBinomialLikelihood());

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output) => ParameterTargets.ShapeFor(output, 2, "a mean and a shape of each target");

    /// <inheritdoc/>
    public override int ParameterCount => 2;

    /// <inheritdoc/>
    public override Distribution DistributionOf(ReadOnlySpan<float> parameters) => new NegativeBinomialDistribution(
        Math.Max(GammaMath.Softplus(parameters[0]), ClassTargets.Epsilon),
        Math.Max(GammaMath.Softplus(parameters[1]), ClassTargets.Epsilon));

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Counts;

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        int count = target.Length;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            CountTargets.Check(target[i]);
            double t = target[i], rawMean = prediction[i], rawShape = prediction[count + i];
            double m = Math.Max(GammaMath.Softplus(rawMean), ClassTargets.Epsilon),
                a = Math.Max(GammaMath.Softplus(rawShape), ClassTargets.Epsilon);
            double r = 1 / a, log = GammaMath.Log1P(a * m);

            // −log P(t) = log Γ(r) + log t! − log Γ(t + r) + (t + r)·log(1 + α·μ) − t·log(α·μ)
            sum += GammaMath.LogGamma(r) + GammaMath.LogGamma(t + 1) - GammaMath.LogGamma(t + r) + ((t + r) * log)
                - (t == 0 ? 0 : t * Math.Log(a * m));
            double mean = (m - t) / (m * (1 + (a * m)));
            double shape = (r * r * (GammaMath.Digamma(t + r) - GammaMath.Digamma(r) - log)) + ((m - t) / (a * (1 + (a * m))));
            gradient[i] = (float)(scale * mean * GammaMath.Sigmoid(rawMean));
            gradient[count + i] = (float)(scale * shape * GammaMath.Sigmoid(rawShape));
        }

        return sum;
    }
}
