using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The products of a recurrent layer's timestep around its gate arithmetic, on gates that lie as <see cref="GateLayout"/> says. Sums run in
/// index order of the inner dimension, so that they do not depend on threads.
/// </summary>
internal static unsafe class GateProduct
{
    /// <summary>
    /// One timestep forward: [x h₋₁]·[W; U] + b, panel by panel, and each panel's gate arithmetic while it is in the first-level cache.
    /// </summary>
    /// <param name="step">The timestep.</param>
    /// <param name="arithmetic">What becomes of the gates.</param>
    public static void Forward<TGates>(in GateStep step, in TGates arithmetic)
        where TGates : struct, IGateArithmetic
    {
        PackedGates weights = step.Weights;
        fixed (float* x = step.Input, h = step.RecurrentInput, w = weights.Panels, b = weights.Bias, g = step.Gates)
        fixed (GatePlane* p = weights.Planes)
        {
            PanelTeam.Run(
                new ForwardKernel<TGates>(
                    p, step.Layout, x, weights.Inputs, h, w, weights.RowsOfAllPlanes, b, g, step.Timestep, arithmetic),
                step.Layout.Vectors,
                step.Layout.Rows,
                weights.Panels.Length);
        }
    }

    /// <summary>One timestep's gate arithmetic backward.</summary>
    /// <param name="step">The timestep.</param>
    /// <param name="arithmetic">The arithmetic.</param>
    public static void Backward<TGates>(in GateStep step, in TGates arithmetic)
        where TGates : struct, IGateArithmetic
    {
        fixed (float* g = step.Gates, db = step.BiasGradient)
        {
            Simd.Run(new BackwardKernel<TGates>(step.Layout, g, step.Timestep, db, arithmetic));
        }
    }

    /// <summary>C += (gates of a timestep)·B, or C = that: how gradients go from gates to what they were made of.</summary>
    /// <param name="layout">How the gates lie.</param>
    /// <param name="gates">The gates' gradient.</param>
    /// <param name="timestep">The timestep's place among them.</param>
    /// <param name="planes">Which planes take part, in the order of B's rows.</param>
    /// <param name="b">B, [planes·units, columns], packed.</param>
    /// <param name="c">C, [rows, columns].</param>
    /// <param name="accumulate">Whether C is added to.</param>
    public static void Multiply(
        in GateLayout layout, ReadOnlySpan<float> gates, int timestep, ReadOnlySpan<int> planes, PackedMatrix b, Span<float> c,
        bool accumulate)
    {
        Segment* segments = stackalloc Segment[planes.Length * layout.Panels];
        fixed (float* g = gates)
        {
            int count = 0;
            foreach (int plane in planes)
            {
                foreach (ColumnPanel panel in new PanelWalk(layout.Units))
                {
                    float* start = g + layout.PanelOffset(timestep, panel) + (plane * layout.PlaneStride(panel));
                    segments[count++] = new Segment(start, panel.Width, panel.Present);
                }
            }

            MatrixProduct.Multiply(segments, count, b, c, b.Columns, layout.Rows, accumulate);
        }
    }

    /// <summary>C += Aᵀ·(gates of some timesteps of a chunk): a weight gradient. The gates' panels are the packed operand.</summary>
    /// <param name="layout">How the gates lie.</param>
    /// <param name="gates">The gates' gradient.</param>
    /// <param name="timestep">Place of the first timestep.</param>
    /// <param name="count">Timesteps, all of one chunk.</param>
    /// <param name="planes">Which planes take part, in the order of C's columns.</param>
    /// <param name="a">A, [count · rows, columns of A].</param>
    /// <param name="aColumns">Columns of A.</param>
    /// <param name="c">C, [columns of A, planes·units].</param>
    public static void AddTransposed(
        in GateLayout layout,
        ReadOnlySpan<float> gates,
        int timestep,
        int count,
        ReadOnlySpan<int> planes,
        ReadOnlySpan<float> a,
        int aColumns,
        Span<float> c)
    {
        fixed (float* g = gates, aStart = a, cStart = c)
        fixed (int* p = planes)
        {
            PanelTeam.Run(
                new TransposedKernel(layout, g, timestep, count, p, planes.Length, aStart, aColumns, cStart),
                layout.Vectors,
                aColumns,
                (long)count * layout.Rows * planes.Length * layout.Units);
        }
    }

