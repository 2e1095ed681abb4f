using System.Runtime.Intrinsics;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Losses;

/// <summary>The mean of the absolute errors, |prediction − target|. Its gradient where the error is 0 is 0, as in PyTorch.</summary>
public sealed class MeanAbsoluteError : Loss
{
    internal static Entry<Loss> Entry { get; } = new(
        "mean-absolute-error", typeof(MeanAbsoluteError), "The mean of the absolute errors.", [], _ => new MeanAbsoluteError())
    {
        ShortName = "mae",
        Formula = "L = mean(|p − t|)",
    };

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite;

    /// <inheritdoc/>
    public override double Accumulate(
        TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale) =>
        ErrorLoop.Accumulate(default(AbsoluteTerm), prediction, target, weights, gradient, scale);

    private readonly struct AbsoluteTerm : IErrorTerm
    {
        public Vector256<double> Term(Vector256<double> error) => Vector256.Abs(error);

        public Vector256<float> Derivative(Vector256<float> error)
        {
            Vector256<float> ones = Vector256<float>.One;
            Vector256<float> positive = Vector256.GreaterThan(error, Vector256<float>.Zero) & ones;
            Vector256<float> negative = Vector256.LessThan(error, Vector256<float>.Zero) & ones;
            return positive - negative;
        }
    }
}
