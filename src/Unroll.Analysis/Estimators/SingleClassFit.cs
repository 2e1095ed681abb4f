using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>A fit to rows of a single class, which is all that it can tell.</summary>
internal sealed class SingleClassFit : ClassificationFit
{
    public SingleClassFit() => Warning = "All rows are of one class, so that nothing could be learned: it is told of every row.";

    public override string Description => "single class";

    protected internal override JsonObject SaveState() => [];

    protected internal override double[][] ProbabilitiesCore(FeatureTable features) =>
        [.. features.Rows.Select(_ => (double[])[1])];
}
