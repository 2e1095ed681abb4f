using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Tasks.Classical;

/// <summary>A model of a table of features as a recipe names it.</summary>
/// <typeparam name="TModel">Models of regression or of classification.</typeparam>
/// <param name="block">Its configuration.</param>
internal abstract class TableModel<TModel>(Block<TModel> block) : ClassicalModel
    where TModel : class
{
    /// <inheritdoc/>
    public sealed override string Name => block.Name;

    /// <inheritdoc/>
    public sealed override bool IsOfTime => false;

    /// <inheritdoc/>
    internal sealed override bool UsesFutureCovariates => true;

    /// <inheritdoc/>
    public sealed override JsonNode ToJson() => block.ToJson();

    /// <inheritdoc/>
    internal sealed override void Check() => block.Create();

    /// <inheritdoc/>
    private protected sealed override FittedModel FitCore(ClassicalData data, CancellationToken cancellation)
    {
        // Texts are short beside the padding that others are counted with, and few of their values are other than 0.
        int[] learned = data.TextChannels.Count > 0
            ? [.. Enumerable.Range(0, data.Samples.Count)] : SampleFeatures.Learned(data.Samples);
        FittedTable fitted = Fit(block.Create(), data, learned, cancellation);
        fitted.Note = data.NumbersBesideTexts.Count > 0
            ? $"it reads the words of texts alone, not {string.Join(", ", data.NumbersBesideTexts)}."
            : SampleFeatures.NoteOf(data.Samples, learned);
        return fitted;
    }

    /// <summary>The features of samples.</summary>
    private protected static FeatureTable Features(ClassicalData data, int[] samples, bool readsSeries) =>
        SampleFeatures.Of(data.Samples, samples, readsSeries, data.InputNames, data.FurtherNames, data.TextChannels);

    /// <summary>Fits the model to some of the samples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="samples">Indices of the samples.</param>
    /// <param name="cancellation">Ends the work.</param>
    private protected abstract FittedTable Fit(TModel model, ClassicalData data, int[] samples, CancellationToken cancellation);
}
