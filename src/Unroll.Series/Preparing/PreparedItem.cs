using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>A prepared series.</summary>
public sealed class PreparedItem
{
    internal PreparedItem(SeriesItem item, Frame raw, IReadOnlyList<Frame> stages, int knownRows) =>
        (Item, Raw, Stages, KnownRows) = (item, raw, stages, knownRows);

    /// <summary>The series as a network sees it: prepared columns and static covariates, with its id, class and value.</summary>
    public SeriesItem Item { get; }

    /// <summary>Its id.</summary>
    public string Id => Item.Id;

    /// <summary>The prepared columns.</summary>
    public Frame Frame => Item.Frame;

    /// <summary>
    /// The targets before all steps that leave rows as they are, in the unit of the file: the truth in evaluations. All columns where there
    /// are no targets.
    /// </summary>
    public Frame Raw { get; }

    /// <summary>Rows up to the last one that has any target, before anything was imputed; all rows where there are no targets.</summary>
    public int KnownRows { get; }

    /// <summary>The targets before each step, for the inverse.</summary>
    internal IReadOnlyList<Frame> Stages { get; }
}
