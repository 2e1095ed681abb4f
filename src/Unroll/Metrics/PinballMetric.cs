using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>The mean <see cref="Quantile"/> loss, of one or several quantiles side by side.</summary>
/// <param name="quantiles">The quantiles, each above 0 and below 1.</param>
public sealed class PinballMetric(params IReadOnlyList<float> quantiles) : MeanLossMetric(new Quantile(quantiles))
{
    private readonly IReadOnlyList<float> _quantiles = quantiles;

    /// <inheritdoc/>
    public override string Name => "pinball";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double>(Unroll.Settings.Write("quantile", _quantiles));
}
