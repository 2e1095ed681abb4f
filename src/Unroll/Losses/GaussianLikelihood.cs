using Unroll.Catalogue;
using Unroll.Probability;

namespace Unroll.Losses;

/// <summary>
/// The mean negative log-likelihood of a normal distribution: log σ + (t − μ)²/(2σ²) + log(2π)/2. The first half of the features are means
/// μ, the second half become standard deviations by σ = softplus(x) = log(1 + exp(x)): give the last layer twice as many linear units as
/// there are targets.
/// </summary>
public sealed class GaussianLikelihood : LikelihoodLoss
{
    internal static Entry<Loss> Entry { get; } = new(
        "gaussian-likelihood", typeof(GaussianLikelihood), "The negative log-likelihood of a normal distribution: two outputs a target.",
        [], _ => new GaussianLikelihood())
    {
        Formula = "L = mean(log σ + (t − μ)²/(2σ²) + log(2π)/2), σ = softplus(x)",
    };

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output) => ParameterTargets.ShapeFor(output, 2, "a mean and a spread of each target");

    /// <inheritdoc/>
    public override int ParameterCount => 2;

    /// <inheritdoc/>
    public override Distribution DistributionOf(ReadOnlySpan<float> parameters) => new NormalDistribution(
        parameters[0], Math.Max(GammaMath.Softplus(parameters[1]), ClassTargets.Epsilon));

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite;

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        int count = target.Length;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double raw = prediction[count + i];
            double deviation = Math.Max(GammaMath.Softplus(raw), ClassTargets.Epsilon);
            double z = ((double)target[i] - prediction[i]) / deviation;
            sum += Math.Log(deviation) + (0.5 * z * z) + (0.5 * Math.Log(2 * Math.PI));
            gradient[i] = (float)(-scale * z / deviation);
            gradient[count + i] = (float)(scale * (1 - (z * z)) / deviation * GammaMath.Sigmoid(raw));
        }

        return sum;
    }
}
