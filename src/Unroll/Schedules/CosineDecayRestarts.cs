using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>
/// Cosine annealing with warm restarts, each period longer by a factor (SGDR, Loshchilov and Hutter 2017): lowest + (rate − lowest)·(1 +
/// cos(π·t/T))/2.
/// </summary>
public sealed class CosineDecayRestarts : LearningRateSchedule
{
    private static readonly Setting<CosineDecayRestarts, float> _learningRate =
        new("learning-rate", Kind.Single(NumberRange.Positive), schedule => schedule._rate, "Highest learning rate.")
        {
            IsRequired = true,
            Example = "learning-rate: 0.01"
        };

    private static readonly Setting<CosineDecayRestarts, int> _first =
        new("length", Kind.Integer(1), schedule => checked((int)schedule._length),
            "Epochs or steps of the first stretch.")
        { IsRequired = true, Example = "length: 10" };

    private static readonly Setting<CosineDecayRestarts, double> _factor =
        new("growth", Kind.Number(new NumberRange { AtLeast = 1 }), schedule => schedule._growth,
            "Factor of each stretch's length.")
        { DefaultValue = 1 };

    private static readonly Setting<CosineDecayRestarts, float?> _least =
        new("min-learning-rate", Kind.Optional(Kind.Single(NumberRange.Positive)), schedule => schedule._givenLowest,
            "Learning rate at the end of each stretch.")
        { DefaultNote = "a thousandth of the highest" };

    internal static Entry<LearningRateSchedule> Entry { get; } = new(
        "cosine-decay-restarts", typeof(CosineDecayRestarts), "Lowers the rate along half a cosine, then starts again.",
        [_learningRate, _first, _factor, _least],
        values => new CosineDecayRestarts(values.Get(_learningRate), values.Get(_first), values.Get(_factor), values.Get(_least)))
    {
        Formula = "min + (rate − min)·(1 + cos(π·t/T))/2",
        Example = "cosine-decay-restarts: {learning-rate: 0.01, length: 10, growth: 2}",
    };

    private readonly float _rate;
    private readonly float _lowest;
    private readonly long _length;
    private readonly float? _givenLowest;
    private readonly double _growth;

    /// <summary>Creates the schedule.</summary>
    /// <param name="learningRate">Highest rate, positive.</param>
    /// <param name="length">Positions of the first period, at least 1.</param>
    /// <param name="growth">Factor of each period's length, at least 1. Default: 1, all the same.</param>
    /// <param name="minLearningRate">Rate at the end of each period, positive. Default: a thousandth of the highest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CosineDecayRestarts(float learningRate, long length, double growth = 1, float? minLearningRate = null)
    {
        if (!(growth >= 1) || !double.IsFinite(growth))
        {
            throw new ArgumentOutOfRangeException(nameof(growth), growth, $"growth is {growth}, but must be at least 1.");
        }

        _rate = CheckRate(learningRate, nameof(learningRate));
        _length = CheckLength(length, nameof(length));
        _growth = growth;
        _givenLowest = minLearningRate;
        _lowest = CheckRate(minLearningRate ?? (learningRate / 1000), nameof(minLearningRate));
    }

    /// <inheritdoc/>
    public override float RateAt(long position, long training)
    {
        long length = _length;
        while (position >= length)
        {
            position -= length;
            length = (long)Math.Round(length * _growth);
        }

        return (float)(_lowest + ((_rate - _lowest) * 0.5 * (1 + Math.Cos(Math.PI * position / length))));
    }
}
