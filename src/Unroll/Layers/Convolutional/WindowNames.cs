namespace Unroll.Layers;

/// <summary>The names of <see cref="WindowPadding"/> in model files.</summary>
internal static class WindowNames
{
    public static string Name(WindowPadding padding) => padding switch
    {
        WindowPadding.Same => "same",
        WindowPadding.Causal => "causal",
        _ => "valid",
    };

    /// <exception cref="InputException">There is no such padding.</exception>
    public static WindowPadding Parse(string name) => name switch
    {
        "valid" => WindowPadding.Valid,
        "same" => WindowPadding.Same,
        "causal" => WindowPadding.Causal,
        _ => throw new InputException($"There is no padding named \"{name}\". Choose one of: valid, same, causal."),
    };

    /// <summary>The padding, if it is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static WindowPadding Known(WindowPadding padding) => padding is WindowPadding.Valid or WindowPadding.Same or WindowPadding.Causal
        ? padding
        : throw new ArgumentOutOfRangeException(nameof(padding), padding, "Choose one of WindowPadding.Valid, Same and Causal.");
}
