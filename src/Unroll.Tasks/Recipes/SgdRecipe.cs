namespace Unroll.Tasks.Recipes;

/// <summary>Stochastic gradient descent.</summary>
/// <param name="Momentum">Share of the last step that is kept, from 0 to below 1.</param>
/// <param name="Nesterov">Whether the momentum looks ahead.</param>
public sealed record SgdRecipe(double Momentum = 0, bool Nesterov = false) : OptimizerRecipe;
