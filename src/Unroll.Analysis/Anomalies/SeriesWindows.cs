using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Anomalies;

/// <summary>The windows of a series that detectors of unusual stretches look at, in robust deviations from its median.</summary>
internal sealed class SeriesWindows
{
    /// <summary>Differences of windows, in robust deviations of the series, that are never unusual, however regular the rest.</summary>
    public const double LeastUnusual = 0.1;

    private const double MostMissing = 0.2;
    private const int LeastLength = 8;
    private const int GreatestLength = 100;
    private const int LengthsOfSeries = 4;

    private readonly double[] _values;
    private readonly bool[] _isVoid;

    private SeriesWindows(double[] values, bool[] isVoid, double[] scaled, int length) =>
        (_values, _isVoid, Scaled, Length) = (values, isVoid, scaled, length);

    /// <summary>The series without gaps, in robust deviations.</summary>
    public double[] Scaled { get; }

    /// <summary>Rows of a window.</summary>
    public int Length { get; }

    /// <summary>The number of windows.</summary>
    public int Count => Scaled.Length - Length + 1;

    /// <summary>The windows of a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="length">Rows of a window.</param>
    /// <param name="scale">What is taken from the values, and divides them.</param>
    public static SeriesWindows Of(ObservedSeries series, int length, RobustScale scale)
    {
        double[] values = series.Values, filled = MissingValues.Interpolate(values);
        SeriesChecks.RequireLength(values.Length, length, "A window");
        double spread = scale.Spread > 0 ? scale.Spread : 1;
        double[] scaled = [.. filled.Select(value => (value - scale.Centre) / spread)];
        bool[] isVoid = new bool[values.Length - length + 1];
        for (int row = 0, missing = 0; row < values.Length; row++)
        {
            missing += double.IsNaN(values[row]) ? 1 : 0;
            missing -= row >= length && double.IsNaN(values[row - length]) ? 1 : 0;
            if (row >= length - 1)
            {
                isVoid[row - length + 1] = missing > MostMissing * length;
            }
        }

        return new SeriesWindows(values, isVoid, scaled, length);
    }

    /// <summary>Rows of a window: those that are given, or a season, or by the length of the series.</summary>
    /// <param name="given">The given number; null for none.</param>
    /// <param name="series">The series.</param>
    /// <param name="method">The method, as the beginning of a sentence.</param>
    /// <exception cref="InputException">The series is shorter than four windows.</exception>
    public static int LengthFor(int? given, ObservedSeries series, string method)
    {
        int count = series.Values.Length;
        int length = given ?? (series.Season >= LeastLength && LengthsOfSeries * series.Season <= count ? series.Season
            : Math.Clamp(count / 20, LeastLength, GreatestLength));
        SeriesChecks.RequireLength(count, LengthsOfSeries * length, $"{method} of windows of {CountFormatter.Format(length, "rows")}");
        return length;
    }

    /// <summary>A window.</summary>
    /// <param name="start">Its first row.</param>
    public ReadOnlySpan<double> this[int start] => Scaled.AsSpan(start, Length);

    /// <summary>Whether too much of a window is missing.</summary>
    /// <param name="start">Its first row.</param>
    public bool IsVoid(int start) => _isVoid[start];

    /// <summary>First rows of windows to learn from: not void, evenly spread, and no more than enough.</summary>
    /// <param name="most">How many at most.</param>
    /// <exception cref="InputException">All windows are void.</exception>
    public int[] Starts(int most)
    {
        int[] starts = [.. Enumerable.Range(0, Count).Where(start => !_isVoid[start])];
        if (starts.Length == 0)
        {
            throw new InputException(
                $"In each window of {CountFormatter.Format(Length, "rows")} more than a fifth of the values is missing: fill the gaps, or "
                + "take another window or method.");
        }

        return starts.Length <= most ? starts
            : [.. Enumerable.Range(0, most).Select(k => starts[(int)((long)k * starts.Length / most)])];
    }

    /// <summary>Scores of windows as scores of rows: of each the mean over the windows that it lies in.</summary>
    /// <param name="scoreOf">The score of the window that begins at a row.</param>
    public double[] RowScores(Func<int, double> scoreOf)
    {
        double[] scores = new double[Count];
        Workers.For(scores.Length, start => scores[start] = _isVoid[start] ? double.NaN : scoreOf(start));
        return RowScores(scores, Length, _values);
    }

    /// <summary>Scores of windows as scores of rows: of each the mean over the windows that it lies in.</summary>
    /// <param name="scores">Scores of windows by their first rows; NaN or infinite where there is none.</param>
    /// <param name="length">Rows of a window.</param>
    /// <param name="values">The series; a missing value has no score.</param>
    public static double[] RowScores(double[] scores, int length, double[] values)
    {
        double[] rows = new double[values.Length];
        CompensatedSum sum = default;
        int count = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            if (row < scores.Length && double.IsFinite(scores[row]))
            {
                sum.Add(scores[row]);
                count++;
            }

            if (row >= length && double.IsFinite(scores[row - length]))
            {
                sum.Add(-scores[row - length]);
                count--;
            }

            rows[row] = double.IsNaN(values[row]) || count == 0 ? double.NaN : Math.Max(0, sum.Value / count);
        }

        return rows;
    }
}
