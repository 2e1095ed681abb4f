using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The ends of the prediction intervals of windows, in the unit of the file: single numbers, since there may be many millions, and so as
/// distances from the forecast.
/// </summary>
/// <param name="levels">The levels, rising.</param>
/// <param name="windows">Number of windows.</param>
/// <param name="horizon">Steps of each.</param>
internal sealed class IntervalEnds(IReadOnlyList<double> levels, int windows, int horizon)
{
    private const double Precision = 5e-7;

    private readonly float[][] _lower = [.. levels.Select(_ => new float[checked(windows * horizon)])];
    private readonly float[][] _upper = [.. levels.Select(_ => new float[windows * horizon])];

    /// <summary>The levels, rising.</summary>
    public IReadOnlyList<double> Levels => levels;

    /// <summary>The distances of a window's lower ends above its forecasts, mostly below 0, a step after the other.</summary>
    /// <param name="level">Index of the level.</param>
    /// <param name="window">Index of the window.</param>
    public Span<float> Lower(int level, int window) => _lower[level].AsSpan(window * horizon, horizon);

    /// <summary>The distances of a window's upper ends above its forecasts, a step after the other.</summary>
    /// <param name="level">Index of the level.</param>
    /// <param name="window">Index of the window.</param>
    public Span<float> Upper(int level, int window) => _upper[level].AsSpan(window * horizon, horizon);

    /// <summary>
    /// An end that a distance leads to. One that lies within the precision of the distance from a whole number is that number: of counts
    /// the ends are counts, and a truth that is one is not to be missed by a rounding.
    /// </summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="distance">The distance.</param>
    public static double End(double forecast, float distance) => Whole(forecast + distance);

    /// <summary>A number, or the whole number that it equals up to the precision of a single number.</summary>
    /// <param name="value">The number.</param>
    public static double Whole(double value)
    {
        double nearest = Math.Round(value);
        bool isWhole = Math.Abs(value - nearest) <= Precision * Math.Max(1, Math.Abs(value));
        return isWhole ? nearest + 0.0 : value; // The sum makes a negative zero one without a sign.
    }

    /// <summary>The intervals of a forecast.</summary>
    /// <param name="index">Its index: by window, then by step.</param>
    /// <param name="forecast">The forecast, in the unit of the file.</param>
    public PredictionInterval[] At(int index, double forecast) =>
        [.. levels.Select((level, i) => new PredictionInterval(
            level, End(forecast, _lower[i][index]), End(forecast, _upper[i][index])))];
}
