using Unroll.Catalogue;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>A loss in the catalogue of metrics.</summary>
internal sealed class LossMetricEntry : Entry<Metric>
{
    private readonly Entry<Loss> _loss;

    private LossMetricEntry(Entry<Loss> loss)
        : base(loss.Name, loss.Type, loss.Summary, loss.Settings, values => new LossMetric(loss.Create(values))) => _loss = loss;

    public static LossMetricEntry Of(Entry<Loss> loss) => new(loss)
    {
        Shorthand = loss.Shorthand,
        ShortName = loss.ShortName,
        Aliases = loss.Aliases,
        Formula = loss.Formula,
        Example = loss.Example,
    };

    public override SettingValues ReadBack(Metric made) => _loss.ReadBack(((LossMetric)made).Loss);

    internal override bool Makes(Metric block) => block.GetType() == typeof(LossMetric) && _loss.Makes(((LossMetric)block).Loss);
}
