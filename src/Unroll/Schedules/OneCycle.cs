using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>
/// The one-cycle policy: a rise to a peak and a fall far below the start, both along half a cosine (Smith and Topin 2018), over a whole
/// training.
/// </summary>
public sealed class OneCycle : LearningRateSchedule
{
    private static readonly Setting<OneCycle, float> _highest =
        new("max-learning-rate", Kind.Single(NumberRange.Positive), schedule => schedule._peak, "Highest learning rate.")
        {
            IsRequired = true,
            Example = "max-learning-rate: 0.01"
        };

    private static readonly Setting<OneCycle, int?> _whole =
        new("length", Kind.Optional(Kind.Integer(2)), schedule => checked((int?)schedule._length), "Epochs or steps of the cycle.")
        { DefaultNote = "the whole training" };

    private static readonly Setting<OneCycle, float> _share =
        new("rising-share", Kind.Single(NumberRange.Fraction), schedule => schedule._risingShare,
            "Share of the cycle in which the rate rises.")
        { DefaultValue = DefaultRisingShare };

    private static readonly Setting<OneCycle, float> _divisor =
        new("start-divisor", Kind.Single(NumberRange.Positive), schedule => schedule._startDivisor,
            "The first rate is the highest divided by this.")
        { DefaultValue = DefaultStartDivisor };

    private static readonly Setting<OneCycle, float> _lastDivisor =
        new("end-divisor", Kind.Single(NumberRange.Positive), schedule => schedule._endDivisor,
            "The last rate is the first divided by this.")
        { DefaultValue = DefaultEndDivisor };

    internal static Entry<LearningRateSchedule> Entry { get; } = new(
        "one-cycle", typeof(OneCycle), "Raises the rate to a peak and lowers it far below its start.",
        [_highest, _whole, _share, _divisor, _lastDivisor],
        values => new OneCycle(values.Get(_highest), values.Get(_whole), values.Get(_share), values.Get(_divisor),
            values.Get(_lastDivisor)))
    {
        Shorthand = _highest,
        Example = "one-cycle: 0.01",
    };

    private const float DefaultRisingShare = 0.3f;
    private const float DefaultStartDivisor = 25;
    private const float DefaultEndDivisor = 1e4f;

    private readonly float _peak;
    private readonly float _start;
    private readonly float _end;
    private readonly long? _length;
    private readonly float _risingShare;
    private readonly float _startDivisor;
    private readonly float _endDivisor;

    /// <summary>Creates the schedule.</summary>
    /// <param name="maxLearningRate">Highest rate, positive.</param>
    /// <param name="length">Epochs or steps of the cycle, at least 2. Default: those of the whole training.</param>
    /// <param name="risingShare">Share of them in which the rate rises, above 0 and below 1. Default: 0.3 as in PyTorch.</param>
    /// <param name="startDivisor">The first rate is the peak divided by this. Default: 25.</param>
    /// <param name="endDivisor">The last rate is the first divided by this. Default: 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public OneCycle(float maxLearningRate, long? length = null, float risingShare = DefaultRisingShare,
        float startDivisor = DefaultStartDivisor, float endDivisor = DefaultEndDivisor)
    {
        Require.PositiveFinite(risingShare, nameof(risingShare));
        Require.FractionBelowOne(risingShare, nameof(risingShare));
        _peak = CheckRate(maxLearningRate, nameof(maxLearningRate));
        _start = maxLearningRate / CheckRate(startDivisor, nameof(startDivisor));
        _end = _start / CheckRate(endDivisor, nameof(endDivisor));
        _length = CheckGivenLength(length, 2, nameof(length));
        (_risingShare, _startDivisor, _endDivisor) = (risingShare, startDivisor, endDivisor);
    }

    /// <inheritdoc/>
    public override float RateAt(long position, long training)
    {
        long length = Math.Max(2, _length ?? training), rising = Math.Clamp((long)Math.Round(_risingShare * length), 1, length - 1);
        return position < rising
            ? Between(_start, _peak, (double)position / rising)
            : Between(_peak, _end, Math.Min(1, (double)(position - rising) / Math.Max(1, length - 1 - rising)));
    }

    private static float Between(float from, float to, double share) => (float)(to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * share))));
}
