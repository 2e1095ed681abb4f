using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>
/// An average of the weights along a training, ā ← s·ā + (1 − s)·w with the share s that stays: it is used for validation, by callbacks at
/// an epoch's end, and as the model's weights after training. It starts from the initial weights.
/// </summary>
public abstract class WeightAverage
{
    /// <summary>All averages by name; users register their own here.</summary>
    public static BlockCatalogue<WeightAverage> Catalogue { get; } = new(
        "weight average", () => [ExponentialMovingAverage.Entry, StochasticWeightAverage.Entry, PolyakAverage.Entry]);

    /// <summary>The share of the average that stays when weights are taken in after a step: from 0, the weights alone, to 1.</summary>
    /// <param name="step">Number of the step in this training, from 1.</param>
    /// <param name="epoch">Number of the epoch, from 1.</param>
    public abstract float ShareKeptAtStep(long step, int epoch);

    /// <summary>The share of the average that stays when weights are taken in at an epoch's end: 1, all of it, unless overridden.</summary>
    /// <param name="epoch">Number of the epoch, from 1.</param>
    public virtual float ShareKeptAtEpochEnd(int epoch) => 1;
}
