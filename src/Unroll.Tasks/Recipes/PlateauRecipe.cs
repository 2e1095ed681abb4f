namespace Unroll.Tasks.Recipes;

/// <summary>When the learning rate is lowered.</summary>
/// <param name="Factor">What it is multiplied by, above 0 and below 1.</param>
/// <param name="Patience">Epochs without a better validation loss after which it is lowered.</param>
/// <param name="MinDelta">How much less the loss must be to count as better.</param>
/// <param name="Cooldown">Epochs after a lowering that are not counted.</param>
/// <param name="MinLearningRate">It is never lowered below this.</param>
public sealed record PlateauRecipe(double Factor = 0.5, int Patience = 5, double MinDelta = 0, int Cooldown = 0, double MinLearningRate = 0);
