using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The arithmetic of a simple recurrent network (Elman 1990), one timestep of some rows: h = f(·), with an f whose derivative follows from
/// its value. The only plane holds the pre-activations, then their gradient. States are [rows, units].
/// </summary>
/// <param name="function">f.</param>
/// <param name="hidden">h: written by the forward pass, read by the backward pass.</param>
/// <param name="hiddenGradient">Gradient of h; backward pass only.</param>
internal readonly unsafe struct RnnGates<TOperator>(TOperator function, float* hidden, float* hiddenGradient) : IGateArithmetic
    where TOperator : struct, IActivationOperator
{
    /// <summary>One timestep forward, products included.</summary>
    /// <param name="function">f.</param>
    /// <param name="step">The timestep.</param>
    /// <param name="hidden">h, [rows, units], out.</param>
    public static void Forward(TOperator function, in GateStep step, Span<float> hidden)
    {
        fixed (float* h = hidden)
        {
            GateProduct.Forward(step, new RnnGates<TOperator>(function, h, null));
        }
    }

    /// <summary>One timestep backward, up to the pre-activations.</summary>
    /// <param name="function">f.</param>
    /// <param name="step">The timestep.</param>
    /// <param name="hidden">h, [rows, units].</param>
    /// <param name="hiddenGradient">Gradient of h, [rows, units].</param>
    public static void Backward(TOperator function, in GateStep step, ReadOnlySpan<float> hidden, ReadOnlySpan<float> hiddenGradient)
    {
        fixed (float* h = hidden, dh = hiddenGradient)
        {
            GateProduct.Backward(step, new RnnGates<TOperator>(function, h, dh));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward<TSimd, TVector>(in GatePanel panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < panel.Rows; row++)
        {
            float* gates = panel.Gates + (row * panel.Width);
            nint at = ((nint)row * panel.Units) + panel.Unit;
            for (int left = panel.Present; left > 0; left -= TSimd.Lanes, at += TSimd.Lanes, gates += TSimd.Lanes)
            {
                Lanes.Store<TSimd, TVector>(function.Invoke<TSimd, TVector>(TSimd.Load(gates)), hidden + at, left);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward<TSimd, TVector>(in GatePanel panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < panel.Rows; row++)
        {
            float* gates = panel.Gates + (row * panel.Width);
            float* bias = panel.BiasGradient;
            nint at = ((nint)row * panel.Units) + panel.Unit;
            for (int left = panel.Present; left > 0; left -= TSimd.Lanes, at += TSimd.Lanes, gates += TSimd.Lanes, bias += TSimd.Lanes)
            {
                TVector y = Lanes.Load<TSimd, TVector>(hidden + at, left);
                TVector gradient = TSimd.Multiply(
                    Lanes.Load<TSimd, TVector>(hiddenGradient + at, left), function.Derivative<TSimd, TVector>(y, y));
                TSimd.Store(gradient, gates);
                Lanes.AddTo<TSimd, TVector>(bias, gradient);
            }
        }
    }
}
