using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Tasks.Classical;

/// <summary>A classification model as a recipe names it.</summary>
/// <param name="block">Its configuration.</param>
internal sealed class TableClassification(Block<ClassificationModel> block) : TableModel<ClassificationModel>(block)
{
    private readonly Block<ClassificationModel> _block = block;

    /// <inheritdoc/>
    internal override bool ReadsTexts => _block.Create().ForTokens is not null;

    /// <inheritdoc/>
    internal override bool NeedsTexts => _block.Create() is var model && ReferenceEquals(model.ForTokens, model);

    /// <inheritdoc/>
    internal override bool ReadsCharacters => _block.Create().ForTokens is { ReadsCharacters: true };

    /// <inheritdoc/>
    private protected override FittedTable Fit(
        ClassificationModel model, ClassicalData data, int[] samples, CancellationToken cancellation)
    {
        if (data.TextChannels.Count > 0)
        {
            model = model.ForTokens!;
        }

        int[] labels = [.. SampleFeatures.Targets(data.Samples, samples).Select(LabelOf)];
        return new(model.Fit(Features(data, samples, model.ReadsSeries), labels, data.Outputs, cancellation), data.TextChannels);
    }

    /// <summary>The class of a target: its number, or the place of the one among zeros.</summary>
    private static int LabelOf(double[] target) => target.Length == 1 ? (int)target[0] : Array.IndexOf(target, target.Max());
}
