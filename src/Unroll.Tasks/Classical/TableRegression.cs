using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Tasks.Classical;

/// <summary>A regression model as a recipe names it.</summary>
/// <param name="block">Its configuration.</param>
internal sealed class TableRegression(Block<RegressionModel> block) : ClassicalModel
{
    /// <inheritdoc/>
    public override string Name => block.Name;

    /// <inheritdoc/>
    public override bool IsOfTime => false;

    /// <inheritdoc/>
    public override JsonNode ToJson() => block.ToJson();

    /// <inheritdoc/>
    internal override void Check() => block.Create();

    /// <inheritdoc/>
    private protected override FittedModel FitCore(ClassicalData data, CancellationToken cancellation)
    {
        RegressionModel model = block.Create();
        return new FittedRegression(model.Fit(
            SampleTable.Of(data.Samples, 0, data.Samples.Count, model.ReadsSeries, data.InputNames), SampleTable.Targets(data.Samples),
            cancellation));
    }
}
