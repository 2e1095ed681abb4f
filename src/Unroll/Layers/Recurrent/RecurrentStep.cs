namespace Unroll.Layers;

/// <summary>One timestep of a cell: its input, the states of the step before, and its hidden state.</summary>
internal readonly ref struct RecurrentStep
{
    /// <summary>Timestep from 0, counted from the first of the segment that the workspace holds.</summary>
    public required int Timestep { get; init; }

    /// <summary>
    /// The timestep computed before this one; −1 for the first of the segment, which starts from the initial state or that before the
    /// segment.
    /// </summary>
    public required int Previous { get; init; }

    /// <summary>x, [rows, features].</summary>
    public required ReadOnlySpan<float> Input { get; init; }

    /// <summary>h₋₁, [rows, units]; empty where it is zero.</summary>
    public required ReadOnlySpan<float> PreviousHidden { get; init; }

    /// <summary>The input of the recurrent product: h₋₁, or h₋₁ with some units dropped; empty where it is zero.</summary>
    public required ReadOnlySpan<float> RecurrentInput { get; init; }

    /// <summary>h, [rows, units]: output of the forward pass, input of the backward pass.</summary>
    public required Span<float> Hidden { get; init; }
}

/// <summary>The gradients that meet in one timestep of a cell.</summary>
internal readonly ref struct RecurrentStepGradient
{
    /// <summary>Gradient of h, complete.</summary>
    public required ReadOnlySpan<float> Hidden { get; init; }

    /// <summary>Gradient of h₋₁ past the recurrent product, added to; empty where h₋₁ is a constant.</summary>
    public required Span<float> PreviousHidden { get; init; }

    /// <summary>
    /// Gradient of the recurrent product's input, added to; empty where that is a constant. The same as that of h₋₁ unless units are
    /// dropped.
    /// </summary>
    public required Span<float> RecurrentInput { get; init; }

    /// <summary>Gradient of x, written by a cell that makes it step by step; empty where it is not needed.</summary>
    public required Span<float> Input { get; init; }
}
