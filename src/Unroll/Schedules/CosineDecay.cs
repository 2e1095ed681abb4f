using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>
/// Cosine decay of the learning rate over a whole training (Loshchilov and Hutter 2017, without restarts): lowest + (rate − lowest)·(1 +
/// cos(π·t/(T − 1)))/2, and the lowest rate from the last of its T positions on.
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    private static readonly Setting<CosineDecay, float> _learningRate =
        new("learning-rate", Kind.Single(NumberRange.Positive), schedule => schedule._rate, "Learning rate at the start.")
        {
            IsRequired = true,
            Example = "learning-rate: 0.01"
        };

    private static readonly Setting<CosineDecay, int> _whole =
        new("length", Kind.Integer(1), schedule => checked((int)schedule._length), "Epochs or steps of the whole training.")
        {
            IsRequired = true,
            Example = "length: 100"
        };

    private static readonly Setting<CosineDecay, float?> _least =
        new("lowest", Kind.Optional(Kind.Single(NumberRange.Positive)), schedule => schedule._givenLowest, "Learning rate at the end.")
        {
            DefaultNote = "a thousandth of that at the start"
        };

    internal static Entry<LearningRateSchedule> Entry { get; } = new(
        "cosine-decay", typeof(CosineDecay), "Lowers the rate along half a cosine over a whole training.", [_learningRate, _whole, _least],
        values => new CosineDecay(values.Get(_learningRate), values.Get(_whole), values.Get(_least)))
    {
        Formula = "lowest + (rate − lowest)·(1 + cos(π·t/(T − 1)))/2",
        Example = "cosine-decay: {learning-rate: 0.01, length: 100}",
    };

    private readonly float _rate;
    private readonly float _lowest;
    private readonly long _length;
    private readonly float? _givenLowest;

    /// <summary>Creates the schedule.</summary>
    /// <param name="rate">Rate at the start, positive.</param>
    /// <param name="length">Positions of the whole training, at least 1.</param>
    /// <param name="lowest">Rate at the end, positive. Default: a thousandth of that at the start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CosineDecay(float rate, long length, float? lowest = null)
    {
        _rate = CheckRate(rate, nameof(rate));
        _length = CheckLength(length, nameof(length));
        _givenLowest = lowest;
        _lowest = CheckRate(lowest ?? (rate / 1000), nameof(lowest));
    }

    /// <inheritdoc/>
    public override float RateAt(long position) => _length == 1
        ? _rate
        : (float)(_lowest + ((_rate - _lowest) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, (double)position / (_length - 1))))));
}
