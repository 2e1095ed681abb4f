namespace Unroll.Analysis.Models;

/// <summary>A series that models are fitted to.</summary>
public sealed class ObservedSeries
{
    /// <summary>Creates a series.</summary>
    /// <param name="values">The values in the order of time, at equal distances; NaN where one is missing.</param>
    /// <param name="season">Steps after which the pattern repeats; 1 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The season is less than 1.</exception>
    public ObservedSeries(double[] values, int season = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        (Values, Season) = (values, season);
    }

    /// <summary>The values in the order of time; NaN where one is missing.</summary>
    public double[] Values { get; }

    /// <summary>Steps after which the pattern repeats; 1 for none.</summary>
    public int Season { get; }

    /// <summary>
    /// Regressors, [column][time]; none by default. They may go on after the values, where forecasts then take them from. Models that have
    /// no use for them leave them alone (<see cref="ForecastModel.UsesRegressors"/>).
    /// </summary>
    public double[][] Regressors { get; init; } = [];

    /// <summary>
    /// Other series at the same times, [series][time], for models of several series together; none by default. Models of a single series
    /// leave them alone (<see cref="ForecastModel.UsesRelatedSeries"/>).
    /// </summary>
    public double[][] RelatedSeries { get; init; } = [];

    /// <summary>The season that at least two of are in the series; 1 where there are fewer.</summary>
    internal int UsableSeason => Values.Length >= 2 * Season ? Season : 1;
}
