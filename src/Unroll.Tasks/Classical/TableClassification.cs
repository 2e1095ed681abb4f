using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Tasks.Classical;

/// <summary>A classification model as a recipe names it.</summary>
/// <param name="block">Its configuration.</param>
internal sealed class TableClassification(Block<ClassificationModel> block) : TableModel<ClassificationModel>(block)
{
    /// <inheritdoc/>
    private protected override FittedTable Fit(
        ClassificationModel model, ClassicalData data, int[] samples, CancellationToken cancellation) =>
        new(model.Fit(
            Features(data, samples, model.ReadsSeries), [.. SampleFeatures.Targets(data.Samples, samples).Select(LabelOf)], data.Outputs,
            cancellation));

    /// <summary>The class of a target: its number, or the place of the one among zeros.</summary>
    private static int LabelOf(double[] target) => target.Length == 1 ? (int)target[0] : Array.IndexOf(target, target.Max());
}
