namespace Unroll.Analysis.Streaming;

/// <summary>
/// The statistics of a stream that tell unusual points, each beside its own past. All are moving averages: a point takes the same time
/// however many were before it.
/// </summary>
internal sealed class StreamStatistics
{
    // The weight of the newest point in each moving average, 1 / (points it looks back on).
    private const double JumpRate = 0.7;
    private const double ResidualRate = 0.25;
    private const double ShortRate = 0.08;
    private const double ChangeRate = 0.06;
    private const double LongResidualRate = 0.05;
    private const double LongRate = 0.02;
    private const double RecentRate = 0.004;

    // The level and the scale are means of all points, and of the last so many once there are more.
    private const double LevelPoints = 3000;

    // Level and scale take no value for farther away than so many scales.
    private const double LargestMove = 8;

    // Scales are no smaller than this share of the level, which is the rounding of its numbers, and of each other.
    private const double LeastScale = 1e-9;
    private const double LeastJumpScale = 1e-3;
    private const double Tiny = 1e-120;

    private readonly DailyProfile _profile = new();
    private readonly TwoSidedTail _deviations = new();
    private readonly TwoSidedTail _recentDeviations = new();
    private readonly TwoSidedTail _jumps = new();
    private readonly TwoSidedTail _shortShifts = new();
    private readonly TwoSidedTail _longShifts = new();
    private readonly TwoSidedTail _shortResiduals = new();
    private readonly TwoSidedTail _longResiduals = new();
    private readonly TwoSidedTail _changes = new();
    private readonly TwoSidedTail _densities = new();

    private double _level;
    private double _scale;
    private double _last;
    private double _smooth;
    private double _jumpScale;
    private double _smoothResidual;
    private bool _hadResidual;
    private double _shortMean;
    private double _longMean;
    private double _recentMean;
    private double _shortDistance;
    private double _shortResidual;
    private double _longResidual;
    private double _shortChange;
    private double _meanChange;

    /// <summary>The number of points taken.</summary>
    public long Count { get; private set; }

    /// <summary>Takes a point.</summary>
    /// <param name="value">Its value, which is finite.</param>
    /// <param name="ticks">Its local time; below 0 where it has none.</param>
    /// <param name="weight">The weight of a point now in the memory of the statistics.</param>
    /// <returns>The odds that it is an anomaly.</returns>
    public double Update(double value, long ticks, double weight)
    {
        if (++Count == 1)
        {
            _level = _last = _smooth = _shortMean = _longMean = _recentMean = value;
        }

        double scale = Math.Max(_scale, (LeastScale * Math.Abs(_level)) + Tiny), unit = 1 / scale, distance = value - _level;
        double odds = _deviations.Add(distance * unit, weight) + _recentDeviations.Add((value - _recentMean) * unit, weight);
        double residual = _profile.Residual(ticks, value);
        bool isFollowed = _profile.IsFollowed;
        odds += _jumps.Add(Jump(value, residual, isFollowed) / Math.Max(_jumpScale, LeastJumpScale * scale), weight);

        _shortMean += ShortRate * (value - _shortMean);
        _longMean += LongRate * (value - _longMean);
        _shortDistance += ShortRate * (Math.Abs(distance) - _shortDistance);
        odds += _shortShifts.Add((_shortMean - _level) * unit, weight) + _longShifts.Add((_longMean - _level) * unit, weight)
            + _densities.Add(_shortDistance * unit, weight);

        double left = isFollowed ? residual : distance;
        _shortResidual += ResidualRate * (left - _shortResidual);
        _longResidual += LongResidualRate * (left - _longResidual);
        if (isFollowed)
        {
            odds += _shortResiduals.Add(_shortResidual * unit, weight) + _longResiduals.Add(_longResidual * unit, weight);
        }

        double change = Math.Abs(value - _last);
        _shortChange += ChangeRate * (change - _shortChange);
        odds += _changes.Add(_meanChange > 0 && _shortChange > 0 ? 0.5 * Math.Log2(_shortChange / _meanChange) : 0, weight);
        Learn(value, ticks, residual, change, scale);
        return odds;
    }

    /// <summary>Multiplies the weights of all points.</summary>
    public void Scale(double factor)
    {
        ReadOnlySpan<TwoSidedTail> all =
        [
            _deviations, _recentDeviations, _jumps, _shortShifts, _longShifts, _shortResiduals, _longResiduals, _changes, _densities,
        ];
        foreach (TwoSidedTail statistic in all)
        {
            statistic.Scale(factor);
        }
    }

    /// <summary>The step from the points before: of the value, or of its residual where the course is followed.</summary>
    private double Jump(double value, double residual, bool isFollowed)
    {
        double jump = value - _smooth, residualJump = residual - _smoothResidual;
        if (_profile.HasResidual)
        {
            _smoothResidual = _hadResidual ? _smoothResidual + (JumpRate * residualJump) : residual;
        }

        _hadResidual = _profile.HasResidual;
        return isFollowed && Math.Abs(residualJump) < Math.Abs(jump) ? residualJump : jump;
    }

    private void Learn(double value, long ticks, double residual, double change, double scale)
    {
        double rate = Math.Max(1.0 / Count, 1 / LevelPoints), most = LargestMove * _scale;
        double move = _scale > 0 ? Math.Clamp(value - _level, -most, most) : value - _level;
        double step = Math.Abs(value - _smooth);
        _level += rate * move;
        _scale += rate * (Math.Abs(move) - _scale);
        _jumpScale += rate * ((_jumpScale > 0 ? Math.Min(step, (LargestMove * _jumpScale) + (LeastScale * scale)) : step) - _jumpScale);
        _smooth += JumpRate * (value - _smooth);
        _recentMean += RecentRate * (value - _recentMean);
        _meanChange += rate * (change - _meanChange);
        _last = value;
        _profile.Learn(ticks, value, residual, _level, scale);
    }
}
