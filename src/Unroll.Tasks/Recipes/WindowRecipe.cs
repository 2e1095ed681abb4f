namespace Unroll.Tasks.Recipes;

/// <summary>How much the network sees and forecasts at once: section <c>window</c> of a recipe.</summary>
/// <param name="Length">Rows that the network sees.</param>
/// <param name="Horizon">Rows that it forecasts.</param>
public sealed record WindowRecipe(int Length, int Horizon = 1)
{
    /// <summary>Rows from the start of one window to that of the next.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Rows between the last that the network sees and the first that it forecasts.</summary>
    public int Gap { get; init; }

    /// <summary>Whether windows that touch a missing value are left out, and counted, rather than refused.</summary>
    public bool SkipMissing { get; init; }

    /// <summary>The longest time between two rows of a window; windows with a longer one are left out. Null for any.</summary>
    public TimeSpan? MaxGap { get; init; }
}
