using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>A classification model that has learned, and tells classes.</summary>
public abstract class ClassificationFit : EstimatorFit
{
    private int[] _present = [];

    /// <summary>The model that learned.</summary>
    public ClassificationModel Model { get; private set; } = null!;

    /// <summary>Number of classes, with those that no row had.</summary>
    public int Classes { get; private set; }

    /// <inheritdoc/>
    public override bool ReadsSeries => Model.ReadsSeries;

    /// <inheritdoc/>
    private protected override string ModelName => Model.Name;

    /// <summary>Takes up a fit that was saved.</summary>
    /// <param name="saved">What <see cref="EstimatorFit.Save"/> gave.</param>
    /// <exception cref="InputException">It is not of a known model, or damaged.</exception>
    public static ClassificationFit Load(JsonNode saved) => SavedEstimator.Guard("classification model", () =>
    {
        ClassificationModel model = ClassificationModel.Catalogue.Create(saved["model"]!);
        int[] present = SavedEstimator.Integers(saved["present"]);
        ClassificationFit fit = present.Length == 1 ? new SingleClassFit() : model.Restore(saved["state"]!.AsObject());
        (fit.Model, fit._present, fit.Classes) = (model, present, saved["classes"]!.GetValue<int>());
        fit.LearnedFrom(saved);
        return fit;
    });

    /// <summary>The most probable class of each row; of equal ones the first.</summary>
    /// <param name="features">The rows, with as many features as were learned from.</param>
    /// <exception cref="InputException">The rows have other features, or values that are missing or infinite.</exception>
    public int[] Predict(FeatureTable features) =>
        [.. PredictProbabilities(features).Select(row => Array.IndexOf(row, row.Max()))];

    /// <summary>The probabilities of the classes.</summary>
    /// <param name="features">The rows, with as many features as were learned from.</param>
    /// <returns>The probabilities, [row][class], which add up to 1 in each row; 0 for classes that no row had.</returns>
    /// <exception cref="InputException">The rows have other features, or values that are missing or infinite.</exception>
    public double[][] PredictProbabilities(FeatureTable features)
    {
        Check(features);
        double[][] found = ProbabilitiesCore(features);
        return _present.Length == Classes ? found : [.. found.Select(row =>
        {
            double[] all = new double[Classes];
            for (int i = 0; i < row.Length; i++)
            {
                all[_present[i]] = row[i];
            }

            return all;
        })];
    }

    /// <summary>
    /// Whether each row is without any token that was learned from: a model of texts then gives the shares that the classes had. No row is
    /// for other models.
    /// </summary>
    /// <param name="features">The rows, with as many features as were learned from.</param>
    /// <exception cref="InputException">The rows have other features, or values that are missing or infinite, or are no codes.</exception>
    public bool[] LackKnownTokens(FeatureTable features)
    {
        Check(features);
        return LackKnownTokensCore(features);
    }

    /// <summary>The probabilities of checked rows.</summary>
    /// <param name="features">The rows.</param>
    /// <returns>The probabilities of the classes that were learned, [row][class].</returns>
    protected internal abstract double[][] ProbabilitiesCore(FeatureTable features);

    /// <summary>Whether each of checked rows is without any token that was learned from; no row is, unless a model overrides it.</summary>
    /// <param name="features">The rows.</param>
    private protected virtual bool[] LackKnownTokensCore(FeatureTable features) => new bool[features.Count];

    /// <summary>Notes what was learned from.</summary>
    internal void Learned(ClassificationModel model, FeatureTable features, int[] present, int classes)
    {
        (Model, _present, Classes) = (model, present, classes);
        LearnedFrom(features);
    }

    /// <inheritdoc/>
    private protected override void Write(JsonObject saved)
    {
        saved["model"] = Model.Settings;
        saved["classes"] = Classes;
        saved["present"] = SavedEstimator.Integers(_present);
    }
}
