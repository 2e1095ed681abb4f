using System.Diagnostics;
using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Analysis.Models;

namespace Unroll.Tasks.Classical;

/// <summary>
/// A model that is no network, as a recipe names it for its model or among its baselines: one of the catalogues of
/// <c>Unroll.Analysis</c>, with its settings.
/// </summary>
/// <example><c>recipe with { Baselines = [ClassicalModel.Of(new AutoArima()), ClassicalModel.Of(new RidgeRegression())] }</c></example>
public abstract class ClassicalModel
{
    private protected ClassicalModel()
    {
    }

    /// <summary>Its name in its catalogue.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether it forecasts a series from its whole history, and not from a window; it then has estimates of its own for each series.
    /// </summary>
    public abstract bool IsOfTime { get; }

    /// <summary>Whether it forecasts by future covariates, too.</summary>
    internal abstract bool UsesFutureCovariates { get; }

    /// <summary>Whether a model of time forecasts a target by the past of other targets and of past covariates, too.</summary>
    internal virtual bool UsesRelatedSeries => false;

    /// <summary>Whether it learns from texts, too, by the codes of their tokens.</summary>
    internal virtual bool ReadsTexts => false;

    /// <summary>Whether it learns from nothing but texts.</summary>
    internal virtual bool NeedsTexts => false;

    /// <summary>Whether it learns from the characters of the words of texts, and not from tokens.</summary>
    internal virtual bool ReadsCharacters => false;

    /// <summary>A model of time, for forecasts.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InputException">It is not in <see cref="ForecastModel.Catalogue"/>.</exception>
    public static ClassicalModel Of(ForecastModel model) => new SeriesModel(ForecastModel.Catalogue.BlockOf(model));

    /// <summary>A model of regression, for forecasts and for numbers of whole series.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InputException">It is not in <see cref="RegressionModel.Catalogue"/>.</exception>
    public static ClassicalModel Of(RegressionModel model) => new TableRegression(RegressionModel.Catalogue.BlockOf(model));

    /// <summary>A model of classification, for the classes of whole series.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InputException">It is not in <see cref="ClassificationModel.Catalogue"/>.</exception>
    public static ClassicalModel Of(ClassificationModel model) => new TableClassification(ClassificationModel.Catalogue.BlockOf(model));

    /// <summary>Its name, or a section with its name and those of its settings that are not the defaults.</summary>
    public abstract JsonNode ToJson();

    /// <summary>Makes the model once, so that settings that do not go together are found.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal abstract void Check();

    /// <summary>Fits the model.</summary>
    /// <param name="data">The data.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">The data are none that the model can be fitted to.</exception>
    internal FittedModel Fit(ClassicalData data, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        FittedModel fitted = FitCore(data, cancellation);
        fitted.Cost = Stopwatch.GetElapsedTime(start);
        return fitted;
    }

    /// <summary>Fits the model.</summary>
    /// <param name="data">The data.</param>
    /// <param name="cancellation">Ends the work.</param>
    private protected abstract FittedModel FitCore(ClassicalData data, CancellationToken cancellation);
}
