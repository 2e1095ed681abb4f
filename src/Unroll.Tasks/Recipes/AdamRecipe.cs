namespace Unroll.Tasks.Recipes;

/// <summary>The Adam optimizer.</summary>
/// <param name="Beta1">Decay of the mean of the gradients.</param>
/// <param name="Beta2">Decay of the mean of their squares.</param>
/// <param name="Epsilon">Added to the denominator.</param>
public sealed record AdamRecipe(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8) : OptimizerRecipe;
