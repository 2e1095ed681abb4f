using Unroll.Probability;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The walk forward through windows: at each a forecast from the rows before, in the unit of the file, compared with the truth.
/// </summary>
/// <param name="preparation">The preparation of the series.</param>
/// <param name="head">The meaning of outputs.</param>
/// <param name="networks">The networks.</param>
/// <param name="season">Rows of a season.</param>
/// <param name="scales">The scale of each of many series; null where there is one.</param>
/// <param name="predict">Gives the outputs for windows.</param>
internal sealed class ForecastWalk(
    Preparation preparation, ForecastHead head, Ensemble networks, int season, SeriesScales? scales,
    Func<SeriesWindows, float[]> predict)
{
    /// <summary>Forecasts all windows.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="prepared">The series they are of.</param>
    /// <returns>The forecasts of each target.</returns>
    public IReadOnlyList<TargetForecasts> Walk(SeriesWindows windows, PreparedSet prepared)
    {
        float[] outputs = predict(windows);
        Dictionary<string, PreparedItem> items = prepared.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        ForecastRows rows = new(windows, season);
        return [.. windows.Columns.Targets.Select((target, index) => Walk(rows, items, outputs, target, index))];
    }

    private TargetForecasts Walk(ForecastRows rows, Dictionary<string, PreparedItem> items, float[] outputs, string target, int index)
    {
        IReadOnlyList<double> levelsOf = head.LevelsOf(index);
        (int horizon, int levels) = (rows.Horizon, levelsOf.Count);
        int count = checked(rows.Count * horizon);
        double[] quantile = new double[levels * horizon];
        (double[][] known, double[][] indices) = ValuesOf(rows, items, target);
        ForecastColumns columns = new(rows, known, indices, new double[count], [.. levelsOf.Select(_ => new double[count])]);
        ErrorSpace space = new(preparation, target, rows.Count, horizon, levels);
        TargetForecasts forecasts = new(target, horizon, levelsOf, scales?[index])
        {
            Predictions = new PredictionList([columns]),
            Space = space,
        };

        // The score of values that add up is known by their paths alone, which take too long here: it then follows from the quantiles.
        bool isScored = head.HasDistribution(index) && preparation.InverseReach == 0;
        for (int window = 0; window < rows.Count; window++)
        {
            PreparedItem item = items[columns.Series(window).Id];
            Span<double> points = columns.Forecast(window);
            ReadOnlySpan<double> actual = columns.Actual(window);
            head.Read(networks.Networks[0], outputs.AsSpan(window * head.Outputs, head.Outputs), index, points, quantile);
            space.Invert(window, item, rows.First(window), points, quantile);
            space.SetTruth(window, actual);
            if (isScored)
            {
                Distribution[] steps = head.Distributions(
                    networks.Networks[0], outputs.AsSpan(window * head.Outputs, head.Outputs), index);
                IReadOnlyList<Distribution> inUnit = StepDistributions.InUnit(preparation, item, target, rows.First(window), steps);
                for (int step = 0; step < horizon; step++)
                {
                    forecasts.AddCrps(step, double.IsNaN(actual[step]) ? double.NaN : inUnit[step].Crps(actual[step]));
                }
            }

            for (int i = 0; i < levels; i++)
            {
                quantile.AsSpan(i * horizon, horizon).CopyTo(columns.Quantile(i, window));
            }

            forecasts.AddWindow(columns, window);
        }

        return forecasts;
    }

    /// <summary>
    /// The target of each series of the windows, in the unit of the file, and its seasonal indices from the rows up to the first origin.
    /// </summary>
    private static (double[][] Values, double[][] Indices) ValuesOf(
        ForecastRows rows, Dictionary<string, PreparedItem> items, string target)
    {
        // Windows at random take many runs of the same series.
        Dictionary<string, (double[] Values, double[] Indices)> known = new(StringComparer.Ordinal);
        int count = rows.Count == 0 ? 0 : Enumerable.Range(0, rows.Count).Max(rows.SeriesOf) + 1;
        (double[][] values, double[][] indices) = (new double[count][], new double[count][]);
        for (int window = 0; window < rows.Count; window++)
        {
            string id = rows.Windows.Series(rows.SeriesOf(window)).Id;
            if (!known.TryGetValue(id, out (double[] Values, double[] Indices) own))
            {
                double[] column = new double[items[id].Raw.RowCount];
                items[id].Raw.CopyColumn(target, 0, column);
                SeasonPhases phases = rows.Phases(window);
                known[id] = own = (column, Naive2.SeasonalIndices(
                    column.AsSpan(0, rows.Origin(window) + 1), rows.Season, row => phases[row]));
            }

            (values[rows.SeriesOf(window)], indices[rows.SeriesOf(window)]) = own;
        }

        return (values, indices);
    }
}
