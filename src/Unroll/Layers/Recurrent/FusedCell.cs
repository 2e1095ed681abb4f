using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A cell made of gates whose arithmetic is fused with its products: a timestep's product [x h₋₁]·[W; U] + b is made panel by panel, each
/// panel's gates are activated at once, and their gradients stay where they are as the packed operand of the weight gradients
/// (<see cref="GateLayout"/>). Nothing passes over all timesteps but once forward and once backward.
/// </summary>
internal abstract class FusedCell(int units, int gates, GatePlane[] planes, CellInitializers initializers, bool useBias)
    : GateCell(units, gates, initializers, useBias)
{
    private readonly int[] _kernelPlanes = PlanesOf(planes, plane => plane.Kernel);
    private readonly int[] _recurrentPlanes = PlanesOf(planes, plane => plane.Recurrent);
    private PackedMatrix? _kernelTransposed;
    private PackedMatrix? _recurrentTransposed;
    private int _version;
    private int _transposedVersion;

    /// <summary>W, U and b, packed.</summary>
    protected PackedGates Weights { get; private set; } = null!;

    /// <summary>Planes of the gates.</summary>
    protected int PlaneCount => planes.Length;

    private ReadOnlySpan<float> KernelBias => Bias is null ? default : Bias.Values[..GateWidth];

    /// <summary>The second row of a bias that has two.</summary>
    private ReadOnlySpan<float> RecurrentBias => Bias is null || Bias.Length == GateWidth ? default : Bias.Values[GateWidth..];

    public override void Prepare(bool training)
    {
        Weights ??= new PackedGates(planes, Kernel.Dimensions[0], Units);

        // Versions only grow, so that their sum changes whenever one of them does.
        int version = Kernel.Version + RecurrentKernel.Version + (Bias?.Version ?? 0);
        if (_version != version)
        {
            Weights.Pack(Kernel.Values, RecurrentKernel.Values, GateWidth);
            Weights.PackBias(KernelBias, RecurrentBias);
            _version = version;
        }

        if (training && _transposedVersion != version)
        {
            _kernelTransposed ??= new PackedMatrix(GateWidth, Kernel.Dimensions[0]);
            _recurrentTransposed ??= new PackedMatrix(GateWidth, Units);
            _kernelTransposed.PackTransposed(Kernel.Values, GateWidth);
            _recurrentTransposed.PackTransposed(RecurrentKernel.Values, GateWidth);
            _transposedVersion = version;
        }
    }

    /// <summary>The planes of the gates come first, in the order of their names; a GRU's last plane is a part of its candidate.</summary>
    public override void CopyGate(RecurrentWorkspace workspace, int gate, int place, Span<float> destination)
    {
        var own = (FusedWorkspace)workspace;
        GateLayout layout = own.Layout;
        foreach (ColumnPanel panel in new PanelWalk(Units))
        {
            int start = layout.PanelOffset(place, panel) + (gate * layout.PlaneStride(panel));
            for (int row = 0; row < own.Rows; row++)
            {
                own.Gates.Span.Slice(start + (row * panel.Width), panel.Present).CopyTo(destination[((row * Units) + panel.Column)..]);
            }
        }
    }

    public override bool SkipsPadding => true;

    public override int RecomputedTimesteps(int rows) => GateLayout.TimestepsOfChunk(Units, PlaneCount, rows);

    public override void BeginBackward(RecurrentWorkspace workspace, PassContext context) =>
        ((FusedWorkspace)workspace).BiasGradient!.Span.Clear();

    public override void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (FusedWorkspace)workspace;
        BackwardGates(own, step, gradient);
        if (!gradient.RecurrentInput.IsEmpty)
        {
            GateProduct.Multiply(
                own.Layout, own.Gates.Span, step.Timestep, _recurrentPlanes, _recurrentTransposed!, gradient.RecurrentInput,
                accumulate: true);
        }

        if (!gradient.Input.IsEmpty)
        {
            GateProduct.Multiply(
                own.Layout, own.Gates.Span, step.Timestep, _kernelPlanes, _kernelTransposed!, gradient.Input, accumulate: false);
        }
    }

    public override void AddKernelGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> input, int timestep, int count, PassContext context)
    {
        var own = (FusedWorkspace)workspace;
        GateProduct.AddTransposed(
            own.Layout, own.Gates.Span, timestep, count, _kernelPlanes, input, Kernel.Dimensions[0], context.Gradient(Kernel));
    }

    public override void AddRecurrentGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> recurrentInput, int timestep, int count, PassContext context)
    {
        var own = (FusedWorkspace)workspace;
        GateProduct.AddTransposed(
            own.Layout, own.Gates.Span, timestep, count, _recurrentPlanes, recurrentInput, Units, context.Gradient(RecurrentKernel));
    }

    public override void EndBackward(RecurrentWorkspace workspace, TimeMajorSpan input, TimeMajorSpan inputGradient, PassContext context)
    {
        if (Bias is null)
        {
            return;
        }

        Span<float> gradient = context.Gradient(Bias);
        Weights.AddBiasGradient(
            ((FusedWorkspace)workspace).BiasGradient!.Span, gradient[..GateWidth],
            Bias.Length == GateWidth ? default : gradient[GateWidth..]);
    }

    /// <summary>One step's gate arithmetic backward.</summary>
    protected abstract void BackwardGates(FusedWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient);

    /// <summary>The kernels' view of a step.</summary>
    protected GateStep StepOf(FusedWorkspace workspace, in RecurrentStep step) => new()
    {
        Weights = Weights,
        Layout = workspace.Layout,
        Gates = workspace.Gates.Span,
        Timestep = workspace.IsTraining ? step.Timestep : 0,
        Input = step.Input,
        RecurrentInput = step.RecurrentInput,
        BiasGradient = workspace.BiasGradient is null ? default : workspace.BiasGradient.Span,
    };

    // In the order of the kernel's columns, which is that of the products.
    private static int[] PlanesOf(GatePlane[] planes, Func<GatePlane, int> column)
    {
        List<int> present = [];
        for (int plane = 0; plane < planes.Length; plane++)
        {
            if (column(planes[plane]) >= 0)
            {
                present.Add(plane);
            }
        }

        int[] ordered = [.. present];
        Array.Sort(Array.ConvertAll(ordered, plane => column(planes[plane])), ordered);
        return ordered;
    }
}
