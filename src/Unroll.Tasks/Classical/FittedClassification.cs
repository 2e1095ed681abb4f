using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;

namespace Unroll.Tasks.Classical;

/// <summary>A classification model fitted to samples: its outputs are the probabilities of the classes.</summary>
/// <param name="fit">The fit.</param>
internal sealed class FittedClassification(ClassificationFit fit) : FittedTable(fit, KindName)
{
    /// <summary>The kind in what is saved.</summary>
    public const string KindName = "classification";

    /// <summary>Takes up what was saved.</summary>
    /// <param name="json">The JSON.</param>
    public static new FittedClassification FromJson(JsonObject json) => new(ClassificationFit.Load(json[FitKey]!));

    /// <inheritdoc/>
    protected override double[][] Predict(FeatureTable rows) => fit.PredictProbabilities(rows);
}
