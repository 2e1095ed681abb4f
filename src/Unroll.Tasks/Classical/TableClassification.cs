using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Tasks.Classical;

/// <summary>A classification model as a recipe names it.</summary>
/// <param name="block">Its configuration.</param>
internal sealed class TableClassification(Block<ClassificationModel> block) : ClassicalModel
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
        ClassificationModel model = block.Create();
        int[] learned = SampleFeatures.Learned(data.Samples);
        return new FittedClassification(model.Fit(
            SampleFeatures.Of(data.Samples, learned, model.ReadsSeries, data.InputNames),
            [.. SampleFeatures.Targets(data.Samples, learned).Select(LabelOf)], data.Outputs, cancellation))
        { Note = SampleFeatures.NoteOf(data.Samples, learned) };
    }

    /// <summary>The class of a target: its number, or the place of the one among zeros.</summary>
    private static int LabelOf(double[] target) => target.Length == 1 ? (int)target[0] : Array.IndexOf(target, target.Max());
}
