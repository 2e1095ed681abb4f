using System.Text.Json.Nodes;
using Unroll.Analysis.Models;
using Unroll.Catalogue;

namespace Unroll.Tasks.Classical;

/// <summary>A model of time as a recipe names it.</summary>
/// <param name="block">Its configuration.</param>
internal sealed class SeriesModel(Block<ForecastModel> block) : ClassicalModel
{
    /// <inheritdoc/>
    public override string Name => block.Name;

    /// <inheritdoc/>
    public override bool IsOfTime => true;

    /// <inheritdoc/>
    internal override bool UsesFutureCovariates => block.Create().UsesRegressors;

    /// <inheritdoc/>
    internal override bool UsesRelatedSeries => block.Create().UsesRelatedSeries;

    /// <inheritdoc/>
    public override JsonNode ToJson() => block.ToJson();

    /// <inheritdoc/>
    internal override void Check() => block.Create();

    /// <inheritdoc/>
    private protected override FittedModel FitCore(ClassicalData data, CancellationToken cancellation) =>
        FittedSeries.Fit(block.Create(), data, cancellation);
}
