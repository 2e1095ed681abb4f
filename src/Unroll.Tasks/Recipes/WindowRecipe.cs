namespace Unroll.Tasks.Recipes;

/// <summary>How much the network sees and forecasts at once: section <c>window</c> of a recipe.</summary>
/// <param name="Length">Rows that the network sees.</param>
/// <param name="Horizon">Rows that it forecasts.</param>
public sealed record WindowRecipe(int Length, int Horizon = 1);
