using Unroll.Catalogue;

namespace Unroll.Losses;

/// <summary>The settings of a cross-entropy.</summary>
internal sealed class CrossEntropySettings<TLoss>(Func<TLoss, CrossEntropyOptions> get)
{
    private readonly Setting<TLoss, bool> _fromLogits =
        new("from-logits", Kind.Flag, loss => get(loss).FromLogits,
            "Whether predictions are logits, before sigmoid or softmax, rather than probabilities.");

    private readonly Setting<TLoss, float> _labelSmoothing =
        new("label-smoothing", Kind.Single(NumberRange.ShareBelowOne), loss => get(loss).LabelSmoothing,
            "How far targets are moved from 0 and 1 to all classes alike.");

    private readonly Setting<TLoss, IReadOnlyList<float>> _classWeights = new(
        "class-weights", Kind.List(Kind.Single(NumberRange.NonNegative), "numbers from 0"), loss => get(loss).ClassWeights!,
        "Factor of each class's terms.")
    {
        DefaultNote = "all 1",
    };

    public IReadOnlyList<Setting> All => [_fromLogits, _labelSmoothing, _classWeights];

    public CrossEntropyOptions Read(SettingValues values) => new()
    {
        FromLogits = values.Get(_fromLogits),
        LabelSmoothing = values.Get(_labelSmoothing),
        ClassWeights = values.Get(_classWeights),
    };
}
