using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Tasks.Classical;

/// <summary>A regression model as a recipe names it.</summary>
/// <param name="block">Its configuration.</param>
internal sealed class TableRegression(Block<RegressionModel> block) : TableModel<RegressionModel>(block)
{
    /// <inheritdoc/>
    private protected override FittedTable Fit(RegressionModel model, ClassicalData data, int[] samples, CancellationToken cancellation) =>
        new(model.Fit(
            Features(data, samples, model.ReadsSeries), SampleFeatures.Targets(data.Samples, samples), cancellation));
}
