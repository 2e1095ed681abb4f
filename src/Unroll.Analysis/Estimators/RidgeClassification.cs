using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Classification by ridge regression on −1 and 1, one regression a class. The penalty is chosen by the errors of leaving each row out, and
/// the errors of the same kind tell how sure scores are: probabilities are their softmax, times the factor of greatest likelihood.
/// </summary>
public sealed class RidgeClassification : ClassificationModel
{
    private static readonly Setting<RidgeClassification, double?> _penalty =
        RidgeSettings.Penalty<RidgeClassification>(model => model.Penalty);

    private static readonly Setting<RidgeClassification, bool> _standardize =
        RidgeSettings.Standardize<RidgeClassification>(model => model.IsStandardized);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "ridge", typeof(RidgeClassification), "Ridge regression on classes as −1 and 1.", [_penalty, _standardize],
        values => new RidgeClassification { Penalty = values.Get(_penalty), IsStandardized = values.Get(_standardize) })
    {
        Shorthand = _penalty,
        Example = "ridge: 1.0",
    };

    /// <summary>The penalty λ, above 0; null to choose it by leaving rows out.</summary>
    public double? Penalty { get; init; }

    /// <summary>Whether features are divided by their standard deviations, so that the penalty does not depend on units.</summary>
    public bool IsStandardized { get; init; } = true;

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        return RidgeScores.Fit(features, labels, classes, IsStandardized, Penalty);
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state) => RidgeScores.Load(state);
}
