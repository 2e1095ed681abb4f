namespace Unroll.Tasks.Recipes;

/// <summary>How gradients are kept from exploding.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Limit">The norm or the value, above 0.</param>
public sealed record ClippingRecipe(ClippingKind Kind, double Limit);
