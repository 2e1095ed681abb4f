using System.Diagnostics;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Models;

/// <summary>
/// A model that is fitted to one series and forecasts what follows it: the interface that all classical models of time share.
/// </summary>
/// <example><c>new AutoArima().Fit(new ObservedSeries(values, season: 12)).Forecast(24).Intervals(0.95)</c></example>
public abstract class ForecastModel
{
    /// <summary>All forecast models by name; users register their own here.</summary>
    public static BlockCatalogue<ForecastModel> Catalogue { get; } = new("forecast model", () =>
    [
        AutoArima.Entry, HarmonicArima.Entry, Arima.Entry, AutoEts.Entry, Ets.Entry, Theta.Entry, Structural.Entry,
        VectorAutoregression.Entry, SeasonalNaive.Entry, Croston.Entry, TeunterSyntetosBabai.Entry, ForecastEnsemble.Entry,
    ]);

    /// <summary>The model's name in the catalogue.</summary>
    public string Name => Catalogue.NameOf(this);

    /// <summary>The model's name and those of its settings that are not the defaults, as in a recipe.</summary>
    /// <exception cref="InputException">The model is a user's own and not registered.</exception>
    public JsonNode Settings => Catalogue.Write(this);

    /// <summary>True where forecasts take the regressors of a series; false, for a model of the series' past alone, by default.</summary>
    public virtual bool UsesRegressors => false;

    /// <summary>True where a series is forecast by the past of related series, too; false by default.</summary>
    public virtual bool UsesRelatedSeries => false;

    /// <summary>Fits the model to a series.</summary>
    /// <param name="series">The series.</param>
    /// <exception cref="InputException">The series is too short, or has values that the model cannot do with.</exception>
    public ForecastFit Fit(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        RequireSettings();
        Check(series);
        long start = Stopwatch.GetTimestamp();
        ForecastFit fit = FitCore(series);
        (fit.Cost, fit.Model) = (Stopwatch.GetElapsedTime(start), this);
        return fit;
    }

    /// <summary>
    /// The estimates of an earlier fit on a history of the same series, which begins at the same time: nothing is estimated anew.
    /// </summary>
    /// <param name="estimates">The estimates, of <see cref="ForecastFit.ToJson"/>.</param>
    /// <param name="series">The history, with the same season and regressors.</param>
    /// <exception cref="InputException">The estimates are of another model, or it cannot do with the values.</exception>
    public ForecastFit Apply(JsonObject estimates, ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        ArgumentNullException.ThrowIfNull(series);
        Check(series);
        ForecastFit fit = ApplyCore(estimates, series);
        fit.Model = this;
        return fit;
    }

    /// <summary>Fits the model to a series that has a value at least, and none that is infinite.</summary>
    /// <param name="series">The series.</param>
    protected abstract ForecastFit FitCore(ObservedSeries series);

    /// <summary>The estimates of an earlier fit on another history; a user's own model overrides it.</summary>
    /// <param name="estimates">The estimates, of <see cref="ForecastFit.ToJson"/>.</param>
    /// <param name="series">The history, without infinite values.</param>
    protected virtual ForecastFit ApplyCore(JsonObject estimates, ObservedSeries series) => AppliedFits.Of(estimates, series);

    /// <summary>Refuses settings out of their ranges; a model of other models leaves theirs to them.</summary>
    private protected virtual void RequireSettings() => SettingsCheck.Require(Catalogue, this);

    private void Check(ObservedSeries series)
    {
        SeriesChecks.RequireSquares(series.Values);
        if (Array.TrueForAll(series.Values, double.IsNaN))
        {
            throw new InputException(
                series.Values.Length == 0 ? "The series is empty, so that nothing can be forecast: give one with values."
                    : "All values of the series are missing, so that nothing can be forecast: give one with values.");
        }

        if (UsesRegressors)
        {
            RegressorChecks.RequireKnown(series.Regressors, series.Values);
        }
    }

    /// <summary>The values of a series without gaps; refuses others.</summary>
    /// <param name="series">The series.</param>
    /// <param name="model">The model's name, as the beginning of a sentence.</param>
    /// <param name="least">The fewest values that will do.</param>
    private protected static double[] Complete(ObservedSeries series, string model, int least)
    {
        SeriesChecks.RequireComplete(series.Values, model);
        SeriesChecks.RequireLength(series.Values.Length, least, model);
        return series.Values;
    }
}
