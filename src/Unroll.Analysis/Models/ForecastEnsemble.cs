using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>The mean of several models' forecasts, which is often better than each of them (Bates and Granger 1969).</summary>
/// <param name="models">The models; automatic ARIMA, automatic exponential smoothing and Theta where none are given.</param>
public sealed class ForecastEnsemble(IReadOnlyList<ForecastModel>? models = null) : ForecastModel
{
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
            double[] means = [.. Enumerable.Range(0, horizon).Select(step => parts.Average(part => part.Mean[step]))];

            // The errors of models of one series go together: the mean's is no smaller than theirs are on average.
            return new SeriesForecast(
                means, [.. Enumerable.Range(0, horizon).Select(step => parts.Average(part => part.StandardError[step]))]);
        })
        {
            Warning = fits.Select(fit => fit.Warning).FirstOrDefault(warning => warning is not null),
        };
    }
}
