using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>The exponential moving average of the weights over the steps: ā ← d·ā + (1 − d)·w.</summary>
public sealed class ExponentialMovingAverage : WeightAverage
{
    private const float DefaultDecay = 0.999f;

    private static readonly Setting<ExponentialMovingAverage, float> _decay = new(
        "decay", Kind.Single(NumberRange.ShareBelowOne), average => average.Decay, "Share of the average that a step keeps.")
    { DefaultValue = DefaultDecay };

    internal static Entry<WeightAverage> Entry { get; } = new(
        "exponential-moving-average", typeof(ExponentialMovingAverage), "The exponential moving average of the weights over the steps.",
        [_decay],
        values => new ExponentialMovingAverage(values.Get(_decay)))
    {
        ShortName = "ema",
        Shorthand = _decay,
        Formula = "ā ← d·ā + (1 − d)·w",
        Example = "ema: 0.99",
    };

    /// <summary>Creates the average.</summary>
    /// <param name="decay">Share of the average that a step keeps, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is not at least 0 and less than 1.</exception>
    public ExponentialMovingAverage(float decay = DefaultDecay)
    {
        Require.FractionBelowOne(decay, nameof(decay));
        Decay = decay;
    }

    /// <summary>Share of the average that a step keeps.</summary>
    public float Decay { get; }

    /// <inheritdoc/>
    public override float ShareKeptAtStep(long step, int epoch) => Decay;
}
