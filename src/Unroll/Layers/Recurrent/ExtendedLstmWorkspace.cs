using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The state of a pass of an LSTM with peepholes or layer normalisation.</summary>
internal sealed class ExtendedLstmWorkspace : LstmWorkspace
{
    private readonly float[] _inverseDeviations;

    public ExtendedLstmWorkspace(int rows, int timesteps, GateCell cell, bool normalized)
        : base(rows, timesteps, cell)
    {
        int states = timesteps * rows * cell.Units, gates = timesteps * rows * cell.GateWidth;
        ShownCell = new AlignedBuffer(states);
        _inverseDeviations = normalized ? new float[timesteps * rows * 3] : [];
        if (normalized)
        {
            Recurrent = new AlignedBuffer(gates);
            Activated = new AlignedBuffer(gates);
            NormalizedCell = new AlignedBuffer(states);
        }
    }

    /// <summary>c as its activation sees it, [timesteps, rows, units].</summary>
    public AlignedBuffer ShownCell { get; }

    /// <summary>With normalisation: h₋₁·U normalised, then the gradient of h₋₁·U.</summary>
    public AlignedBuffer? Recurrent { get; }

    /// <summary>With normalisation: i, f, g, o; without, they lie where the products were.</summary>
    public AlignedBuffer? Activated { get; }

    public override Span<float> ActivatedAt(int timestep) => GatesAt(Activated ?? Gates, timestep);

    /// <summary>With normalisation: c normalised, before scale and shift.</summary>
    public AlignedBuffer? NormalizedCell { get; }

    /// <summary>The running backward pass.</summary>
    public PassContext? Context { get; set; }

    /// <summary>1/σ of the input product (0), the recurrent product (1) and c (2).</summary>
    public ref float InverseDeviations(int timestep, int row, int which) => ref _inverseDeviations[(((timestep * Rows) + row) * 3) + which];
}
