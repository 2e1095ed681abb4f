using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The rows of the windows of a part: where each begins to forecast, and the rows that the seasonal-naive forecast takes. They are the same
/// for all targets, so they are held once.
/// </summary>
internal sealed class ForecastRows
{
    private readonly int[] _series;
    private readonly int[] _origins;
    private readonly int[] _seasonal;
    private readonly int _season;
    private readonly Dictionary<TimeIndex, SeasonPhases> _phases = [];

    /// <summary>Finds the rows of windows.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="season">Rows of a season.</param>
    public ForecastRows(SeriesWindows windows, int season)
    {
        (int horizon, int gap) = (windows.Layout.Horizon, windows.Layout.Gap);
        (Windows, _season) = (windows, season);
        (_series, _origins) = (new int[windows.Count], new int[windows.Count]);
        _seasonal = new int[checked(windows.Count * horizon)];
        for (int window = 0; window < windows.Count; window++)
        {
            (_series[window], _origins[window]) = (windows.SeriesOf(window), windows.Origin(window));
            for (int step = 0; step < horizon; step++)
            {
                _seasonal[(window * horizon) + step] = Baselines.SeasonalNaiveRow(
                    windows.Series(_series[window]).Frame.Time, _origins[window], gap + step + 1, season);
            }
        }
    }

    /// <summary>The windows.</summary>
    public SeriesWindows Windows { get; }

    /// <summary>Number of windows.</summary>
    public int Count => _origins.Length;

    /// <summary>Steps of each.</summary>
    public int Horizon => Windows.Layout.Horizon;

    /// <summary>The index of a window's series.</summary>
    public int SeriesOf(int window) => _series[window];

    /// <summary>The last input row of a window.</summary>
    public int Origin(int window) => _origins[window];

    /// <summary>The first target row of a window.</summary>
    public int First(int window) => _origins[window] + Windows.Layout.Gap + 1;

    /// <summary>Rows of a season.</summary>
    public int Season => _season;

    /// <summary>The phases of the rows of a window's series.</summary>
    public SeasonPhases Phases(int window)
    {
        TimeIndex time = Windows.Series(_series[window]).Frame.Time;
        return _phases.TryGetValue(time, out SeasonPhases? phases) ? phases : _phases[time] = new SeasonPhases(time, _season);
    }

    /// <summary>The rows that the seasonal-naive forecast takes for each step of a window; negative where there is none.</summary>
    public ReadOnlySpan<int> Seasonal(int window) => _seasonal.AsSpan(window * Horizon, Horizon);
}
