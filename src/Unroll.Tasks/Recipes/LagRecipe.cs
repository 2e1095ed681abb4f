namespace Unroll.Tasks.Recipes;

/// <summary>Earlier values of a column, given at each step of a window.</summary>
/// <param name="Column">The column.</param>
/// <param name="Steps">How many rows before the next one, each at least 1: 7 is a week before the day to be forecast.</param>
public sealed record LagRecipe(string Column, IReadOnlyList<int> Steps);
