using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The gate arithmetic of a GRU with sigmoid gates and tanh whose reset gate is applied after the recurrent product, one timestep of some
/// rows: z = σ(·), r = σ(·), g = tanh(x_h + r·r_h), h = z·h₋₁ + (1 − z)·g (Cho et al. 2014, in the form of cuDNN). Planes z, r, x_h (from
/// the input alone), r_h (from h₋₁ alone); the forward pass leaves z, r, g, r_h there, the backward pass the gradients of all four. States
/// are [rows, units].
/// </summary>
/// <param name="previousHidden">h₋₁.</param>
/// <param name="hidden">h, written by the forward pass.</param>
/// <param name="hiddenGradient">Gradient of h; backward pass only.</param>
/// <param name="previousGradient">Gradient of h₋₁: the part that passes by the gates is added; backward pass only.</param>
internal readonly unsafe struct GruGates(
    float* previousHidden, float* hidden, float* hiddenGradient, float* previousGradient) : IGateArithmetic
{
    /// <summary>One timestep forward, products included.</summary>
    /// <param name="step">The timestep.</param>
    /// <param name="previousHidden">h₋₁, [rows, units].</param>
    /// <param name="hidden">h, [rows, units], out.</param>
    public static void Forward(in GateStep step, ReadOnlySpan<float> previousHidden, Span<float> hidden)
    {
        fixed (float* p = previousHidden, h = hidden)
        {
            GateProduct.Forward(step, new GruGates(p, h, null, null));
        }
    }

    /// <summary>One timestep backward, up to the pre-activations.</summary>
    /// <param name="step">The timestep.</param>
    /// <param name="previousHidden">h₋₁, [rows, units].</param>
    /// <param name="hiddenGradient">Gradient of h, [rows, units].</param>
    /// <param name="previousGradient">Gradient of h₋₁, [rows, units]; the part that passes by the gates is added.</param>
    public static void Backward(
        in GateStep step, ReadOnlySpan<float> previousHidden, ReadOnlySpan<float> hiddenGradient, Span<float> previousGradient)
    {
        fixed (float* p = previousHidden, dh = hiddenGradient, dp = previousGradient)
        {
            GateProduct.Backward(step, new GruGates(p, null, dh, dp));
        }
    }

    // In two passes over the panel, for the reason given at LstmGates.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward<TSimd, TVector>(in GatePanel panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        nint plane = panel.PlaneStride;
        for (int row = 0; row < panel.Rows; row++)
        {
            float* gates = panel.Gates + (row * panel.Width);
            for (int left = panel.Present; left > 0; left -= TSimd.Lanes, gates += TSimd.Lanes)
            {
                TVector r = VectorMath.Sigmoid<TSimd, TVector>(TSimd.Load(gates + plane));
                TSimd.Store(VectorMath.Sigmoid<TSimd, TVector>(TSimd.Load(gates)), gates);
                TSimd.Store(r, gates + plane);
                TSimd.Store(TSimd.MultiplyAdd(r, TSimd.Load(gates + (3 * plane)), TSimd.Load(gates + (2 * plane))), gates + (2 * plane));
            }
        }

        for (int row = 0; row < panel.Rows; row++)
        {
            float* gates = panel.Gates + (row * panel.Width);
            nint at = ((nint)row * panel.Units) + panel.Unit;
            for (int left = panel.Present; left > 0; left -= TSimd.Lanes, at += TSimd.Lanes, gates += TSimd.Lanes)
            {
                TVector g = VectorMath.Tanh<TSimd, TVector>(TSimd.Load(gates + (2 * plane)));
                TSimd.Store(g, gates + (2 * plane));
                TVector previous = Lanes.Load<TSimd, TVector>(previousHidden + at, left);
                Lanes.Store<TSimd, TVector>(TSimd.MultiplyAdd(TSimd.Load(gates), TSimd.Subtract(previous, g), g), hidden + at, left);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward<TSimd, TVector>(in GatePanel panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector ones = TSimd.Broadcast(1f);
        nint plane = panel.PlaneStride, width = panel.Width;
        for (int row = 0; row < panel.Rows; row++)
        {
            float* gates = panel.Gates + (row * width);
            float* bias = panel.BiasGradient;
            nint at = ((nint)row * panel.Units) + panel.Unit;
            for (int left = panel.Present; left > 0; left -= TSimd.Lanes, at += TSimd.Lanes, gates += TSimd.Lanes, bias += TSimd.Lanes)
            {
                TVector z = TSimd.Load(gates);
                TVector r = TSimd.Load(gates + plane);
                TVector g = TSimd.Load(gates + (2 * plane));
                TVector dh = Lanes.Load<TSimd, TVector>(hiddenGradient + at, left);
                TVector keep = TSimd.Subtract(ones, z);

                TVector dz = TSimd.Multiply(
                    TSimd.Multiply(dh, TSimd.Subtract(Lanes.Load<TSimd, TVector>(previousHidden + at, left), g)), TSimd.Multiply(z, keep));
                TVector dg = TSimd.Multiply(TSimd.Multiply(dh, keep), TSimd.Subtract(ones, TSimd.Multiply(g, g)));
                TVector dr = TSimd.Multiply(
                    TSimd.Multiply(dg, TSimd.Load(gates + (3 * plane))), TSimd.Multiply(r, TSimd.Subtract(ones, r)));
                TVector dRecurrent = TSimd.Multiply(dg, r);
                TSimd.Store(dz, gates);
                TSimd.Store(dr, gates + plane);
                TSimd.Store(dg, gates + (2 * plane));
                TSimd.Store(dRecurrent, gates + (3 * plane));
                TVector previous = TSimd.MultiplyAdd(dh, z, Lanes.Load<TSimd, TVector>(previousGradient + at, left));
                Lanes.Store<TSimd, TVector>(previous, previousGradient + at, left);
                Lanes.AddTo<TSimd, TVector>(bias, dz);
                Lanes.AddTo<TSimd, TVector>(bias + width, dr);
                Lanes.AddTo<TSimd, TVector>(bias + (2 * width), dg);
                Lanes.AddTo<TSimd, TVector>(bias + (3 * width), dRecurrent);
            }
        }
    }
}
