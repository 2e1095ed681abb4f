using Unroll.Catalogue;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>The share of timesteps whose class, given by its index, is among the k highest predictions.</summary>
public sealed class TopKAccuracy : StepMetric
{
    private static readonly Setting<TopKAccuracy, int> _k = new(
        "k", Kind.Integer(1), metric => metric.K, "How many predictions count.")
    { DefaultValue = 5 };

    internal static Entry<Metric> Entry { get; } = new(
        "top-k-accuracy", typeof(TopKAccuracy), "Share of the timesteps whose class is among the k highest predictions.", [_k],
        values => new TopKAccuracy(values.Get(_k)))
    {
        Shorthand = _k,
        Example = "top-k-accuracy: 3",
    };

    /// <summary>Creates the metric.</summary>
    /// <param name="k">The number k of predictions, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is not positive.</exception>
    public TopKAccuracy(int k = 5)
    {
        Require.AtLeast(k, 1, nameof(k));
        K = k;
    }

    /// <summary>The number k of predictions.</summary>
    public int K { get; }

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output) => LabelTargets.ShapeFor(output);

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Classes(features);

    /// <inheritdoc/>
    public override int GetSlotCount(int features) => 2;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];

    /// <inheritdoc/>
    protected override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots)
    {
        float own = prediction[LabelTargets.Read(target[0], prediction.Length)];
        int higher = 0;
        foreach (float other in prediction)
        {
            higher += other > own ? 1 : 0;
        }

        slots[0] += higher < K ? weight : 0;
        slots[1] += weight;
    }
}
