namespace Unroll.Kernels;

/// <summary>One panel of units at one timestep, in all planes: what the gate arithmetic works on.</summary>
internal unsafe ref struct GatePanel
{
    /// <summary>Plane 0, first row of the timestep.</summary>
    public float* Gates;

    /// <summary>From a plane to the next.</summary>
    public nint PlaneStride;

    /// <summary>From a row to the next: the panel's width in floats.</summary>
    public nint Width;

    /// <summary>Rows: samples.</summary>
    public int Rows;

    /// <summary>The panel's first unit.</summary>
    public int Unit;

    /// <summary>Units that the panel has, the last vector perhaps in part.</summary>
    public int Present;

    /// <summary>Units of the layer: from a row of a state to the next.</summary>
    public int Units;

    /// <summary>Sums over rows of the gates' gradients, [planes, width], added to; null in the forward pass.</summary>
    public float* BiasGradient;
}
