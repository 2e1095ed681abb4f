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
        int[] learned = SampleFeatures.Learned(data.Samples);
        return new FittedRegression(model.Fit(
            SampleFeatures.Of(data.Samples, learned, model.ReadsSeries, data.InputNames), SampleFeatures.Targets(data.Samples, learned),
            cancellation))
        { Note = SampleFeatures.NoteOf(data.Samples, learned) };
    }
}
