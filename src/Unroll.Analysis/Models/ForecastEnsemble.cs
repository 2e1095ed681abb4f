using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// The mean of several models' forecasts, each with the inverse of its mean squared error at some earlier origins as its weight (Bates and
/// Granger 1969): it is often better than each of them.
/// </summary>
/// <param name="models">The models; automatic ARIMA, automatic exponential smoothing and Theta where none are given.</param>
public sealed class ForecastEnsemble(IReadOnlyList<ForecastModel>? models = null) : ForecastModel
{
    internal const string SavedAs = "ensemble";
    private const int MostOrigins = 4;

    private static readonly Setting<ForecastEnsemble, IReadOnlyList<ForecastModel>> _members =
        new("models", Kind.List(Kind.Made(() => Catalogue), "forecast models"), ensemble => ensemble._models, "Models whose mean it is.")
        { IsRequired = true, Example = "models: [auto-arima, auto-ets, theta]" };

    private readonly IReadOnlyList<ForecastModel> _models =
        models is { Count: > 0 } ? models : [new AutoArima(), new AutoEts(), new Theta()];

    internal static Entry<ForecastModel> Entry { get; } = new(
        SavedAs, typeof(ForecastEnsemble), "Mean of several models' forecasts.", [_members],
        values => new ForecastEnsemble(values.Get(_members)))
    {
        Example = "ensemble: {models: [auto-arima, auto-ets, theta]}",
    };

    /// <inheritdoc/>
    protected override ForecastFit FitCore(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        ForecastFit[] fits = [.. _models.Select(model => model.Fit(series))];
        return Of(fits, series, series.Values.Length);
    }

    /// <inheritdoc/>
    protected override ForecastFit ApplyCore(JsonObject estimates, ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        ArgumentNullException.ThrowIfNull(series);
        return estimates["members"] is JsonArray members && members.Count == _models.Count
            ? Of([.. _models.Zip(members, (model, own) => model.Apply(own!.AsObject(), series))], series, CountOf(estimates))
            : base.ApplyCore(estimates, series);
    }

    internal static ForecastFit FromJson(JsonObject json, ObservedSeries series) => Of(
        [.. json["members"]!.AsArray().Select(own => AppliedFits.Of(own!.AsObject(), series))], series, CountOf(json));

    private static int CountOf(JsonObject json) => json["count"]!.GetValue<int>();

    /// <summary>The mean of fits, weighted by the errors of the last of a number of values.</summary>
    private static ComputedFit Of(ForecastFit[] fits, ObservedSeries series, int count)
    {
        double[] fitted = [.. Enumerable.Range(0, series.Values.Length).Select(t => fits.Average(fit => fit.Fitted[t]))];
        double[] Mean(double[] weights, Func<int, double[]> part)
        {
            double[][] parts = [.. fits.Select((_, k) => part(k))];
            return [.. parts[0].Select((_, step) => parts.Select((own, k) => weights[k] * own[step]).Sum())];
        }

        return new ComputedFit($"Mean of {string.Join(", ", fits.Select(fit => fit.Description))}", fitted, horizon =>
        {
            SeriesForecast[] parts = [.. fits.Select(fit => fit.Forecast(horizon))];
            double[] weights = Weights(fits, series, count, horizon);

            // The errors of models of one series go together: the mean's is no smaller than theirs are on average.
            return new SeriesForecast(Mean(weights, k => parts[k].Mean), Mean(weights, k => parts[k].StandardError));
        })
        {
            State = () => new JsonObject
            {
                [AppliedFits.Kind] = SavedAs,
                ["members"] = new JsonArray([.. fits.Select(fit => (JsonNode)fit.ToJson())]),
                ["count"] = count,
            },
            Earlier = (origins, horizon) =>
            {
                double[] weights = Weights(fits, series, count, horizon);
                double[][][] parts = [.. fits.Select(fit => fit.ForecastFrom(origins, horizon))];
                return [.. origins.Select((_, i) => Mean(weights, k => parts[k][i]))];
            },
            Warning = fits.Select(fit => fit.Warning).FirstOrDefault(warning => warning is not null),
        };
    }

    /// <summary>The models' shares; alike where there are too few values.</summary>
    private static double[] Weights(ForecastFit[] fits, ObservedSeries series, int count, int horizon)
    {
        double[] squares = new double[fits.Length];
        count = Math.Min(count, series.Values.Length);
        int season = count >= 2 * series.Season ? series.Season : 1, least = Math.Max(count / 2, (2 * season) + MostOrigins);
        int[] origins =
        [
            .. Enumerable.Range(1, MostOrigins).Select(back => count - (back * horizon)).TakeWhile(origin => origin >= least).Reverse(),
        ];
        double scale = 0;
        for (int k = 0; k < fits.Length; k++)
        {
            double[][] forecasts = fits[k].ForecastFrom(origins, horizon);
            for (int i = 0; i < origins.Length; i++)
            {
                for (int step = 0; step < horizon; step++)
                {
                    double value = series.Values[origins[i] + step], error = value - forecasts[i][step];
                    squares[k] += double.IsNaN(error) ? 0 : error * error;
                    scale += double.IsNaN(value) ? 0 : value * value / fits.Length;
                }
            }
        }

        double[] inverse = [.. squares.Select(sum => 1 / (sum + (1e-12 * scale)))];
        double total = inverse.Sum();
        return double.IsFinite(total) && total > 0 ? [.. inverse.Select(weight => weight / total)]
            : [.. fits.Select(_ => 1.0 / fits.Length)];
    }
}