    private readonly struct TransposedKernel(
        GateLayout layout, float* gates, int timestep, int count, int* planes, int planeCount, float* a, int aColumns,
        float* c) : IPanelKernel
    {
        public void Run(int from, int to)
        {
            int inner = count * layout.Rows;
            if (!TransposedProduct.PaysToTurn)
            {
                var segment = new Segment(a, 1, inner);
                AddBlock(&segment, aColumns, 0, c, aColumns, from, to);
                return;
            }

            fixed (float* block = TransposedProduct.Block.Span)
            {
                for (int first = 0; first < inner; first += TransposedProduct.MostInner)
                {
                    int length = Math.Min(TransposedProduct.MostInner, inner - first);
                    int blockRows = TransposedProduct.RowsOfBlock(length);
                    for (int row = 0; row < aColumns; row += blockRows)
                    {
                        int rows = Math.Min(blockRows, aColumns - row);
                        Segment segment = TransposedProduct.Turn(a + ((nint)first * aColumns) + row, aColumns, length, rows, block);
                        AddBlock(&segment, 1, first, c + ((nint)row * planeCount * layout.Units), rows, from, to);
                    }
                }
            }
        }

        /// <summary>The contribution of a block of A, from an inner index on, to its rows of C.</summary>
        private void AddBlock(Segment* segment, int innerStride, int first, float* rowsOfC, int rows, int from, int to)
        {
            int columns = planeCount * layout.Units;
            foreach (ColumnPanel panel in new PanelWalk(layout.Units, from, to))
            {
                int unit = panel.Column, width = panel.Width;
                nint planeStride = layout.PlaneStride(panel);
                float* panels = gates + layout.PanelOffset(timestep, panel) + ((nint)first * width);
                for (int plane = 0; plane < planeCount; plane++)
                {
                    float* target = rowsOfC + (plane * layout.Units) + unit;
                    float* packed = panels + (planes[plane] * planeStride);
                    var x = new Operands
                    {
                        Segments = segment,
                        SegmentCount = 1,
                        AInnerStride = innerStride,
                        Start = target,
                        StartStride = columns,
                        C = target,
                        CStride = columns,
                        Rows = rows,
                        Next = packed + planeStride,
                        NextLength = segment->Length * width,
                    };
                    MatrixProduct.MultiplyPanel(x, packed, panel.Vectors, panel.Present);
                }
            }
        }
    }

    private struct ForwardKernel<TGates>(
        GatePlane* planes, GateLayout layout, float* input, int inputs, float* hidden, float* weights, int weightRows, float* bias,
        float* gates,
        int timestep, TGates arithmetic) : ISimdKernel, IPanelKernel
        where TGates : struct, IGateArithmetic
    {
        private int _from;
        private int _to;

        public readonly void Run(int from, int to)
        {
            ForwardKernel<TGates> part = this;
            part._from = from;
            part._to = to;
            Simd.Run(part);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            Segment* segments = stackalloc Segment[2];
            int units = layout.Units;
            foreach (ColumnPanel panel in new PanelWalk(units, _from, _to))
            {
                int width = panel.Width;
                nint planeStride = layout.PlaneStride(panel);
                float* target = gates + layout.PanelOffset(timestep, panel);
                float* packed = weights + ((nint)weightRows * panel.Column);
                float* start = bias + ((nint)layout.Planes * panel.Column);
                for (int plane = 0; plane < layout.Planes; plane++)
                {
                    int count = 0;
                    if (planes[plane].Kernel >= 0)
                    {
                        segments[count++] = new Segment(input, inputs, inputs);
                    }

                    if (planes[plane].Recurrent >= 0 && hidden is not null)
                    {
                        segments[count++] = new Segment(hidden, units, units);
                    }

                    var x = new Operands
                    {
                        Segments = segments,
                        SegmentCount = count,
                        AInnerStride = 1,
                        Start = start,
                        C = target + (plane * planeStride),
                        CStride = width,
                        Rows = layout.Rows,
                    };
                    int length = ((planes[plane].Kernel >= 0 ? inputs : 0) + (planes[plane].Recurrent >= 0 ? units : 0)) * width;
                    x.Next = packed + length;
                    x.NextLength = length;
                    MatrixProduct.MultiplyWholePanel<TSimd, TVector>(x, packed, panel.Vectors);
                    packed += length;
                    start += width;
                }

                arithmetic.Forward<TSimd, TVector>(Panel(layout, target, panel, null));
            }
        }
    }

    private readonly struct BackwardKernel<TGates>(GateLayout layout, float* gates, int timestep, float* biasGradient, TGates arithmetic)
        : ISimdKernel
        where TGates : struct, IGateArithmetic
    {
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            foreach (ColumnPanel panel in new PanelWalk(layout.Units))
            {
                arithmetic.Backward<TSimd, TVector>(
                    Panel(layout, gates + layout.PanelOffset(timestep, panel), panel, biasGradient + (layout.Planes * panel.Column)));
            }
        }
    }

    private static GatePanel Panel(in GateLayout layout, float* gates, ColumnPanel panel, float* biasGradient) => new()
    {
        Gates = gates,
        PlaneStride = layout.PlaneStride(panel),
        Width = panel.Width,
        Rows = layout.Rows,
        Unit = panel.Column,
        Present = panel.Present,
        Units = layout.Units,
        BiasGradient = biasGradient,
    };
}
