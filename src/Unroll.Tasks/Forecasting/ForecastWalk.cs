using Unroll.Series.Frames;
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
internal sealed class ForecastWalk(Preparation preparation, ForecastHead head, Ensemble networks, int season)
{
    /// <summary>Forecasts all windows.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="prepared">The series they are of.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>The forecasts of each target.</returns>
    public IReadOnlyList<TargetForecasts> Walk(SeriesWindows windows, PreparedSet prepared, int threads)
    {
        float[] outputs = networks.Predict(windows, threads);
        Dictionary<string, PreparedItem> items = prepared.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        return [.. windows.Columns.Targets.Select((target, index) => Walk(windows, items, outputs, target, index))];
    }

    private TargetForecasts Walk(SeriesWindows windows, Dictionary<string, PreparedItem> items, float[] outputs, string target, int index)
    {
        IReadOnlyList<double> levelsOf = head.LevelsOf(index);
        (int horizon, int gap, int levels) = (windows.Layout.Horizon, windows.Layout.Gap, levelsOf.Count);
        int count = checked(windows.Count * horizon);
        double[] actual = new double[count], forecast = new double[count], seasonal = new double[count],
            naive = new double[windows.Count], quantile = new double[levels * horizon], distribution = new double[levels];
        double[][] quantiles = [.. levelsOf.Select(_ => new double[count])];
        TargetForecasts forecasts = new(target, horizon, levelsOf)
        {
            Predictions = new PredictionList(windows, actual, forecast, naive, seasonal, quantiles),
        };
        for (int sample = 0; sample < windows.Count; sample++)
        {
            PreparedItem item = items[windows.Series(windows.SeriesOf(sample)).Id];
            (int origin, int at) = (windows.Origin(sample), sample * horizon);
            int first = origin + gap + 1;
            Span<double> points = forecast.AsSpan(at, horizon);
            head.Read(networks.Networks[0], outputs.AsSpan(sample * head.Outputs, head.Outputs), index, points, quantile);
            preparation.Inverse(item, target, first, points);
            item.Raw.CopyColumn(target, first, actual.AsSpan(at, horizon));
            naive[sample] = ValueOf(item.Raw, target, origin);
            for (int step = 0; step < horizon; step++)
            {
                seasonal[at + step] = ValueOf(item.Raw, target, Baselines.SeasonalNaiveRow(item.Raw.Time, origin, gap + step + 1, season));
                forecasts.Add(step, actual[at + step], points[step], naive[sample], seasonal[at + step]);
            }

            for (int i = 0; i < levels; i++)
            {
                Span<double> values = quantiles[i].AsSpan(at, horizon);
                quantile.AsSpan(i * horizon, horizon).CopyTo(values);
                preparation.Inverse(item, target, first, values);
            }

            for (int step = 0; step < horizon && levels > 0; step++)
            {
                for (int i = 0; i < levels; i++)
                {
                    distribution[i] = quantiles[i][at + step];
                }

                forecasts.AddQuantiles(step, actual[at + step], distribution);
            }
        }

        return forecasts;
    }

    private static double ValueOf(Frame frame, string column, int row)
    {
        if (row < 0)
        {
            return double.NaN;
        }

        Span<double> value = stackalloc double[1];
        frame.CopyColumn(column, row, value);
        return value[0];
    }
}
