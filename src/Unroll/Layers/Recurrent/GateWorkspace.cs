using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The state of a gated cell's pass.</summary>
internal class GateWorkspace : RecurrentWorkspace
{
    private readonly int _gateRow;

    public GateWorkspace(int rows, int timesteps, GateCell cell)
        : base(rows, timesteps, cell.Units)
    {
        _gateRow = checked(rows * cell.GateWidth);
        Gates = new AlignedBuffer(checked(timesteps * _gateRow));
    }

    /// <summary>
    /// [timesteps, rows, gates·units]: input products, then activations, then the gradient of the pre-activations, each where the one
    /// before was.
    /// </summary>
    public AlignedBuffer Gates { get; }

    public Span<float> GatesAt(int timestep) => GatesAt(Gates, timestep);

    /// <summary>The gates' activations at a timestep, [rows, gates·units], between forward and backward pass.</summary>
    public virtual Span<float> ActivatedAt(int timestep) => GatesAt(timestep);

    /// <summary>One timestep of a buffer that is as wide as the gates.</summary>
    public Span<float> GatesAt(AlignedBuffer buffer, int timestep) => buffer.Span.Slice(timestep * _gateRow, _gateRow);
}
