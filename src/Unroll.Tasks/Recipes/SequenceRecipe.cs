namespace Unroll.Tasks.Recipes;

/// <summary>How series of unequal length become sequences of one length: section <c>sequence</c> of a recipe.</summary>
public sealed record SequenceRecipe
{
    /// <summary>Rows of a sequence; null for those of the longest series of the training part.</summary>
    public int? Length { get; init; }

    /// <summary>Whether shorter series are padded at the start, rather than at the end.</summary>
    public bool PadStart { get; init; }

    /// <summary>Whether longer series lose their first rows, rather than their last.</summary>
    public bool TruncateStart { get; init; }

    /// <summary>Whether all are cut to the shortest series of the training part.</summary>
    public bool ToShortest { get; init; }

    /// <summary>Rows of the pieces that series are cut into, padded to the nearest multiple; null to leave them whole.</summary>
    public int? Split { get; init; }
}
