namespace Unroll.Series.Windowing;

/// <summary>The columns of windows. A column may stand in several lists: the target is mostly a past covariate, too.</summary>
/// <param name="Past">Past covariates: columns known of a row only once it is past; may be none.</param>
/// <param name="FutureCovariates">Future covariates: columns known in advance (calendar, plans); may be none.</param>
/// <param name="Targets">Target columns, at least one.</param>
/// <param name="StaticNames">Names of the static covariates; may be none.</param>
public sealed record WindowColumns(
    IReadOnlyList<string> Past, IReadOnlyList<string> FutureCovariates, IReadOnlyList<string> Targets, IReadOnlyList<string> StaticNames)
{
    /// <summary>Columns without static covariates.</summary>
    /// <param name="past">Past covariates.</param>
    /// <param name="futureCovariates">Future covariates.</param>
    /// <param name="targets">Target columns.</param>
    public WindowColumns(IReadOnlyList<string> past, IReadOnlyList<string> futureCovariates, IReadOnlyList<string> targets)
        : this(past, futureCovariates, targets, [])
    {
    }

    /// <summary>The names of the features of each step, in order.</summary>
    /// <param name="layout">The gap, and whether static covariates are an input of their own.</param>
    public IReadOnlyList<string> FeatureNames(WindowLayout layout)
    {
        IEnumerable<string> next = FutureCovariates.Select(name => FormattableString.Invariant($"{name}+{layout.Gap + 1}"));
        return [.. Past, .. next, .. layout.StaticCovariatesAsInput ? [] : StaticNames];
    }

    /// <summary>Whether the future covariates of the rows of the horizon are an input of their own.</summary>
    /// <param name="layout">The horizon, and whether they are such an input at any.</param>
    public bool HasFutureInput(WindowLayout layout) =>
        FutureCovariates.Count > 0 && (layout.FutureCovariatesAsInput || layout.Horizon > 1);

    /// <summary>Validates the lists.</summary>
    /// <exception cref="InputException">There is no input or no target, or a name stands twice in a list.</exception>
    internal void Validate()
    {
        if (Past.Count + FutureCovariates.Count == 0)
        {
            throw new InputException("Windows have no input column: name at least one column known once past, or in advance.");
        }

        if (Targets.Count == 0)
        {
            throw new InputException("Windows have nothing to predict: name at least one target column.");
        }

        (string, IReadOnlyList<string>)[] lists =
            [("past", Past), ("future", FutureCovariates), ("target", Targets), ("static", StaticNames)];
        foreach ((string list, IReadOnlyList<string> names) in lists)
        {
            if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new InputException($"The column '{twice.Key}' stands {twice.Count()} times among the {list} columns: name it once.");
            }
        }
    }
}
