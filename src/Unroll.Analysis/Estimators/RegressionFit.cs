using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>A regression model that has learned, and predicts.</summary>
public abstract class RegressionFit
{
    private int _columns;
    private int _channels = 1;

    /// <summary>The model that learned.</summary>
    public RegressionModel Model { get; private set; } = null!;

    /// <summary>The numbers that are predicted for a row.</summary>
    public int Outputs { get; private set; }

    /// <summary>The fitted model in one line, with what was chosen: <c>ridge, penalty 3.16</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The estimates; none for a model without parameters that can be read.</summary>
    public virtual IReadOnlyList<ParameterEstimate> Parameters => [];

    /// <summary>Whether the model has intervals of its own.</summary>
    public virtual bool HasIntervals => false;

    /// <summary>The warning to read before predictions are trusted; null where there is none.</summary>
    public string? Warning { get; init; }

    /// <summary>The time that learning took; zero for what was loaded.</summary>
    public TimeSpan Cost { get; internal set; }

    /// <summary>Takes up a fit that was saved.</summary>
    /// <param name="saved">What <see cref="Save"/> gave.</param>
    /// <exception cref="InputException">It is not of a known model, or damaged.</exception>
    public static RegressionFit Load(JsonNode saved) => SavedEstimator.Guard("regression model", () =>
    {
        RegressionModel model = RegressionModel.Catalogue.Create(saved["model"]!);
        RegressionFit fit = model.Restore(saved["state"]!.AsObject());
        (fit.Model, fit.Outputs) = (model, saved["outputs"]!.GetValue<int>());
        (fit._columns, fit._channels) = (saved["columns"]!.GetValue<int>(), saved["channels"]!.GetValue<int>());
        return fit;
    });

    /// <summary>Predicts rows.</summary>
    /// <param name="features">The rows, with as many features as were learned from.</param>
    /// <returns>The predictions, [row][output].</returns>
    /// <exception cref="InputException">The rows have other features, or values that are missing or infinite.</exception>
    public double[][] Predict(FeatureTable features)
    {
        Check(features);
        return PredictCore(features);
    }

    /// <summary>Intervals that the true values lie in with a certain probability, if the model is right.</summary>
    /// <param name="features">The rows, with as many features as were learned from.</param>
    /// <param name="coverage">The probability, between 0 and 1.</param>
    /// <returns>The intervals of each output, an end a row; none where the model has no intervals.</returns>
    /// <exception cref="InputException">The rows have other features, or values that are missing or infinite.</exception>
    public IReadOnlyList<PredictionIntervals> Intervals(FeatureTable features, double coverage = 0.95)
    {
        Check(features);
        return coverage is > 0 and < 1 ? IntervalsCore(features, coverage)
            : throw new ArgumentOutOfRangeException(nameof(coverage), coverage, $"Coverage is {coverage}, but must be between 0 and 1.");
    }

    /// <summary>The fit as JSON: the model with its settings, and what it has learned.</summary>
    public JsonNode Save() => new JsonObject
    {
        ["model"] = Model.Settings,
        ["outputs"] = Outputs,
        ["columns"] = _columns,
        ["channels"] = _channels,
        ["state"] = SaveState(),
    };

    /// <summary>The fitted state, without the model's settings, as <see cref="RegressionModel.Restore"/> takes it up.</summary>
    protected internal abstract JsonObject SaveState();

    /// <summary>Predicts checked rows.</summary>
    /// <param name="features">The rows.</param>
    /// <returns>The predictions, [row][output].</returns>
    protected internal abstract double[][] PredictCore(FeatureTable features);

    /// <summary>The intervals of checked rows.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="coverage">Their probability.</param>
    /// <returns>The intervals of each output; none where the model has no intervals.</returns>
    protected internal virtual IReadOnlyList<PredictionIntervals> IntervalsCore(FeatureTable features, double coverage) => [];

    /// <summary>Notes what was learned from.</summary>
    internal void Learned(RegressionModel model, FeatureTable features, int outputs) =>
        (Model, Outputs, _columns, _channels) = (model, outputs, features.Columns, features.Channels);

    private void Check(FeatureTable features)
    {
        ArgumentNullException.ThrowIfNull(features);
        FeatureChecks.Require(features, Model.Name, Model.ReadsSeries, _columns);
        SavedEstimator.RequireChannels(_channels, features.Channels);
    }
}
