using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>Forecasts windows with trained networks, in the unit of the series, and holds the forecasts against the truth.</summary>
/// <param name="pipeline">What the series went through.</param>
/// <param name="networks">The networks, whose forecasts are averaged.</param>
/// <param name="season">Rows of a season.</param>
internal sealed class ForecastEvaluator(ForecastPipeline pipeline, IReadOnlyList<Sequential> networks, int season)
{
    /// <summary>The mean of the networks' forecasts, scaled, [windows, horizon × targets].</summary>
    public double[] Predict(SeriesWindows windows, int threads)
    {
        double[] mean = new double[checked(windows.Count * windows.TargetShape.Features)];
        float[] forecast = new float[mean.Length];
        foreach (Sequential network in networks)
        {
            network.Predict(windows, new PredictOptions { Threads = threads }).FlattenTo(forecast);
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += forecast[i];
            }
        }

        TensorPrimitives.Divide(mean, networks.Count, mean);
        return mean;
    }

    /// <summary>Walks forward through windows: at each a forecast from what came before, held against what came.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="series">The series they are of.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>The forecasts of each target.</returns>
    public IReadOnlyList<PartForecasts> Walk(SeriesWindows windows, IReadOnlyList<PreparedSeries> series, int threads)
    {
        double[] predicted = Predict(windows, threads);
        Dictionary<string, PreparedSeries> byId = series.ToDictionary(preparedSeries => preparedSeries.Id, StringComparer.Ordinal);
        return [.. windows.Columns.Targets.Select((target, index) => Walk(windows, byId, predicted, target, index))];
    }

    private PartForecasts Walk(SeriesWindows windows, Dictionary<string, PreparedSeries> series, double[] predicted, string target, int index)
    {
        (int horizon, int targets) = (windows.Layout.Horizon, windows.Columns.Targets.Count);
        int count = windows.Count * horizon;
        (double[] actual, double[] forecast, double[] naive, double[] seasonal) = (new double[count], new double[count], new double[count], new double[count]);
        for (int sample = 0; sample < windows.Count; sample++)
        {
            PreparedSeries preparedSeries = series[windows.Series(windows.SeriesOf(sample)).Id];
            int origin = windows.Origin(sample);
            int first = origin + windows.Layout.Gap + 1;
            Span<double> values = forecast.AsSpan(sample * horizon, horizon);
            for (int step = 0; step < horizon; step++)
            {
                values[step] = predicted[(((sample * horizon) + step) * targets) + index];
            }

            pipeline.Inverse(preparedSeries, target, first, values);
            preparedSeries.Raw.CopyColumn(target, first, actual.AsSpan(sample * horizon, horizon));
            for (int step = 0; step < horizon; step++)
            {
                int at = (sample * horizon) + step;
                naive[at] = ValueOf(preparedSeries.Raw, target, origin);
                seasonal[at] = ValueOf(preparedSeries.Raw, target, Baselines.SeasonalNaiveRow(origin, windows.Layout.Gap + step + 1, season));
            }
        }

        return new PartForecasts(target, horizon, new PredictionList(windows, actual, forecast, seasonal), actual, forecast, naive, seasonal);
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
