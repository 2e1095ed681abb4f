using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>What both forms of the GRU remember of a pass.</summary>
internal class GruWorkspace(int rows, int timesteps, RecurrentCell cell, bool keepPreActivations) : RecurrentWorkspace(rows, timesteps, cell)
{
    private readonly AlignedBuffer? _preActivations = keepPreActivations ? new AlignedBuffer(timesteps * rows * cell.GateWidth) : null;
    private readonly int _row = rows * cell.GateWidth;

    /// <summary>h before the first timestep, [rows, units].</summary>
    public AlignedBuffer ZeroState { get; } = new(rows * cell.Units);

    /// <summary>Where the gradient of h before the first timestep goes: nobody reads it.</summary>
    public AlignedBuffer Discarded { get; } = new(rows * cell.Units);

    /// <summary>One row of gates.</summary>
    public AlignedBuffer Scratch { get; } = new(cell.GateWidth);

    public Span<float> PreActivationsAt(int timestep) => _preActivations!.Span.Slice(timestep * _row, _row);
}
