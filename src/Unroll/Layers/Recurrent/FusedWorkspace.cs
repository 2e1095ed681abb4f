using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The state of a fused cell's pass.</summary>
internal class FusedWorkspace : RecurrentWorkspace
{
    public FusedWorkspace(int rows, int timesteps, int units, int planes, bool training)
        : base(rows, timesteps, units)
    {
        IsTraining = training;
        Layout = new GateLayout(units, planes, rows, training ? timesteps : 1);
        Gates = new AlignedBuffer(Layout.Length);
        BiasGradient = training ? new AlignedBuffer(checked(planes * Layout.Vectors * Simd.Lanes)) : null;
        Initial = new AlignedBuffer(checked(rows * units));
    }

    /// <summary>Whether a backward pass may follow, so that every timestep is held.</summary>
    public bool IsTraining { get; }

    /// <summary>The layout of <see cref="Gates"/>.</summary>
    public GateLayout Layout { get; }

    /// <summary>Pre-activations, then activations, then the gradient of the pre-activations, each where the one before was.</summary>
    public AlignedBuffer Gates { get; }

    /// <summary>Sums of the gates' gradients over timesteps and rows.</summary>
    public AlignedBuffer? BiasGradient { get; }

    /// <summary>A state before the first timestep, [rows, units]: zero unless it is set.</summary>
    public AlignedBuffer Initial { get; }

    /// <inheritdoc/>
    public override int GradientTimesteps => Layout.ChunkTimesteps;
}
