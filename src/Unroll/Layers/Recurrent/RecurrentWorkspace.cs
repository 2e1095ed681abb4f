using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>What a recurrent layer remembers of a pass. Cells derive their own.</summary>
internal class RecurrentWorkspace : LayerWorkspace
{
    private readonly int _gateRow;
    private readonly int _stateRow;

    public RecurrentWorkspace(int rows, int timesteps, RecurrentCell cell)
        : base(rows, timesteps)
    {
        _gateRow = rows * cell.GateWidth;
        _stateRow = rows * cell.Units;
        Gates = new AlignedBuffer(timesteps * _gateRow);
    }

    /// <summary>
    /// [timesteps, rows, gates·units]: input products, then activations, then the gradient of the pre-activations, each where the one before was.
    /// </summary>
    public AlignedBuffer Gates { get; }

    /// <summary>h of all timesteps, where the layer gives out the last one alone.</summary>
    public AlignedBuffer? Hidden { get; set; }

    /// <summary>Two steps' gradients of h, where the layer gives out the last one alone.</summary>
    public AlignedBuffer? HiddenGradients { get; set; }

    public Span<float> GatesAt(int timestep) => Gates.Span.Slice(timestep * _gateRow, _gateRow);

    /// <summary>One timestep of a buffer of [timesteps, rows, units].</summary>
    public Span<float> StateAt(AlignedBuffer states, int timestep) => states.Span.Slice(timestep * _stateRow, _stateRow);
}
