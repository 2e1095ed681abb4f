namespace Unroll.Tasks.Recipes;

/// <summary>The optimizer of a training: <see cref="AdamRecipe"/> or <see cref="SgdRecipe"/>.</summary>
public abstract record OptimizerRecipe;
