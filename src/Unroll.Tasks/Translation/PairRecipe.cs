using Unroll.Catalogue;

namespace Unroll.Tasks.Translation;

/// <summary>The pairs of a translation, and how they are learned and judged: section <c>pairs</c> of a recipe.</summary>
public sealed record PairRecipe
{
    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<PairRecipe> Section { get; } = new SectionBuilder<PairRecipe>(new())
        .Add("max-length", Kind.Optional(Kind.Integer(1)), pairs => pairs.MaxLength,
            (pairs, value) => pairs with { MaxLength = value },
            "Tokens of a source, and of a target, at most: longer pairs of the training and the validation part are left out.",
            note: "any")
        .Add("scheduled-sampling", Kind.Number(NumberRange.Share), pairs => pairs.ScheduledSampling,
            (pairs, value) => pairs with { ScheduledSampling = value },
            "The share of timesteps before that are the network's own in the last epoch of training; it rises from 0, which is teacher "
            + "forcing alone.")
        .Add("bleu", Kind.Choice<bool?>(("13a", true), ("none", false)), pairs => pairs.BleuTokenizes,
            (pairs, value) => pairs with { BleuTokenizes = value },
            "How BLEU cuts texts into words: `13a`, as sacrebleu does by itself, or at blanks alone (`none`).",
            note: "`13a`; `none` of texts that are tokenised at blanks")
        .Build();

    /// <summary>Tokens of a source, and of a target, of a pair that is learned from at most; null for any.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The share of timesteps before that are the network's own in the last epoch (Bengio et al. 2015), rising from 0.</summary>
    public double ScheduledSampling { get; init; }

    /// <summary>
    /// Whether BLEU cuts texts by the rules of mteval-v13a, rather than at blanks; null to go by the tokens of the target.
    /// </summary>
    public bool? BleuTokenizes { get; init; }
}
