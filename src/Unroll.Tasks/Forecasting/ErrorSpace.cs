using Unroll.Series.Preparing;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The forecasts of a target as levels, the values behind the preparation's steps before its first difference: where they are logarithms,
/// an error is a ratio, and where each series is scaled by itself, errors of large and small series are alike. Where forecasts were
/// prepared in several ways, their levels are the values of the file, in units of each series.
/// </summary>
/// <param name="preparation">The preparation; null where there are several.</param>
/// <param name="target">The target column.</param>
/// <param name="windows">Number of windows.</param>
/// <param name="horizon">Steps of each.</param>
/// <param name="quantiles">Quantiles of each step.</param>
internal sealed class ErrorSpace(Preparation? preparation, string target, int windows, int horizon, int quantiles)
{
    private readonly PreparedItem?[] _items = new PreparedItem?[windows];
    private readonly int[] _firstRows = new int[windows];
    private readonly double[] _units = new double[windows];
    private readonly double[] _points = new double[checked(windows * horizon)];
    private readonly float[] _errors = new float[windows * horizon];
    private readonly float[] _quantiles = new float[checked(windows * horizon * quantiles)];
    private readonly double[] _levels = new double[horizon];
    private readonly Dictionary<string, double> _unitOf = new(StringComparer.Ordinal);

    /// <summary>Steps of each window.</summary>
    public int Horizon => horizon;

    /// <summary>Takes the forecasts of a window, or of some of its steps, and inverts their preparation.</summary>
    /// <param name="window">Index of the window.</param>
    /// <param name="item">Its series.</param>
    /// <param name="firstRow">The row of the first of these steps.</param>
    /// <param name="points">The forecast of each step as the network gives it; replaced by that in the unit of the file.</param>
    /// <param name="distribution">The quantiles of each step, one run of steps after the other; replaced likewise.</param>
    /// <param name="offset">Steps of the window before these; what lies beyond its last one is inverted alone.</param>
    public void Invert(int window, PreparedItem item, int firstRow, Span<double> points, Span<double> distribution, int offset = 0)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        if (offset == 0)
        {
            (_items[window], _firstRows[window], _units[window]) = (item, firstRow, UnitOf(item, firstRow));
        }

