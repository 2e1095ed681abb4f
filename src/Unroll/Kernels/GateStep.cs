namespace Unroll.Kernels;

/// <summary>One timestep of a recurrent layer's gates: what goes into their products, and where they lie.</summary>
internal readonly ref struct GateStep
{
    /// <summary>W, U and b; forward pass only.</summary>
    public required PackedGates Weights { get; init; }

    /// <summary>The layout of the gates.</summary>
    public required GateLayout Layout { get; init; }

    /// <summary>The gates.</summary>
    public required Span<float> Gates { get; init; }

    /// <summary>The timestep's place among the gates.</summary>
    public required int Timestep { get; init; }

    /// <summary>x, [rows, inputs]; forward pass only.</summary>
    public ReadOnlySpan<float> Input { get; init; }

    /// <summary>The factor of U, [rows, units]; empty where that is zero. Forward pass only.</summary>
    public ReadOnlySpan<float> RecurrentInput { get; init; }

    /// <summary>Sums of the gates' gradients over rows, a row for each plane of each panel; added to by the backward pass.</summary>
    public Span<float> BiasGradient { get; init; }
}
