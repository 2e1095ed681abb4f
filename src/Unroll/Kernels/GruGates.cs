using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The gate arithmetic of a GRU with sigmoid gates and tanh whose reset gate is applied after the recurrent product, one timestep in one
/// pass: z = σ(x_z + r_z), r = σ(x_r + r_r), g = tanh(x_h + r·r_h), h = z·h₋₁ + (1 − z)·g (Cho et al. 2014, in the form of cuDNN). Rows of
/// [rows, 3·units] hold z, r, h; x are the input products, r the recurrent ones.
/// </summary>
internal static unsafe class GruGates
{
    /// <summary>One timestep.</summary>
    /// <param name="gates">[rows, 3·units]: input products in; z, r, g out.</param>
    /// <param name="recurrent">[rows, 3·units]: recurrent products, biases included.</param>
    /// <param name="previousHidden">[rows, units].</param>
    /// <param name="hidden">[rows, units], out.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="units">Hidden units.</param>
    public static void Forward(
        Span<float> gates, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> previousHidden, Span<float> hidden, int rows, int units)
    {
        fixed (float* g = gates, r = recurrent, p = previousHidden, h = hidden)
        {
            Simd.Run(new ForwardKernel(g, r, p, h, rows, units));
        }
    }

    /// <summary>One timestep back.</summary>
    /// <param name="gates">[rows, 3·units]: z, r, g in; gradient of the input products out.</param>
    /// <param name="recurrent">[rows, 3·units]: recurrent products in; their gradient out.</param>
    /// <param name="previousHidden">[rows, units].</param>
    /// <param name="hiddenGradient">Gradient of h, [rows, units].</param>
    /// <param name="previousGradient">Gradient of h₋₁, [rows, units]; the part that passes by the gates is added.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="units">Hidden units.</param>
    public static void Backward(
        Span<float> gates,
        Span<float> recurrent,
        ReadOnlySpan<float> previousHidden,
        ReadOnlySpan<float> hiddenGradient,
        Span<float> previousGradient,
        int rows,
        int units)
    {
        fixed (float* g = gates, r = recurrent, p = previousHidden, dh = hiddenGradient, dp = previousGradient)
        {
            Simd.Run(new BackwardKernel(g, r, p, dh, dp, rows, units));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Forward<TSimd, TVector>(float* gates, float* recurrent, float* previousHidden, float* hidden, int from, int units)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int j = from;
        for (; j <= units - TSimd.Lanes; j += TSimd.Lanes)
        {
            TVector z = VectorMath.Sigmoid<TSimd, TVector>(TSimd.Add(TSimd.Load(gates + j), TSimd.Load(recurrent + j)));
            TVector r = VectorMath.Sigmoid<TSimd, TVector>(TSimd.Add(TSimd.Load(gates + units + j), TSimd.Load(recurrent + units + j)));
            TVector g = VectorMath.Tanh<TSimd, TVector>(
                TSimd.MultiplyAdd(r, TSimd.Load(recurrent + (2 * units) + j), TSimd.Load(gates + (2 * units) + j)));
            TSimd.Store(z, gates + j);
            TSimd.Store(r, gates + units + j);
            TSimd.Store(g, gates + (2 * units) + j);
            TSimd.Store(TSimd.MultiplyAdd(z, TSimd.Subtract(TSimd.Load(previousHidden + j), g), g), hidden + j);
        }

        return j;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Backward<TSimd, TVector>(
        float* gates, float* recurrent, float* previousHidden, float* hiddenGradient, float* previousGradient, int from, int units)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1f);
        int j = from;
        for (; j <= units - TSimd.Lanes; j += TSimd.Lanes)
        {
            TVector z = TSimd.Load(gates + j);
            TVector r = TSimd.Load(gates + units + j);
            TVector g = TSimd.Load(gates + (2 * units) + j);
            TVector dh = TSimd.Load(hiddenGradient + j);
            TVector keep = TSimd.Subtract(one, z);

            TVector dz = TSimd.Multiply(
                TSimd.Multiply(dh, TSimd.Subtract(TSimd.Load(previousHidden + j), g)), TSimd.Multiply(z, keep));
            TVector dg = TSimd.Multiply(TSimd.Multiply(dh, keep), TSimd.Subtract(one, TSimd.Multiply(g, g)));
            TVector dr = TSimd.Multiply(
                TSimd.Multiply(dg, TSimd.Load(recurrent + (2 * units) + j)), TSimd.Multiply(r, TSimd.Subtract(one, r)));
            TSimd.Store(dz, gates + j);
            TSimd.Store(dr, gates + units + j);
            TSimd.Store(dg, gates + (2 * units) + j);
            TSimd.Store(dz, recurrent + j);
            TSimd.Store(dr, recurrent + units + j);
            TSimd.Store(TSimd.Multiply(dg, r), recurrent + (2 * units) + j);
            TSimd.Store(TSimd.MultiplyAdd(dh, z, TSimd.Load(previousGradient + j)), previousGradient + j);
        }

        return j;
    }

    private readonly struct ForwardKernel(float* gates, float* recurrent, float* previousHidden, float* hidden, int rows, int units) : ISimdKernel
    {
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            for (int row = 0; row < rows; row++)
            {
                nint at = (nint)row * units;
                int done = Forward<TSimd, TVector>(gates + (3 * at), recurrent + (3 * at), previousHidden + at, hidden + at, 0, units);
                if (done < units)
                {
                    Forward<SimdScalar, float>(gates + (3 * at), recurrent + (3 * at), previousHidden + at, hidden + at, done, units);
                }
            }
        }
    }

    private readonly struct BackwardKernel(
        float* gates, float* recurrent, float* previousHidden, float* hiddenGradient, float* previousGradient, int rows, int units)
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
                    gates + (3 * at), recurrent + (3 * at), previousHidden + at, hiddenGradient + at, previousGradient + at, 0, units);
                if (done < units)
                {
                    Backward<SimdScalar, float>(
                        gates + (3 * at), recurrent + (3 * at), previousHidden + at, hiddenGradient + at, previousGradient + at, done, units);
                }
            }
        }
    }
}
