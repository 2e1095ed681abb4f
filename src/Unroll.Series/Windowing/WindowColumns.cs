namespace Unroll.Series.Windowing;

/// <summary>Which columns windows are made of. A column may stand in several lists: what is to be predicted is mostly among the past, too.</summary>
/// <param name="Past">Columns known of a row only once it is past; may be none.</param>
/// <param name="Known">Columns known in advance (calendar, plans); may be none.</param>
/// <param name="Targets">Columns to be predicted, at least one.</param>
/// <param name="StaticNames">Names of what does not change over time; may be none.</param>
public sealed record WindowColumns(
    IReadOnlyList<string> Past, IReadOnlyList<string> Known, IReadOnlyList<string> Targets, IReadOnlyList<string> StaticNames)
{
    /// <summary>Columns without statics.</summary>
    /// <param name="past">Columns known of a row only once it is past.</param>
    /// <param name="known">Columns known in advance.</param>
    /// <param name="targets">Columns to be predicted.</param>
    public WindowColumns(IReadOnlyList<string> past, IReadOnlyList<string> known, IReadOnlyList<string> targets)
        : this(past, known, targets, [])
    {
    }

    /// <summary>The names of the numbers at each step, in order.</summary>
    /// <param name="layout">Gap and horizon, and where the statics go.</param>
    public IReadOnlyList<string> FeatureNames(WindowLayout layout)
    {
        IEnumerable<string> ahead = Enumerable.Range(layout.Gap + 1, layout.Horizon).SelectMany(rows => Known.Select(name => FormattableString.Invariant($"{name}+{rows}")));
        return [.. Past, .. ahead, .. layout.StaticsAsInput ? [] : StaticNames];
    }

    /// <summary>Says what is wrong with the lists.</summary>
    /// <exception cref="InputException">There is nothing to put in or to predict, or a name stands twice in a list.</exception>
    internal void Validate()
    {
        if (Past.Count + Known.Count == 0)
        {
            throw new InputException("Windows have no input column: name at least one column known once past, or in advance.");
        }

        if (Targets.Count == 0)
        {
            throw new InputException("Windows have nothing to predict: name at least one target column.");
        }

        foreach ((string list, IReadOnlyList<string> names) in new[] { ("past", Past), ("known", Known), ("target", Targets), ("static", StaticNames) })
        {
            if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new InputException($"The column '{twice.Key}' stands {twice.Count()} times among the {list} columns: name it once.");
            }
        }
    }
}
