using System.Text.Json.Nodes;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Calibrated prediction intervals of a target, for each step ahead: split conformal prediction around the forecast, or around a pair of
/// its quantiles. Series are calibrated together.
/// </summary>
internal sealed class IntervalCalibration
{
    private readonly IReadOnlyList<IntervalBounds> _bounds;
    private readonly IntervalBounds[] _around;
    private readonly int[] _places;
    private readonly IntervalState _calibrated;
    private IntervalState _current;

    private IntervalCalibration(
        IReadOnlyList<double> wanted, IReadOnlyList<double> levels, IReadOnlyList<IntervalBounds> bounds, int windows,
        IntervalState calibrated, IntervalState current)
    {
        (Wanted, Levels, _bounds, Windows, _calibrated, _current) = (wanted, levels, bounds, windows, calibrated, current);
        _around = [.. bounds.Distinct()];
        _places = [.. bounds.Select(around => Array.IndexOf(_around, around))];
    }

    /// <summary>The levels that were asked for, rising.</summary>
    public IReadOnlyList<double> Wanted { get; }

    /// <summary>The levels among these that there are enough windows for.</summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>Windows of the validation part that it was calibrated on: of the step that has fewest.</summary>
    public int Windows { get; }

    /// <summary>Whether intervals are built around quantiles.</summary>
    public bool IsOfQuantiles => _bounds.Any(bounds => bounds.IsPair);

    /// <summary>Calibrates on the validation part.</summary>
    /// <param name="validation">Its forecasts.</param>
    /// <param name="windows">How many there are.</param>
    /// <param name="wanted">The levels, rising.</param>
    /// <param name="bounds">What the intervals of each level are built around.</param>
    public static IntervalCalibration Fit(
        ErrorSpace validation, int windows, IReadOnlyList<double> wanted, IReadOnlyList<IntervalBounds> bounds)
    {
        IntervalBounds[] all = [.. bounds.Distinct()];
        float[][][] scores = [.. all.Select(around => (float[][])[.. Enumerable.Range(0, validation.Horizon).Select(
            step => (float[])[.. Enumerable.Range(0, windows).Select(window => (float)validation.Score(window, step, around))
                .Where(float.IsFinite)])])];
        int fewest = scores.Length == 0 ? 0 : scores[0].Min(step => step.Length);
        int[] given = [.. Enumerable.Range(0, wanted.Count).Where(i => fewest >= ConformalQuantile.RequiredScores(wanted[i]))];
        IntervalBounds[] used = [.. given.Select(i => bounds[i])];
        IntervalState state = new(
            [.. used.Distinct().Select(around => (ConformityScores[])[.. scores[Array.IndexOf(all, around)]
                .Select(step => new ConformityScores(step, validation.Horizon))])],
            [.. given.Select(i => Enumerable.Repeat(1 - wanted[i], validation.Horizon).ToArray())]);
        return new(wanted, [.. given.Select(i => wanted[i])], used, fewest, state, state);
    }

    /// <summary>The intervals of the windows of a part after the validation part.</summary>
    /// <param name="forecasts">Its forecasts.</param>
    /// <param name="windows">The windows, in any order.</param>
    /// <param name="isAdaptive">
    /// Whether they follow the errors of earlier forecasts, as far as these were known at each origin; what they have come to is kept for
    /// forecasts.
    /// </param>
    public IntervalEnds Walk(ErrorSpace forecasts, SeriesWindows windows, bool isAdaptive)
    {
        IntervalEnds ends = new(Levels, windows.Count, forecasts.Horizon);
        IntervalState state = _calibrated.Copy();
        IntervalErrors errors = new(forecasts, windows, this, state);
        foreach (IGrouping<DateTime, int> origin in Enumerable.Range(0, windows.Count)
            .GroupBy(window => windows.Series(windows.SeriesOf(window)).Frame.Time[windows.Origin(window)]).OrderBy(group => group.Key))
        {
            int[] together = [.. origin];
            if (isAdaptive)
            {
                errors.Learn(origin.Key);
                errors.Expect(together);
            }

            foreach (int window in together)
            {
                Read(forecasts, window, state, ends);
            }
        }

        if (isAdaptive)
        {
            errors.Learn(DateTime.MaxValue);
            _current = state;
        }

        return ends;
    }

