using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>A linear warm-up to the initial rate of another schedule, which follows.</summary>
/// <param name="length">Positions of the rise, at least 1; the first has 1/length of the rate.</param>
/// <param name="then">The schedule that follows, from its own beginning.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is not positive.</exception>
public sealed class WarmUp(long length, LearningRateSchedule then) : LearningRateSchedule
{
    private static readonly Setting<WarmUp, int> _rise =
        new("length", Kind.Integer(1), schedule => checked((int)schedule._length), "Epochs or steps of the rise.")
        {
            IsRequired = true,
            Example = "length: 5"
        };

    private static readonly Setting<WarmUp, LearningRateSchedule> _after =
        new("then", Kind.Made(() => LearningRateSchedule.Catalogue), schedule => schedule._then,
            "The schedule that follows.")
        { IsRequired = true, Example = "then: {constant-rate: 0.01}" };

    internal static Entry<LearningRateSchedule> Entry { get; } = new(
        "warm-up", typeof(WarmUp), "Raises the rate in a line to where another schedule starts, then follows that one.", [_rise, _after],
        values => new WarmUp(values.Get(_rise), values.Get(_after)))
    {
        Example = "warm-up: {length: 5, then: {constant-rate: 0.01}}",
    };

    private readonly long _length = CheckLength(length, nameof(length));
    private readonly LearningRateSchedule _then = then ?? throw new ArgumentNullException(nameof(then));

    /// <inheritdoc/>
    public override float RateAt(long position, long training) => position < _length
        ? _then.RateAt(0, training - _length) * (position + 1) / _length
        : _then.RateAt(position - _length, training - _length);
}
