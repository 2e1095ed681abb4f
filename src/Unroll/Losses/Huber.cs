using System.Runtime.Intrinsics;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Losses;

/// <summary>
/// The mean of Huber's function of the error e (Huber 1964): e²/2 where |e| ≤ δ, and δ·(|e| − δ/2) beyond: squared near the target,
/// absolute far from it, so that outliers weigh less.
/// </summary>
public sealed class Huber : Loss
{
    private static readonly Setting<Huber, float> _delta =
        new("delta", Kind.Single(NumberRange.Positive), huber => huber.Delta,
            "δ: the error at which the parabola turns into a line.")
        { DefaultValue = 1 };

    internal static Entry<Loss> Entry { get; } = new(
        "huber", typeof(Huber), "Squared near the target, absolute far from it, so that outliers weigh less.", [_delta],
        values => new Huber(values.Get(_delta)))
    {
        Formula = "L = mean(e²/2 where |e| ≤ δ, δ·(|e| − δ/2) beyond), e = p − t",
        Shorthand = _delta,
        Example = "huber: 0.5",
    };

    /// <summary>Creates the loss.</summary>
    /// <param name="delta">The error δ at which the function turns from a parabola into a line; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not positive and finite.</exception>
    public Huber(float delta = 1)
    {
        Require.PositiveFinite(delta, nameof(delta));
        Delta = delta;
    }

    /// <summary>The error at which the function turns from a parabola into a line.</summary>
    public float Delta { get; }

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite;

    /// <inheritdoc/>
    public override double Accumulate(
        TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale) =>
        ErrorLoop.Accumulate(new HuberTerm(Delta), prediction, target, weights, gradient, scale);

    private readonly struct HuberTerm(float delta) : IErrorTerm
    {
        public Vector256<double> Term(Vector256<double> error)
        {
            Vector256<double> deltas = Vector256.Create((double)delta);
            Vector256<double> magnitude = Vector256.Abs(error);
            Vector256<double> parabola = 0.5 * error * error;
            Vector256<double> line = deltas * (magnitude - (0.5 * deltas));
            return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(magnitude, deltas), parabola, line);
        }

        public Vector256<float> Derivative(Vector256<float> error) =>
            Vector256.Min(Vector256.Max(error, Vector256.Create(-delta)), Vector256.Create(delta));
    }
}
