using Unroll.Catalogue;
using Unroll.Probability;

namespace Unroll.Losses;

/// <summary>
/// The mean negative log-likelihood of Student's t distribution, whose heavy tails forgive outliers. The first third of the features are
/// locations μ, the second become scales by σ = softplus(x), the last degrees of freedom by ν = 2 + softplus(x): give the last layer three
/// times as many linear units as there are targets.
/// </summary>
public sealed class StudentTLikelihood : LikelihoodLoss
{
    internal static Entry<Loss> Entry { get; } = new(
        "student-t-likelihood", typeof(StudentTLikelihood), "The negative log-likelihood of Student's t: three outputs a target.", [],
        _ => new StudentTLikelihood());

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output) =>
        ParameterTargets.ShapeFor(output, 3, "a location, a scale and degrees of freedom of each target");

    /// <inheritdoc/>
    public override int ParameterCount => 3;

    /// <inheritdoc/>
    public override Distribution DistributionOf(ReadOnlySpan<float> parameters) => new StudentTDistribution(
        parameters[0], Math.Max(GammaMath.Softplus(parameters[1]), ClassTargets.Epsilon), 2 + GammaMath.Softplus(parameters[2]));

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite;

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        int count = target.Length;
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double rawScale = prediction[count + i], rawFreedom = prediction[(2 * count) + i];
            double s = Math.Max(GammaMath.Softplus(rawScale), ClassTargets.Epsilon), v = 2 + GammaMath.Softplus(rawFreedom);
            double z = ((double)target[i] - prediction[i]) / s;
            double bulge = 1 + (z * z / v), log = GammaMath.Log1P(z * z / v);
            sum += GammaMath.LogGamma(v / 2) - GammaMath.LogGamma((v + 1) / 2) + (0.5 * Math.Log(v * Math.PI)) + Math.Log(s)
                + (0.5 * (v + 1) * log);
            double slope = (v + 1) * z / (v * bulge);
            gradient[i] = (float)(-scale * slope / s);
            gradient[count + i] = (float)(scale * (1 - (z * slope)) / s * GammaMath.Sigmoid(rawScale));
            double freedom = (0.5 * GammaMath.Digamma(v / 2)) - (0.5 * GammaMath.Digamma((v + 1) / 2)) + (0.5 / v) + (0.5 * log)
                - (0.5 * slope * z / v);
            gradient[(2 * count) + i] = (float)(scale * freedom * GammaMath.Sigmoid(rawFreedom));
        }

        return sum;
    }
}
