using System.Numerics.Tensors;

namespace Unroll.Kernels;

/// <summary>
/// W [inputs, gates·units] over U [units, gates·units], packed for one product [x h₋₁]·[W; U] + b in the order of <see cref="GateLayout"/>:
/// panel by panel, in it plane by plane, the rows of W before those of U. Read once a timestep, from first to last.
/// </summary>
internal sealed class PackedGates
{
    private readonly GatePlane[] _planes;
    private readonly int _units;
    private readonly AlignedBuffer _panels;
    private readonly AlignedBuffer _bias;

    public PackedGates(GatePlane[] planes, int inputs, int units)
    {
        _planes = planes;
        Inputs = inputs;
        _units = units;
        int vectors = PanelWalk.Vectors(units);
        foreach (GatePlane plane in planes)
        {
            RowsOfAllPlanes += Rows(plane);
        }

        _panels = new AlignedBuffer(checked(RowsOfAllPlanes * vectors * Simd.Lanes));
        _bias = new AlignedBuffer(checked(planes.Length * vectors * Simd.Lanes));
    }

    /// <summary>Features of the input.</summary>
    public int Inputs { get; }

    /// <summary>The planes of the gates.</summary>
    public ReadOnlySpan<GatePlane> Planes => _planes;

    /// <summary>Rows of W and U that all planes together have.</summary>
    public int RowsOfAllPlanes { get; }

    /// <summary>The panels.</summary>
    public ReadOnlySpan<float> Panels => _panels.Span;

    /// <summary>The biases, a row for each plane of each panel.</summary>
    public ReadOnlySpan<float> Bias => _bias.Span;

    /// <summary>Packs both kernels.</summary>
    /// <param name="kernel">W, [inputs, columns].</param>
    /// <param name="recurrent">U, [units, columns].</param>
    /// <param name="columns">Columns of both.</param>
    public void Pack(ReadOnlySpan<float> kernel, ReadOnlySpan<float> recurrent, int columns)
    {
        Span<float> rest = _panels.Span;
        foreach (ColumnPanel panel in new PanelWalk(_units))
        {
            int unit = panel.Column, width = panel.Width, present = panel.Present;
            foreach (GatePlane plane in _planes)
            {
                if (plane.Kernel >= 0)
                {
                    PanelCopy.Copy(kernel, columns, Inputs, plane.Kernel + unit, present, width, rest);
                    rest = rest[(Inputs * width)..];
                }

                if (plane.Recurrent >= 0)
                {
                    PanelCopy.Copy(recurrent, columns, _units, plane.Recurrent + unit, present, width, rest);
                    rest = rest[(_units * width)..];
                }
            }
        }
    }

    /// <summary>Packs the biases.</summary>
    /// <param name="kernel">What is added to the columns of W; empty for nothing.</param>
    /// <param name="recurrent">What is added to the columns of U; empty for nothing.</param>
    public void PackBias(ReadOnlySpan<float> kernel, ReadOnlySpan<float> recurrent)
    {
        Span<float> rest = _bias.Span;
        rest.Clear();
        foreach (ColumnPanel panel in new PanelWalk(_units))
        {
            int unit = panel.Column, width = panel.Width, present = panel.Present;
            foreach (GatePlane plane in _planes)
            {
                Add(kernel, plane.Kernel, rest[..present]);
                Add(recurrent, plane.Recurrent, rest[..present]);
                rest = rest[width..];
            }

            void Add(ReadOnlySpan<float> bias, int column, Span<float> sum)
            {
                if (!bias.IsEmpty && column >= 0)
                {
                    ReadOnlySpan<float> terms = bias.Slice(column + unit, present);
                    for (int i = 0; i < terms.Length; i++)
                    {
                        sum[i] += terms[i];
                    }
                }
            }
        }
    }

    /// <summary>Adds each unit's sum of <see cref="GateStep.BiasGradient"/> to the gradients of the biases.</summary>
    /// <param name="sums">The sums, a row for each plane of each panel.</param>
    /// <param name="kernel">Gradient of what is added to the columns of W; empty where there is none.</param>
    /// <param name="recurrent">Gradient of what is added to the columns of U; empty where there is none.</param>
    public void AddBiasGradient(ReadOnlySpan<float> sums, Span<float> kernel, Span<float> recurrent)
    {
        foreach (ColumnPanel panel in new PanelWalk(_units))
        {
            int unit = panel.Column, width = panel.Width, present = panel.Present;
            foreach (GatePlane plane in _planes)
            {
                AddTo(kernel, plane.Kernel + unit, plane.Kernel >= 0, sums[..present]);
                AddTo(recurrent, plane.Recurrent + unit, plane.Recurrent >= 0, sums[..present]);
                sums = sums[width..];
            }
        }

        static void AddTo(Span<float> gradient, int column, bool takesPart, ReadOnlySpan<float> sum)
        {
            if (takesPart && !gradient.IsEmpty)
            {
                Span<float> target = gradient.Slice(column, sum.Length);
                TensorPrimitives.Add(target, sum, target);
            }
        }
    }

    private int Rows(GatePlane plane) => (plane.Kernel >= 0 ? Inputs : 0) + (plane.Recurrent >= 0 ? _units : 0);
}
