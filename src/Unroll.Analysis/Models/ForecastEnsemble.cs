using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// The mean of several models' forecasts, each with the inverse of its mean squared error at some earlier origins as its weight (Bates and
/// Granger 1969): it is often better than each of them.
/// </summary>
/// <param name="models">The models; automatic ARIMA, automatic exponential smoothing and Theta where none are given.</param>
public sealed class ForecastEnsemble(IReadOnlyList<ForecastModel>? models = null) : ForecastModel
{
    private const int MostOrigins = 4;

    private static readonly Setting<ForecastEnsemble, IReadOnlyList<ForecastModel>> _members =
        new("models", Kind.List(Kind.Made(() => Catalogue), "forecast models"), ensemble => ensemble._models, "Models whose mean it is.")
        { IsRequired = true, Example = "models: [auto-arima, auto-ets, theta]" };

    private readonly IReadOnlyList<ForecastModel> _models =
        models is { Count: > 0 } ? models : [new AutoArima(), new AutoEts(), new Theta()];

    internal static Entry<ForecastModel> Entry { get; } = new(
        "ensemble", typeof(ForecastEnsemble), "Mean of several models' forecasts.", [_members],
        values => new ForecastEnsemble(values.Get(_members)))
    {
        Example = "ensemble: {models: [auto-arima, auto-ets, theta]}",
    };

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        ForecastFit[] fits = [.. _models.Select(model => model.Fit(series))];
        double[] fitted = [.. Enumerable.Range(0, series.Values.Length).Select(t => fits.Average(fit => fit.Fitted[t]))];
        return new ComputedFit($"Mean of {string.Join(", ", fits.Select(fit => fit.Description))}", fitted, horizon =>
        {
            SeriesForecast[] parts = [.. fits.Select(fit => fit.Forecast(horizon))];
            double[] weights = Weights(fits, series, horizon);
            double Mean(Func<SeriesForecast, double> part) => parts.Select((forecast, k) => weights[k] * part(forecast)).Sum();

            // The errors of models of one series go together: the mean's is no smaller than theirs are on average.
            return new SeriesForecast(
                [.. Enumerable.Range(0, horizon).Select(step => Mean(part => part.Mean[step]))],
                [.. Enumerable.Range(0, horizon).Select(step => Mean(part => part.StandardError[step]))]);
        })
        {
            Warning = fits.Select(fit => fit.Warning).FirstOrDefault(warning => warning is not null),
        };
    }

    /// <summary>The models' shares; alike where the series is too short, or a model cannot forecast from earlier.</summary>
    private static double[] Weights(ForecastFit[] fits, ObservedSeries series, int horizon)
    {
        double[] alike = [.. fits.Select(_ => 1.0 / fits.Length)], squares = new double[fits.Length];
        int count = series.Values.Length, least = Math.Max(count / 2, (2 * series.UsableSeason) + MostOrigins);
        double scale = 0;
        for (int back = 1; back <= MostOrigins && count - (back * horizon) >= least; back++)
        {
            int origin = count - (back * horizon);
            for (int k = 0; k < fits.Length; k++)
            {
                if (fits[k].ForecastFrom(origin, horizon) is not { } forecast)
                {
                    return alike;
                }

                for (int step = 0; step < horizon; step++)
                {
                    double value = series.Values[origin + step], error = value - forecast[step];
                    squares[k] += double.IsNaN(value) ? 0 : error * error;
                    scale += double.IsNaN(value) ? 0 : value * value;
                }
            }
        }

        double[] inverse = [.. squares.Select(sum => 1 / (sum + (1e-12 * scale)))];
        double total = inverse.Sum();
        return double.IsFinite(total) && total > 0 ? [.. inverse.Select(weight => weight / total)] : alike;
    }
}
