using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The state of a GRU's pass, in both forms.</summary>
internal class GruWorkspace(int rows, int timesteps, GateCell cell) : GateWorkspace(rows, timesteps, cell)
{
    private readonly AlignedBuffer _preActivations = new(checked(timesteps * rows * cell.GateWidth));

    /// <summary>h before the first timestep where it is zero, [rows, units].</summary>
    public AlignedBuffer ZeroState { get; } = new(checked(rows * cell.Units));

    /// <summary>A place for the unused gradient of an h before the first timestep.</summary>
    public AlignedBuffer Discarded { get; } = new(checked(rows * cell.Units));

    /// <summary>One row of gates.</summary>
    public AlignedBuffer Scratch { get; } = new(cell.GateWidth);

    public Span<float> PreActivationsAt(int timestep) => GatesAt(_preActivations, timestep);

    /// <summary>h₋₁ of a step, never empty.</summary>
    public ReadOnlySpan<float> PreviousHidden(in RecurrentStep step) => step.PreviousHidden.IsEmpty ? ZeroState.Span : step.PreviousHidden;

    /// <summary>The destination of the gradient of a step's h₋₁, never empty.</summary>
    public Span<float> PreviousGradient(in RecurrentStepGradient gradient) => gradient.PreviousHidden.IsEmpty ? Discarded.Span
        : gradient.PreviousHidden;
}
