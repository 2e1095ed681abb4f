using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>A regression model that has learned, and predicts.</summary>
public abstract class RegressionFit : EstimatorFit
{
    /// <summary>The model that learned.</summary>
    public RegressionModel Model { get; private set; } = null!;

    /// <summary>The numbers that are predicted for a row.</summary>
    public int Outputs { get; private set; }

    /// <inheritdoc/>
    public override bool ReadsSeries => Model.ReadsSeries;

    /// <inheritdoc/>
    private protected override string ModelName => Model.Name;

    /// <summary>Whether the model has intervals of its own.</summary>
    public virtual bool HasIntervals => false;

    /// <summary>Takes up a fit that was saved.</summary>
    /// <param name="saved">What <see cref="EstimatorFit.Save"/> gave.</param>
    /// <exception cref="InputException">It is not of a known model, or damaged.</exception>
    public static RegressionFit Load(JsonNode saved) => SavedEstimator.Guard("regression model", () =>
    {
        RegressionModel model = RegressionModel.Catalogue.Create(saved["model"]!);
        RegressionFit fit = model.Restore(saved["state"]!.AsObject());
        (fit.Model, fit.Outputs) = (model, saved["outputs"]!.GetValue<int>());
        fit.LearnedFrom(saved);
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
    internal void Learned(RegressionModel model, FeatureTable features, int outputs)
    {
        (Model, Outputs) = (model, outputs);
        LearnedFrom(features);
    }

    /// <inheritdoc/>
    private protected override void Write(JsonObject saved)
    {
        saved["model"] = Model.Settings;
        saved["outputs"] = Outputs;
    }
}
