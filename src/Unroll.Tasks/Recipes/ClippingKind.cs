namespace Unroll.Tasks.Recipes;

/// <summary>How gradients are kept from exploding.</summary>
public enum ClippingKind
{
    /// <summary>All gradients together are scaled down to a norm that they exceed: <c>clip-norm</c>.</summary>
    Norm,

    /// <summary>Each number is cut to ± a value: <c>clip-value</c>.</summary>
    Value,

    /// <summary>All gradients together are always scaled to a norm: <c>renormalize</c>.</summary>
    Renormalize,
}
