using System.Runtime.Intrinsics;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Losses;

/// <summary>The mean of log(cosh(error)): a parabola near the target and a line far from it, smooth everywhere.</summary>
public sealed class LogCosh : Loss
{
    internal static Entry<Loss> Entry { get; } = new(
        "log-cosh", typeof(LogCosh), "The mean of the logarithm of the hyperbolic cosine of the error: a smooth Huber.", [],
        _ => new LogCosh())
    {
        Formula = "L = mean(log cosh(p − t))",
    };

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite;

    /// <inheritdoc/>
    public override double Accumulate(
        TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale) =>
        ErrorLoop.Accumulate(default(LogCoshTerm), prediction, target, weights, gradient, scale);

    private readonly struct LogCoshTerm : IErrorTerm
    {
        public Vector256<double> Term(Vector256<double> error)
        {
            // log(cosh(e)) = |e| + log(1 + exp(−2|e|)) − log(2), which does not overflow.
            Vector256<double> magnitude = Vector256.Abs(error);
            return magnitude + Vector256.Log(Vector256<double>.One + Vector256.Exp(-2 * magnitude)) - Vector256.Create(Math.Log(2));
        }

        public Vector256<float> Derivative(Vector256<float> error)
        {
            // tanh(e) = sign(e)·(1 − q)/(1 + q) with q = exp(−2|e|)
            Vector256<float> q = Vector256.Exp(-2 * Vector256.Abs(error));
            Vector256<float> magnitude = (Vector256<float>.One - q) / (Vector256<float>.One + q);
            return Vector256.CopySign(magnitude, error);
        }
    }
}
