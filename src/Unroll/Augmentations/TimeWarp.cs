using System.Buffers;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>
/// Time that runs faster and slower along a sample, by a smooth random speed, with its start and end in place (Um et al. 2017).
/// </summary>
public sealed class TimeWarp : Augmentation
{
    /// <summary>Time never stands still or runs back, however large the deviation.</summary>
    private const double LeastSpeed = 0.1;

    private static readonly Setting<TimeWarp, float> _deviation = new(
        "standard-deviation", Kind.Single(NumberRange.Positive), warp => warp.StandardDeviation,
        "Standard deviation of the speed at each knot around 1.")
    { DefaultValue = DefaultStandardDeviation };

    private static readonly Setting<TimeWarp, int> _knots = new(
        "knots", Kind.Integer(1, 1000), warp => warp.Knots, "Knots of the speed between start and end.")
    { DefaultValue = DefaultKnots };

    internal static Entry<Augmentation> Entry { get; } = new(
        "time-warp", typeof(TimeWarp), "Lets time run faster and slower along a sample, by a smooth random speed.", [_deviation, _knots],
        values => new TimeWarp(values.Get(_deviation), values.Get(_knots)))
    {
        Shorthand = _deviation,
        Formula = "x(τ(t)), τ′ smooth through N(1, deviation²) at the knots, τ(0) = 0, τ(T) = T",
        Example = "time-warp: {standard-deviation: 0.3, knots: 6}",
    };

    /// <summary>The deviation unless another is given.</summary>
    public const float DefaultStandardDeviation = 0.2f;

    /// <summary>The number of knots unless another is given.</summary>
    public const int DefaultKnots = 4;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="standardDeviation">Standard deviation of the speed at each knot around 1, positive.</param>
    /// <param name="knots">Knots between start and end, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public TimeWarp(float standardDeviation = DefaultStandardDeviation, int knots = DefaultKnots)
    {
        Require.PositiveFinite(standardDeviation, nameof(standardDeviation));
        Require.AtLeast(knots, 1, nameof(knots));
        (StandardDeviation, Knots) = (standardDeviation, knots);
    }

    /// <summary>Standard deviation of the speed at each knot around 1.</summary>
    public float StandardDeviation { get; }

    /// <summary>Knots of the speed between start and end.</summary>
    public int Knots { get; }

    /// <inheritdoc/>
    public override bool ChangesTime => true;

    /// <inheritdoc/>
    public override void Apply(TimeMajorSpan sequence, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int timesteps = sequence.Timesteps;
        if (timesteps < 3)
        {
            return;
        }

        double[] positions = Positions(timesteps, random);
        float[] rented = ArrayPool<float>.Shared.Rent(sequence.Values.Length);
        Span<float> before = rented.AsSpan(0, sequence.Values.Length);
        sequence.Values.CopyTo(before);
        for (int t = 0; t < timesteps; t++)
        {
            Interpolation.At(before, sequence.Features, positions[t], sequence.At(t));
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>The source of each step: increasing, from 0 to the last step.</summary>
    private double[] Positions(int timesteps, RandomStream random)
    {
        double[] places = new double[Knots + 2], speeds = new double[Knots + 2];
        for (int knot = 0; knot < speeds.Length; knot++)
        {
            (places[knot], speeds[knot]) = (knot, 1 + (StandardDeviation * random.NextNormal()));
        }

        double[] positions = new double[timesteps];
        double speed = Speed(places, speeds, 0);
        for (int t = 1; t < timesteps; t++)
        {
            double next = Speed(places, speeds, (double)t / (timesteps - 1));
            positions[t] = positions[t - 1] + ((speed + next) / 2);
            speed = next;
        }

        double stretch = (timesteps - 1) / positions[^1];
        for (int t = 1; t < timesteps; t++)
        {
            positions[t] *= stretch;
        }

        return positions;
    }

    /// <summary>The speed at a share of the time: a Catmull–Rom spline through those at the knots.</summary>
    private static double Speed(double[] places, double[] speeds, double share)
    {
        (int knot, double u) = KnotSearch.Find(places, share * (speeds.Length - 1));
        double p1 = speeds[knot], p2 = speeds[knot + 1];
        double p0 = knot > 0 ? speeds[knot - 1] : p1, p3 = knot + 2 < speeds.Length ? speeds[knot + 2] : p2;
        double speed = p1 + (0.5 * u * (p2 - p0 + (u * ((2 * p0) - (5 * p1) + (4 * p2) - p3 + (u * ((3 * (p1 - p2)) + p3 - p0))))));
        return Math.Max(speed, LeastSpeed);
    }
}
