using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The gate arithmetic of an LSTM with sigmoid gates and tanh, one timestep of some rows in one pass (Hochreiter and Schmidhuber 1997,
/// with the forget gate of Gers et al. 2000). Gates lie as i, f, c, o in each row of [rows, 4·units] and are activated in place, where the
/// product wrote them; the backward pass turns them in place into the gradient of the pre-activations.
/// </summary>
internal static unsafe class LstmGates
{
    /// <summary>c = f·c₋₁ + i·g and h = o·tanh(c), for one timestep.</summary>
    /// <param name="gates">[rows, 4·units]: pre-activations in, activations out.</param>
    /// <param name="previousCell">[rows, units].</param>
    /// <param name="cell">[rows, units], out.</param>
    /// <param name="activatedCell">tanh(c), [rows, units], out.</param>
    /// <param name="hidden">[rows, units], out.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="units">Hidden units.</param>
    public static void Forward(
        Span<float> gates, ReadOnlySpan<float> previousCell, Span<float> cell, Span<float> activatedCell, Span<float> hidden, int rows, int units)
    {
        fixed (float* g = gates, p = previousCell, c = cell, t = activatedCell, h = hidden)
        {
            Simd.Run(new ForwardKernel(g, p, c, t, h, rows, units));
        }
    }

    /// <summary>One timestep back: from the gradient of h and c to that of the pre-activations and of c₋₁.</summary>
    /// <param name="gates">[rows, 4·units]: activations in, gradient of the pre-activations out.</param>
    /// <param name="previousCell">[rows, units].</param>
    /// <param name="activatedCell">tanh(c), [rows, units].</param>
    /// <param name="hiddenGradient">Gradient of h, [rows, units].</param>
    /// <param name="cellGradient">Gradient of c from the step after in, of c₋₁ out, [rows, units].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="units">Hidden units.</param>
    public static void Backward(
        Span<float> gates,
        ReadOnlySpan<float> previousCell,
        ReadOnlySpan<float> activatedCell,
        ReadOnlySpan<float> hiddenGradient,
        Span<float> cellGradient,
        int rows,
        int units)
    {
        fixed (float* g = gates, p = previousCell, t = activatedCell, dh = hiddenGradient, dc = cellGradient)
        {
            Simd.Run(new BackwardKernel(g, p, t, dh, dc, rows, units));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Forward<TSimd, TVector>(float* gates, float* previousCell, float* cell, float* activatedCell, float* hidden, int from, int units)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int j = from;
        for (; j <= units - TSimd.Lanes; j += TSimd.Lanes)
        {
            TVector i = VectorMath.Sigmoid<TSimd, TVector>(TSimd.Load(gates + j));
            TVector f = VectorMath.Sigmoid<TSimd, TVector>(TSimd.Load(gates + units + j));
            TVector g = VectorMath.Tanh<TSimd, TVector>(TSimd.Load(gates + (2 * units) + j));
            TVector o = VectorMath.Sigmoid<TSimd, TVector>(TSimd.Load(gates + (3 * units) + j));
            TVector c = TSimd.MultiplyAdd(f, TSimd.Load(previousCell + j), TSimd.Multiply(i, g));
            TVector t = VectorMath.Tanh<TSimd, TVector>(c);
            TSimd.Store(i, gates + j);
            TSimd.Store(f, gates + units + j);
            TSimd.Store(g, gates + (2 * units) + j);
            TSimd.Store(o, gates + (3 * units) + j);
            TSimd.Store(c, cell + j);
            TSimd.Store(t, activatedCell + j);
            TSimd.Store(TSimd.Multiply(o, t), hidden + j);
        }

        return j;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Backward<TSimd, TVector>(
        float* gates, float* previousCell, float* activatedCell, float* hiddenGradient, float* cellGradient, int from, int units)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        int j = from;
        for (; j <= units - TSimd.Lanes; j += TSimd.Lanes)
        {
            TVector i = TSimd.Load(gates + j);
            TVector f = TSimd.Load(gates + units + j);
            TVector g = TSimd.Load(gates + (2 * units) + j);
            TVector o = TSimd.Load(gates + (3 * units) + j);
            TVector t = TSimd.Load(activatedCell + j);
            TVector dh = TSimd.Load(hiddenGradient + j);

            TVector throughOutput = TSimd.Multiply(dh, o);
            TVector dc = TSimd.MultiplyAdd(
                throughOutput, TSimd.Subtract(one, TSimd.Multiply(t, t)), TSimd.Load(cellGradient + j));
            TVector di = TSimd.Multiply(TSimd.Multiply(dc, g), TSimd.Multiply(i, TSimd.Subtract(one, i)));
            TVector forget = TSimd.Multiply(dc, f);
            TVector df = TSimd.Multiply(TSimd.Multiply(forget, TSimd.Load(previousCell + j)), TSimd.Subtract(one, f));
            TVector dg = TSimd.Multiply(TSimd.Multiply(dc, i), TSimd.Subtract(one, TSimd.Multiply(g, g)));
            TVector dOut = TSimd.Multiply(TSimd.Multiply(throughOutput, t), TSimd.Subtract(one, o));
            TSimd.Store(di, gates + j);
            TSimd.Store(df, gates + units + j);
            TSimd.Store(dg, gates + (2 * units) + j);
            TSimd.Store(dOut, gates + (3 * units) + j);
            TSimd.Store(forget, cellGradient + j);
        }

        return j;
    }

    private readonly struct ForwardKernel(float* gates, float* previousCell, float* cell, float* activatedCell, float* hidden, int rows, int units)
        : ISimdKernel
    {
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            for (int row = 0; row < rows; row++)
            {
                nint at = (nint)row * units;
                int done = Forward<TSimd, TVector>(gates + (4 * at), previousCell + at, cell + at, activatedCell + at, hidden + at, 0, units);
                if (done < units)
                {
                    Forward<SimdScalar, float>(gates + (4 * at), previousCell + at, cell + at, activatedCell + at, hidden + at, done, units);
                }
            }
        }
    }

    private readonly struct BackwardKernel(
        float* gates, float* previousCell, float* activatedCell, float* hiddenGradient, float* cellGradient, int rows, int units)
        : ISimdKernel
    {
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            for (int row = 0; row < rows; row++)
            {
                nint at = (nint)row * units;
                int done = Backward<TSimd, TVector>(
                    gates + (4 * at), previousCell + at, activatedCell + at, hiddenGradient + at, cellGradient + at, 0, units);
                if (done < units)
                {
                    Backward<SimdScalar, float>(
                        gates + (4 * at), previousCell + at, activatedCell + at, hiddenGradient + at, cellGradient + at, done, units);
                }
            }
        }
    }
}
