namespace Unroll.Layers;

/// <summary>Checks of <see cref="WindowPadding"/>.</summary>
internal static class WindowPaddings
{
    /// <summary>The padding, if it is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static WindowPadding Known(WindowPadding padding) => padding is WindowPadding.Valid or WindowPadding.Same or WindowPadding.Causal
        ? padding
        : throw new ArgumentOutOfRangeException(nameof(padding), padding, "Choose one of WindowPadding.Valid, Same and Causal.");
}
