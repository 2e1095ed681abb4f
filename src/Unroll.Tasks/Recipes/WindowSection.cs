namespace Unroll.Tasks.Recipes;

/// <summary>Reads sections window and sequence of a recipe.</summary>
internal static class WindowSection
{
    public static WindowRecipe Read(RecipeSection section) =>
        new(section.Need("length", "length: 30").Integer(1), section.Or("horizon", node => node.Integer(1), 1))
        {
            Stride = section.Or("stride", node => node.Integer(1), 1),
            Gap = section.Or("gap", node => node.Integer(0), 0),
            SkipMissing = section.Or("missing", node => node.OneOf(("refuse", false), ("skip", true)), false),
            MaxGap = section.Find("max-gap")?.Span(),
        };

    public static SequenceRecipe ReadSequence(RecipeSection section)
    {
        RecipeNode? length = section.Find("length"), split = section.Find("split");
        if (length is not null && split is not null)
        {
            throw split.Error("pieces have a length of their own. Keep either length or split.");
        }

        bool toShortest = length?.Describe() == "shortest";
        return new SequenceRecipe
        {
            Length = length is null || toShortest || length.Describe() == "longest" ? null : length.Integer(1),
            ToShortest = toShortest,
            PadStart = section.Or("pad", AtStart, false),
            TruncateStart = section.Or("truncate", AtStart, false),
            Split = split?.Integer(1),
        };
    }

    private static bool AtStart(RecipeNode node) => node.OneOf(("end", false), ("start", true));
}
