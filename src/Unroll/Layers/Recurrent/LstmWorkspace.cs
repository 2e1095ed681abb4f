using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The state of an LSTM's pass, in both general forms.</summary>
internal class LstmWorkspace(int rows, int timesteps, GateCell cell) : GateWorkspace(rows, timesteps, cell)
{
    private readonly AlignedBuffer _cell = new(checked(timesteps * rows * cell.Units));
    private readonly AlignedBuffer _initialCell = new(checked(rows * cell.Units));
    private readonly AlignedBuffer _activatedCell = new(checked(timesteps * rows * cell.Units));
    private readonly AlignedBuffer _preActivations = new(checked(timesteps * rows * cell.GateWidth));

    /// <summary>Gradient of c, [rows, units].</summary>
    public AlignedBuffer CellGradient { get; } = new(checked(rows * cell.Units));

    /// <summary>One row of a state and one of gates.</summary>
    public AlignedBuffer Scratch { get; } = new(cell.Units + cell.GateWidth);

    /// <summary>c of a timestep; before the first, the initial one. [rows, units].</summary>
    public Span<float> CellAt(int timestep) => timestep < 0 ? _initialCell.Span : StateAt(_cell, timestep);

    /// <summary>The activation of c, or of what stands for it, [rows, units].</summary>
    public Span<float> ActivatedCellAt(int timestep) => StateAt(_activatedCell, timestep);

    /// <summary>The pre-activations of the gates, [rows, gates·units].</summary>
    public Span<float> PreActivationsAt(int timestep) => GatesAt(_preActivations, timestep);
}
