using Unroll.Series.Preparing;

namespace Unroll.Tasks.Recipes;

/// <summary>How the series is prepared for the network: section <c>prepare</c> of a recipe.</summary>
public sealed record PrepareRecipe
{
    /// <summary>Steps that a series goes through in this order; empty where <see cref="Missing"/> and <see cref="Scale"/> say it all.</summary>
    public IReadOnlyList<PreparingStep> Steps { get; init; } = [];

    /// <summary>Scaling of target and further columns, learned on the training part alone.</summary>
    public ScaleKind Scale { get; init; } = ScaleKind.Standard;

    /// <summary>What happens to missing values.</summary>
    public MissingKind Missing { get; init; } = MissingKind.Refuse;

    /// <summary>Earlier values given at each step.</summary>
    public IReadOnlyList<LagRecipe> Lags { get; init; } = [];

    /// <summary>Calendar features of the row to be forecast.</summary>
    public IReadOnlyList<CalendarRecipe> Calendar { get; init; } = [];

    /// <summary>Holidays around the row to be forecast; null for none.</summary>
    public HolidayRecipe? Holidays { get; init; }
}