        int run = points.Length, kept = Math.Clamp(horizon - offset, 0, run);
        preparation.InverseToLevels(item, target, firstRow, points);
        Span<double> centre = _points.AsSpan(Math.Min((window * horizon) + offset, _points.Length), kept);
        points[..kept].CopyTo(centre);
        preparation.InverseOfLevels(item, target, firstRow, points);
        for (int i = 0; i < quantiles; i++)
        {
            Span<double> quantile = distribution.Slice(i * run, run);
            preparation.InverseToLevels(item, target, firstRow, quantile);
            for (int step = 0; step < kept; step++)
            {
                _quantiles[(((window * quantiles) + i) * horizon) + offset + step] = (float)(quantile[step] - centre[step]);
            }

            preparation.InverseOfLevels(item, target, firstRow, quantile);
        }
    }

    /// <summary>Takes the forecasts of a window in the unit of the file, and finds their levels.</summary>
    /// <param name="window">Index of the window.</param>
    /// <param name="item">Its series.</param>
    /// <param name="firstRow">The row of its first step.</param>
    /// <param name="points">The forecast of each step.</param>
    /// <param name="distribution">The quantiles of each step, one run of steps after the other.</param>
    public void SetLevelsOf(int window, PreparedItem item, int firstRow, ReadOnlySpan<double> points, ReadOnlySpan<double> distribution)
    {
        ArgumentNullException.ThrowIfNull(preparation);
        double[] levels = [.. points[..horizon]], all = new double[quantiles * horizon];
        preparation.ToLevels(item, target, firstRow, levels);
        for (int i = 0; i < quantiles; i++)
        {
            Span<double> own = all.AsSpan(i * horizon, horizon);
            distribution.Slice(i * points.Length, horizon).CopyTo(own);
            preparation.ToLevels(item, target, firstRow, own);
        }

        Set(window, UnitOf(item, firstRow), levels, all);
        (_items[window], _firstRows[window]) = (item, firstRow);
    }

    /// <summary>Takes the forecasts of a window in the unit of the file, their levels where there are several preparations.</summary>
    /// <param name="window">Index of the window.</param>
    /// <param name="unit">The unit of the errors of its series.</param>
    /// <param name="points">The forecast of each step.</param>
    /// <param name="distribution">The quantiles of each step, one run of steps after the other.</param>
    public void Set(int window, double unit, ReadOnlySpan<double> points, ReadOnlySpan<double> distribution)
    {
        _units[window] = double.IsFinite(unit) && unit > 0 ? unit : 1;
        points[..horizon].CopyTo(_points.AsSpan(window * horizon));
        for (int i = 0; i < quantiles; i++)
        {
            for (int step = 0; step < horizon; step++)
            {
                _quantiles[(((window * quantiles) + i) * horizon) + step] =
                    (float)(distribution[(i * points.Length) + step] - points[step]);
            }
        }
    }

    /// <summary>Takes the truth of a window whose forecasts were taken.</summary>
    /// <param name="window">Index of the window.</param>
    /// <param name="actual">The true value of each step, as the file has it; NaN where it is not known.</param>
    public void SetTruth(int window, ReadOnlySpan<double> actual)
    {
        actual.CopyTo(_levels);
        if (_items[window] is { } item)
        {
            preparation!.CopyLevels(item, target, _firstRows[window], _levels);
        }

        for (int step = 0; step < horizon; step++)
        {
            int at = (window * horizon) + step;
            _errors[at] = double.IsNaN(actual[step]) ? float.NaN : (float)(_levels[step] - _points[at]);
        }
    }

    /// <summary>
    /// The conformity score of a forecast: how far the truth lies outside its bounds, negative within them, in units of a prepared value
    /// (Romano, Patterson and Candès 2019); of a point the absolute error. NaN where the truth is not known.
    /// </summary>
    /// <param name="window">Index of the window.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="bounds">The bounds.</param>
    public double Score(int window, int step, IntervalBounds bounds)
    {
        double error = _errors[(window * horizon) + step];
        return IntervalEnds.Whole(
            IntervalBounds.Score(error, Offset(window, step, bounds.Lower), Offset(window, step, bounds.Upper))) / _units[window];
    }

    /// <summary>The interval around bounds, as levels.</summary>
    /// <param name="window">Index of the window.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="bounds">The bounds.</param>
    /// <param name="reach">How far beyond the bounds it goes, as a conformity score.</param>
    /// <param name="level">Its level.</param>
    public PredictionInterval Around(int window, int step, IntervalBounds bounds, double reach, double level)
    {
        double point = _points[(window * horizon) + step];
        double lower = point + Offset(window, step, bounds.Lower) - (reach * _units[window]);
        double upper = point + Offset(window, step, bounds.Upper) + (reach * _units[window]);
        return PredictionInterval.Between(level, lower, upper);
    }

    /// <summary>The forecasts of a window in the unit of the file.</summary>
    /// <param name="window">Index of the window.</param>
    /// <param name="destination">A place for each step.</param>
    public void CopyForecast(int window, Span<double> destination)
    {
        _points.AsSpan(window * horizon, horizon).CopyTo(destination);
        InvertLevels(window, destination);
    }

    /// <summary>Inverts the levels of a window to the unit of the file.</summary>
    /// <param name="window">Index of the window.</param>
    /// <param name="levels">A level for each step; replaced.</param>
    public void InvertLevels(int window, Span<double> levels)
    {
        if (_items[window] is { } item)
        {
            preparation!.InverseOfLevels(item, target, _firstRows[window], levels);
        }
    }

    /// <summary>The distance of a quantile from the forecast; 0 of the forecast itself.</summary>
    private double Offset(int window, int step, int? quantile) =>
        quantile is { } index ? _quantiles[(((window * quantiles) + index) * horizon) + step] : 0;

    private double UnitOf(PreparedItem item, int row)
    {
        if (!_unitOf.TryGetValue(item.Id, out double unit))
        {
            double given = preparation!.LevelUnit(item, target, row);
            _unitOf[item.Id] = unit = double.IsFinite(given) && given > 0 ? given : 1;
        }

        return unit;
    }
}
