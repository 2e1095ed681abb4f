using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Classification by a support vector machine (Cortes and Vapnik 1995), linear or with radial basis functions; of more than two classes by
/// one for each pair. Probabilities are Platt's, from rows that were left out, and coupled over pairs.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class SupportVectorClassifier(SupportVectorOptions? options = null) : ClassificationModel
{
    private static readonly SupportVectorSettings<SupportVectorClassifier> _settings =
        new(model => model.Options, isRegression: false);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "svm", typeof(SupportVectorClassifier), "Support vector machine with probabilities.", _settings.All,
        values => new SupportVectorClassifier(_settings.Read(values)));

    /// <summary>The settings.</summary>
    public SupportVectorOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        FeatureScale scale = FeatureScale.Of(features.Rows, Options.Standardize, isCentered: Options.Standardize);
        double[][] rows = scale.Apply(features.Rows);
        double gamma = SupportVectors.GammaOf(rows, Options);
        (int First, int Second)[] pairs =
            [.. from second in Enumerable.Range(1, classes - 1) from first in Enumerable.Range(0, second) select (first, second)];
        SupportVectorPair[] machines = new SupportVectorPair[pairs.Length];
        Workers.For(
            pairs.Length,
            pair =>
            {
                (int first, int second) = pairs[pair];
                int[] own = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == first || labels[row] == second)];
                machines[pair] = SupportVectorPair.Fit(
                    [.. own.Select(row => rows[row])], [.. own.Select(row => labels[row] == first ? 1 : -1)], Options, gamma,
                    cancellation);
            },
            cancellation);
        return new SupportVectorClassificationFit(machines, classes, scale);
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state) => SupportVectorClassificationFit.Load(state);
}
