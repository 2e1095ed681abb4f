namespace Unroll.Analysis.Streaming;

/// <summary>
/// The course of a stream by the time of day, in steps of five minutes, and by the day of the week, in steps of half an hour, learnt as it
/// goes. A point's residual is the smaller of both.
/// </summary>
internal sealed class DailyProfile
{
    /// <summary>The ticks of a point without a time.</summary>
    public const long NoTime = -1;

    private const long DayStep = 5 * TimeSpan.TicksPerMinute;
    private const int DaySteps = (int)(TimeSpan.TicksPerDay / DayStep);
    private const int DayStepsPerWeekStep = 6;
    private const int WeekSteps = 7 * DaySteps / DayStepsPerWeekStep;

    // A mean over the first visits to a step, then weighing the newest by this.
    private const double LeastRate = 0.1;

    // A visit moves a mean as if it were at most so many scales away, so that an anomaly is not taken for tomorrow's course.
    private const double LargestMove = 4;
    private const double LargestError = 8;
    private const double LeastErrorRate = 0.002;

    // The course is used where its residuals are so much smaller than the distances from the level.
    private const double LargestRatio = 0.6;

    private readonly double[] _dayMeans = new double[DaySteps];
    private readonly int[] _dayVisits = new int[DaySteps];
    private readonly double[] _weekMeans = new double[WeekSteps];
    private readonly int[] _weekVisits = new int[WeekSteps];
    private double _error;
    private double _deviation;
    private long _compared;
    private int _dayStep;
    private int _weekStep;

    /// <summary>Whether the last point's step has been visited before, so that there is a residual.</summary>
    public bool HasResidual { get; private set; }

    /// <summary>Whether the stream follows its course by the clock, so that residuals are better than distances from the level.</summary>
    public bool IsFollowed => HasResidual && _error < LargestRatio * _deviation;

    /// <summary>The difference of a point from the course so far; 0 where there is none.</summary>
    /// <param name="ticks">The point's time.</param>
    /// <param name="value">Its value.</param>
    public double Residual(long ticks, double value)
    {
        if (ticks < 0)
        {
            HasResidual = false;
            return 0;
        }

        // Day 0 of the calendar was a Monday; which day a week begins with does not matter here.
        long day = ticks / TimeSpan.TicksPerDay;
        _dayStep = (int)((ticks - (day * TimeSpan.TicksPerDay)) / DayStep);
        _weekStep = ((int)(day % 7) * (DaySteps / DayStepsPerWeekStep)) + (_dayStep / DayStepsPerWeekStep);
        HasResidual = _dayVisits[_dayStep] > 0;
        if (!HasResidual)
        {
            return 0;
        }

        double byDay = value - _dayMeans[_dayStep], byWeek = value - _weekMeans[_weekStep];
        return _weekVisits[_weekStep] > 0 && Math.Abs(byWeek) < Math.Abs(byDay) ? byWeek : byDay;
    }

    /// <summary>Learns from the last point.</summary>
    /// <param name="ticks">Its time.</param>
    /// <param name="value">Its value.</param>
    /// <param name="residual">Its residual.</param>
    /// <param name="level">The stream's level.</param>
    /// <param name="scale">The stream's scale.</param>
    public void Learn(long ticks, double value, double residual, double level, double scale)
    {
        if (ticks < 0)
        {
            return;
        }

        if (HasResidual)
        {
            double rate = Math.Max(1.0 / ++_compared, LeastErrorRate), most = LargestError * scale;
            _error += rate * (Math.Min(most, Math.Abs(residual)) - _error);
            _deviation += rate * (Math.Min(most, Math.Abs(value - level)) - _deviation);
        }

        Move(ref _dayMeans[_dayStep], ref _dayVisits[_dayStep], value, LargestMove * scale);
        Move(ref _weekMeans[_weekStep], ref _weekVisits[_weekStep], value, LargestMove * scale);
    }

    private static void Move(ref double mean, ref int visits, double value, double most)
    {
        if (visits == 0)
        {
            (mean, visits) = (value, 1);
            return;
        }

        // Visits need be counted only until the rate no longer depends on them.
        visits = Math.Min(visits + 1, (int)(1 / LeastRate));
        mean += Math.Max(1.0 / visits, LeastRate) * Math.Clamp(value - mean, -most, most);
    }
}