    /// <summary>The intervals of a forecast after all that was seen.</summary>
    /// <param name="forecast">The forecast, of one window.</param>
    public IntervalEnds Read(ErrorSpace forecast)
    {
        IntervalEnds ends = new(Levels, 1, forecast.Horizon);
        Read(forecast, 0, _current, ends);
        return ends;
    }

    /// <summary>The same calibration for errors in other units.</summary>
    /// <param name="factor">Their factor, above 0.</param>
    public IntervalCalibration Scaled(double factor) => factor == 1
        ? this : new(Wanted, Levels, _bounds, Windows, _calibrated.Scaled(factor), _current.Scaled(factor));

    /// <summary>The index of a level's bounds among those that scores are kept of.</summary>
    /// <param name="level">Index of the level.</param>
    public int BoundsIndex(int level) => _places[level];

    /// <summary>Bounds that scores are kept of.</summary>
    /// <param name="index">Their index.</param>
    public IntervalBounds BoundsAt(int index) => _around[index];

    /// <summary>The calibration as it is saved.</summary>
    public JsonObject ToJson() => new()
    {
        ["wanted"] = Numbers(Wanted),
        ["levels"] = Numbers(Levels),
        ["lower"] = new JsonArray([.. _bounds.Select(bounds => (JsonNode?)bounds.Lower)]),
        ["upper"] = new JsonArray([.. _bounds.Select(bounds => (JsonNode?)bounds.Upper)]),
        ["windows"] = Windows,
        ["calibrated"] = _calibrated.ToJson(),
        ["current"] = ReferenceEquals(_current, _calibrated) ? null : _current.ToJson(),
    };

    /// <summary>Restores a calibration from <see cref="ToJson"/>.</summary>
    /// <param name="json">The saved calibration.</param>
    public static IntervalCalibration FromJson(JsonNode json)
    {
        IntervalState calibrated = IntervalState.FromJson(json["calibrated"]!);
        return new(
            [.. json["wanted"]!.AsArray().Select(level => level!.GetValue<double>())],
            [.. json["levels"]!.AsArray().Select(level => level!.GetValue<double>())],
            [
                .. json["lower"]!.AsArray().Zip(
                    json["upper"]!.AsArray(), (lower, upper) => new IntervalBounds(lower?.GetValue<int>(), upper?.GetValue<int>())),
            ],
            json["windows"]!.GetValue<int>(),
            calibrated,
            json["current"] is { } current ? IntervalState.FromJson(current) : calibrated);
    }

    /// <summary>Writes the intervals of a window: wider ones hold the narrower ones.</summary>
    private void Read(ErrorSpace forecasts, int window, IntervalState state, IntervalEnds ends)
    {
        double[] lower = new double[forecasts.Horizon], upper = new double[forecasts.Horizon], centre = new double[forecasts.Horizon];
        forecasts.CopyForecast(window, centre);
        for (int level = 0; level < Levels.Count; level++)
        {
            for (int step = 0; step < forecasts.Horizon; step++)
            {
                PredictionInterval interval = forecasts.Around(
                    window, step, _bounds[level], state.Reach(level, _places[level], step), Levels[level]);
                (lower[step], upper[step]) = (interval.Lower, interval.Upper);
            }

            forecasts.InvertLevels(window, lower);
            forecasts.InvertLevels(window, upper);
            Span<float> lowerEnds = ends.Lower(level, window), upperEnds = ends.Upper(level, window);
            for (int step = 0; step < forecasts.Horizon; step++)
            {
                (lowerEnds[step], upperEnds[step]) = ((float)(lower[step] - centre[step]), (float)(upper[step] - centre[step]));
                if (level > 0)
                {
                    lowerEnds[step] = Math.Min(lowerEnds[step], ends.Lower(level - 1, window)[step]);
                    upperEnds[step] = Math.Max(upperEnds[step], ends.Upper(level - 1, window)[step]);
                }
            }
        }
    }

    private static JsonArray Numbers(IEnumerable<double> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);
}
