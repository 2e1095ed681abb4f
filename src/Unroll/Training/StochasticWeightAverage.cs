using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>
/// Stochastic weight averaging (Izmailov et al. 2018): from an epoch on, the plain mean of the weights at the ends of epochs; best with a
/// constant or cyclic learning rate. Until then it is the weights themselves.
/// </summary>
public sealed class StochasticWeightAverage : WeightAverage
{
    private static readonly Setting<StochasticWeightAverage, int> _start = new(
        "start-epoch", Kind.Integer(1), average => average.StartEpoch, "The first epoch whose weights count.")
    { IsRequired = true, Example = "start-epoch: 20" };

    private static readonly Setting<StochasticWeightAverage, int> _every = new(
        "every", Kind.Integer(1), average => average.Every, "Epochs from one that counts to the next.")
    { DefaultValue = 1 };

    internal static Entry<WeightAverage> Entry { get; } = new(
        "stochastic-weight-average", typeof(StochasticWeightAverage),
        "The mean of the weights at the ends of epochs, from one on (stochastic weight averaging).",
        [_start, _every],
        values => new StochasticWeightAverage(values.Get(_start), values.Get(_every)))
    {
        ShortName = "swa",
        Shorthand = _start,
        Formula = "ā ← (n·ā + w) / (n + 1)",
        Example = "swa: {start-epoch: 20, every: 2}",
    };

    /// <summary>Creates the average.</summary>
    /// <param name="startEpoch">The first epoch whose weights count, from 1.</param>
    /// <param name="every">Epochs from one that counts to the next, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    public StochasticWeightAverage(int startEpoch, int every = 1)
    {
        Require.AtLeast(startEpoch, 1, nameof(startEpoch));
        Require.AtLeast(every, 1, nameof(every));
        (StartEpoch, Every) = (startEpoch, every);
    }

    /// <summary>The first epoch whose weights count, from 1.</summary>
    public int StartEpoch { get; }

    /// <summary>Epochs from one that counts to the next.</summary>
    public int Every { get; }

    /// <inheritdoc/>
    public override float ShareKeptAtStep(long step, int epoch) => epoch <= StartEpoch ? 0 : 1;

    /// <inheritdoc/>
    public override float ShareKeptAtEpochEnd(int epoch)
    {
        (int before, int rest) = Math.DivRem(epoch - StartEpoch, Every);
        return epoch <= StartEpoch ? 0 : rest == 0 ? before / (before + 1f) : 1;
    }
}
