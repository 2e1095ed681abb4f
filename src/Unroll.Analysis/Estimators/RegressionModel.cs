using System.Diagnostics;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// A model that learns numbers from a table of features and predicts them for other rows: the interface of all models of regression that
/// know nothing of time.
/// </summary>
/// <example>
/// <code>
/// RegressionFit fit = new RidgeRegression().Fit(new FeatureTable(rows), targets);
/// double[][] predicted = fit.Predict(new FeatureTable(otherRows));     // [row][output]
/// </code>
/// </example>
public abstract class RegressionModel
{
    /// <summary>All regression models by name; users register their own here.</summary>
    public static BlockCatalogue<RegressionModel> Catalogue { get; } = new("regression model", () =>
        [
            LinearRegression.Entry, RidgeRegression.Entry, LassoRegression.Entry, SupportVectorRegressor.Entry,
            NearestNeighborsRegressor.Entry, MiniRocketRegressor.Entry, PerceptronRegressor.Entry,
        ]);

    /// <summary>The model's name in the catalogue.</summary>
    public string Name => Catalogue.NameOf(this);

    /// <summary>The model's name and those of its settings that are not the defaults, as in a recipe.</summary>
    /// <exception cref="InputException">The model is a user's own and not registered.</exception>
    public JsonNode Settings => Catalogue.Write(this);

    /// <summary>
    /// Whether a row is a series, the channels of each step in turn and perhaps of other length than others, and not a list of features.
    /// </summary>
    public virtual bool ReadsSeries => false;

    /// <summary>Learns one number a row.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="targets">The number of each row.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">The rows or the targets are none that the model can learn from.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RegressionFit Fit(FeatureTable features, double[] targets, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return Fit(features, (double[][])[.. targets.Select(target => (double[])[target])], cancellation);
    }

    /// <summary>Learns several numbers a row, as the steps of a forecast are.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="targets">The numbers of each row, [row][output].</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">The rows or the targets are none that the model can learn from.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RegressionFit Fit(FeatureTable features, double[][] targets, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        RequireSettings();
        FeatureChecks.Require(features, Name, ReadsSeries);
        FeatureChecks.RequireTargets(features.Count, targets, Name);
        long start = Stopwatch.GetTimestamp();
        RegressionFit fit = FitCore(features, targets, cancellation);
        fit.Learned(this, features, targets[0].Length);
        fit.Cost = Stopwatch.GetElapsedTime(start);
        return fit;
    }

    /// <summary>Refuses settings out of their ranges; a model whose settings must go together overrides it.</summary>
    private protected virtual void RequireSettings() => SettingsCheck.Require(Catalogue, this);

    /// <summary>Learns from checked rows: as many finite targets as rows, at least one of each.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="targets">The numbers of each row, [row][output].</param>
    /// <param name="cancellation">Ends the work.</param>
    protected abstract RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation);

    /// <summary>Takes up what a fit of this model has saved.</summary>
    /// <param name="state">What <see cref="EstimatorFit.SaveState"/> gave.</param>
    protected internal abstract RegressionFit Restore(JsonObject state);

    /// <summary>Learns each output by itself, on all processors, for models that have no way of their own for several.</summary>
    /// <param name="targets">The numbers of each row, [row][output].</param>
    /// <param name="fitOutput">Learns one output.</param>
    /// <param name="cancellation">Ends the work.</param>
    protected static RegressionFit FitEach(
        double[][] targets, Func<double[], RegressionFit> fitOutput, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(fitOutput);
        RegressionFit[] fits = new RegressionFit[targets[0].Length];
        Workers.For(fits.Length, output => fits[output] = fitOutput([.. targets.Select(row => row[output])]), cancellation);
        return fits.Length == 1 ? fits[0] : new SeparateFits(fits);
    }

    /// <summary>Takes up the fits of <see cref="FitEach"/>.</summary>
    /// <param name="state">What they saved.</param>
    /// <param name="restoreOutput">Takes up that of one output.</param>
    protected static RegressionFit RestoreEach(JsonObject state, Func<JsonObject, RegressionFit> restoreOutput)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(restoreOutput);
        return SeparateFits.StatesOf(state) is { } states
            ? new SeparateFits([.. states.Select(restoreOutput)]) : restoreOutput(state);
    }
}
