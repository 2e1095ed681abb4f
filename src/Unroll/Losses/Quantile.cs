using Unroll.Catalogue;

namespace Unroll.Losses;

/// <summary>
/// The mean of the pinball loss (Koenker and Bassett 1978), for one or several quantiles at once: q·(t − p) where the target lies above,
/// and (1 − q)·(p − t) below. With several, the predictions of a target's quantiles stand side by side: features are targets × quantiles.
/// </summary>
public sealed class Quantile : StepLoss
{
    private static readonly Setting<Quantile, IReadOnlyList<float>> _levels = new(
        "quantiles", Kind.List(Kind.Single(NumberRange.Fraction), "numbers between 0 and 1", allowsSingle: true), loss => loss.Quantiles,
        "The quantiles.")
    {
        DefaultValue = [0.5f],
    };

    internal static Entry<Loss> Entry { get; } = new(
        "quantile", typeof(Quantile), "The pinball loss of one or several quantiles at once.", [_levels],
        values => new Quantile(values.Get(_levels)))
    {
        Aliases = ["pinball"],
        Formula = "L = mean(q·(t − p) where t ≥ p, (1 − q)·(p − t) elsewhere)",
        Shorthand = _levels,
        Example = "quantile: [0.1, 0.5, 0.9]",
    };

    private readonly float[] _quantiles;

    /// <summary>Creates the loss.</summary>
    /// <param name="quantiles">The quantiles, each above 0 and below 1, for example 0.1, 0.5, 0.9.</param>
    /// <exception cref="ArgumentException">There is none, or one is out of range.</exception>
    public Quantile(params IReadOnlyList<float> quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        if (quantiles.Count == 0)
        {
            throw new ArgumentException("There is no quantile: give at least one, for example 0.5.", nameof(quantiles));
        }

        foreach (float quantile in quantiles)
        {
            if (!(quantile > 0 && quantile < 1))
            {
                throw new ArgumentException($"A quantile is {quantile}: quantiles lie above 0 and below 1.", nameof(quantiles));
            }
        }

        _quantiles = [.. quantiles];
    }

    /// <summary>The quantiles.</summary>
    public IReadOnlyList<float> Quantiles => _quantiles;

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output) =>
        ParameterTargets.ShapeFor(output, _quantiles.Length, $"{CountFormatter.Format(_quantiles.Length, "quantiles")} of each target");

    /// <summary>The term of a point in double precision: q·(t − p) where the target lies above, and (1 − q)·(p − t) below.</summary>
    /// <param name="prediction">The prediction p of the quantile.</param>
    /// <param name="target">The target t.</param>
    /// <param name="quantile">The quantile q, above 0 and below 1.</param>
    public static double Term(double prediction, double target, double quantile) =>
        SlopeOf(target - prediction, quantile) * (target - prediction);

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite;

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        double sum = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            float q = _quantiles[i % _quantiles.Length];
            double error = (double)target[i / _quantiles.Length] - prediction[i];
            double slope = SlopeOf(error, q);
            sum += slope * error;
            gradient[i] = (float)(-scale * slope);
        }

        return sum;
    }

    /// <summary>The slope of the pinball loss by the error t − p.</summary>
    private static double SlopeOf(double error, double quantile) =>
        error > 0 ? quantile : error < 0 ? quantile - 1.0 : error == 0 ? 0 : double.NaN;
}
