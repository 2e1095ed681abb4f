namespace Unroll.Tasks.Evaluation;

/// <summary>Sums of errors that <see cref="ForecastScores"/> are made of.</summary>
internal struct ForecastErrors
{
    private double _absolute;
    private double _squared;
    private double _percentage;
    private double _symmetric;

    /// <summary>Number of points.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a point.</summary>
    public void Add(double actual, double forecast)
    {
        double error = Math.Abs(actual - forecast);
        double size = Math.Abs(actual);
        _absolute += error;
        _squared += error * error;
        _percentage += size == 0 ? double.NaN : error / size;
        _symmetric += error == 0 ? 0 : 2 * error / (size + Math.Abs(forecast));
        Count++;
    }

    /// <summary>The scores of all points; NaN where there is none.</summary>
    public readonly ForecastScores ToScores(double maseScale)
    {
        double mae = _absolute / Count;
        return new ForecastScores(mae, Math.Sqrt(_squared / Count), 100 * _percentage / Count, 100 * _symmetric / Count, maseScale > 0 ? mae / maseScale : double.NaN);
    }
}
