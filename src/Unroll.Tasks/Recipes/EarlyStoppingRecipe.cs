namespace Unroll.Tasks.Recipes;

/// <summary>When training stops early.</summary>
/// <param name="Patience">Epochs without a better validation loss after which it stops.</param>
/// <param name="MinDelta">How much less the loss must be to count as better.</param>
public sealed record EarlyStoppingRecipe(int Patience = 10, double MinDelta = 0);
