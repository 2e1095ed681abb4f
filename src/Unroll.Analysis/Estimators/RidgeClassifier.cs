using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Classification by ridge regression on −1 and 1, one regression a class. The penalty is chosen by the errors of leaving each row out, and
/// the errors of the same kind tell how sure scores are: probabilities are their softmax, times the factor of greatest likelihood.
/// </summary>
public sealed class RidgeClassifier : ClassificationModel
{
    private static readonly Setting<RidgeClassifier, double?> _penalty =
        RidgeSettings.Penalty<RidgeClassifier>(model => model.Alpha);

    private static readonly Setting<RidgeClassifier, bool> _standardize =
        RidgeSettings.Standardize<RidgeClassifier>(model => model.Standardize);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "ridge", typeof(RidgeClassifier), "Ridge regression on classes as −1 and 1.", [_penalty, _standardize],
        values => new RidgeClassifier { Alpha = values.Get(_penalty), Standardize = values.Get(_standardize) })
    {
        Shorthand = _penalty,
        Example = "ridge: 1.0",
    };

    /// <summary>The penalty λ, above 0; null to choose it by leaving rows out.</summary>
    public double? Alpha { get; init; }

    /// <summary>Whether features are divided by their standard deviations, so that the penalty does not depend on units.</summary>
    public bool Standardize { get; init; } = true;

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        return RidgeScores.Fit(features, labels, classes, Standardize, Alpha);
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state) => RidgeScores.Load(state);
}
