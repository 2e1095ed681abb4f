using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// The mean of several models' forecasts, each with the inverse of its mean squared error at some earlier origins as its weight (Bates and
/// Granger 1969): it is often better than each of them. To the error counts how far a forecast is from what most of the weight
/// forecasts, the weighted median: a model that was good before and goes astray now does no harm.
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

    /// <summary>True where a model of the ensemble takes them.</summary>
    /// <inheritdoc/>
    public override bool UsesRegressors => _models.Any(model => model.UsesRegressors);

    /// <summary>True where a model of the ensemble takes them.</summary>
    /// <inheritdoc/>
    public override bool UsesRelatedSeries => _models.Any(model => model.UsesRelatedSeries);

    /// <summary>Nothing to check: each model checks its own settings when it is fitted.</summary>
    private protected override void RequireSettings()
    {
    }

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
        static double[] Mean(double[] weights, double[][] parts) =>
            [.. parts[0].Select((_, step) => parts.Select((own, k) => weights[k] * own[step]).Sum())];

        return new ComputedFit($"Mean of {string.Join(", ", fits.Select(fit => fit.Description))}", fitted, (horizon, regressors) =>
        {
            ForecastResult[] parts = [.. fits.Select(fit => fit.Forecast(horizon, regressors))];
            double[][] means = [.. parts.Select(part => part.Mean)];
            double[] weights = Weights(Errors(fits, series, count, horizon), means);

            // The errors of models of one series go together: the mean's is no smaller than theirs are on average.
            return new ForecastResult(Mean(weights, means), Mean(weights, [.. parts.Select(part => part.StandardError)]));
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
                double[] errors = Errors(fits, series, count, horizon);
                double[][][] parts = [.. fits.Select(fit => fit.ForecastFrom(origins, horizon))];
                IEnumerable<double[][]> forecasts = origins.Select((_, i) => parts.Select(own => own[i]).ToArray());
                return [.. forecasts.Select(own => Mean(Weights(errors, own), own))];
            },
            Warning = fits.Select(fit => fit.Warning).FirstOrDefault(warning => warning is not null),
        };
    }

    /// <summary>The mean squared error of each model at the earlier origins; none where there are too few values.</summary>
    private static double[] Errors(ForecastFit[] fits, ObservedSeries series, int count, int horizon)
    {
        count = Math.Min(count, series.Values.Length);
        int season = count >= 2 * series.Season ? series.Season : 1, least = Math.Max(count / 2, (2 * season) + MostOrigins);
        int[] origins =
        [
            .. Enumerable.Range(1, MostOrigins).Select(back => count - (back * horizon)).TakeWhile(origin => origin >= least).Reverse(),
        ];
        double[] means = new double[fits.Length];
        for (int k = 0; k < fits.Length; k++)
        {
            double[][] forecasts = fits[k].ForecastFrom(origins, horizon);
            double squares = 0, scale = 0;
            int compared = 0;
            for (int at = 0; at < origins.Length * horizon; at++)
            {
                double value = series.Values[origins[at / horizon] + (at % horizon)];
                double error = value - forecasts[at / horizon][at % horizon];
                if (!double.IsNaN(error))
                {
                    squares += error * error;
                    scale += value * value;
                    compared++;
                }
            }

            means[k] = compared == 0 ? double.NaN : (squares + (1e-12 * scale)) / compared;
        }

        return Array.Exists(means, error => !double.IsFinite(error)) ? [] : means;
    }

    /// <summary>The models' shares in a forecast; alike where nothing is known of their errors.</summary>
    /// <param name="errors">The mean squared error of each; none where it is not known.</param>
    /// <param name="forecasts">The forecasts, [model][step].</param>
    internal static double[] Weights(double[] errors, double[][] forecasts)
    {
        if (errors.Length == 0)
        {
            return [.. forecasts.Select(_ => 1.0 / forecasts.Length)];
        }

        double[] before = Inverse(errors), together = [.. errors];
        int horizon = forecasts[0].Length;
        for (int step = 0; step < horizon; step++)
        {
            double consensus = Median(before, [.. forecasts.Select(own => own[step])]);
            for (int k = 0; k < together.Length; k++)
            {
                double distance = forecasts[k][step] - consensus;
                together[k] += distance * distance / horizon;
            }
        }

        return Inverse(together);
    }

    /// <summary>The inverses, divided by their sum; alike where this is not finite.</summary>
    private static double[] Inverse(double[] errors)
    {
        double total = errors.Sum(error => 1 / error);
        return double.IsFinite(total) && total > 0 ? [.. errors.Select(error => 1 / error / total)]
            : [.. errors.Select(_ => 1.0 / errors.Length)];
    }

    /// <summary>The value that half of the weight lies on either side of.</summary>
    private static double Median(double[] weights, double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(k => values[k])];
        double below = 0;
        foreach (int k in order)
        {
            below += weights[k];
            if (below >= 0.5)
            {
                return values[k];
            }
        }

        return values[order[^1]];
    }
}
