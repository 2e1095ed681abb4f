namespace Unroll.Tasks.Learning.Sections;

/// <summary>A forecast of a value at a time.</summary>
/// <param name="Time">
/// The time that was forecast; of rows without stamps as <see cref="Unroll.Series.Frames.TimeIndex"/> numbers them.
/// </param>
/// <param name="Step">So many steps before it was made, from 1.</param>
/// <param name="Actual">The true value; NaN where it is not known.</param>
/// <param name="Forecast">The forecast.</param>
public readonly record struct ForecastValue(DateTime Time, int Step, double Actual, double Forecast)
{
    /// <summary>The baseline's forecast; NaN where there is none.</summary>
    public double Baseline { get; init; } = double.NaN;

    /// <summary>
    /// Its prediction intervals, one for each of <see cref="ForecastSection.Intervals"/>; none where the part has none.
    /// </summary>
    public IReadOnlyList<ForecastBand> Bands { get; init; } = [];
}
