using System.Runtime.Intrinsics;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Losses;

/// <summary>The mean of the squared errors, (prediction − target)². Large errors weigh most.</summary>
public sealed class MeanSquaredError : Loss
{
    internal static Entry<Loss> Entry { get; } = new(
        "mean-squared-error", typeof(MeanSquaredError), "The mean of the squared errors.", [], _ => new MeanSquaredError())
    {
        ShortName = "mse",
        Formula = "L = mean((p − t)²)",
    };

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite;

    /// <inheritdoc/>
    public override double Accumulate(
        TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale) =>
        ErrorLoop.Accumulate(default(SquaredTerm), prediction, target, weights, gradient, scale);

    private readonly struct SquaredTerm : IErrorTerm
    {
        public Vector256<double> Term(Vector256<double> error) => error * error;

        public Vector256<float> Derivative(Vector256<float> error) => error + error;
    }
}
