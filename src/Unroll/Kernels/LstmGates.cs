using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The gate arithmetic of an LSTM with sigmoid gates and tanh, one timestep of some rows (Hochreiter and Schmidhuber 1997, with the forget
/// gate of Gers et al. 2000): c = f·c₋₁ + i·g, h = o·tanh(c). Planes i, f, c, o are activated in place, where the product wrote them; the
/// backward pass turns them in place into the gradient of the pre-activations. States are [rows, units]. tanh(c) is computed again in the
/// backward pass: that costs less than to write and read it.
/// </summary>
/// <param name="previousCell">c₋₁.</param>
/// <param name="cell">c: written by the forward pass, read by the backward pass.</param>
/// <param name="hidden">h, written by the forward pass.</param>
/// <param name="hiddenGradient">Gradient of h; backward pass only.</param>
/// <param name="cellGradient">Gradient of c from the step after in, of c₋₁ out; backward pass only.</param>
/// <param name="keepsGates">Whether the forward pass leaves the activations for a backward pass.</param>
internal readonly unsafe struct LstmGates(
    float* previousCell, float* cell, float* hidden, float* hiddenGradient, float* cellGradient, bool keepsGates) : IGateArithmetic
{
    /// <summary>One timestep forward, products included.</summary>
    /// <param name="step">The timestep.</param>
    /// <param name="previousCell">c₋₁, [rows, units].</param>
    /// <param name="cell">c, [rows, units], out.</param>
    /// <param name="hidden">h, [rows, units], out.</param>
    /// <param name="keepsGates">Whether a backward pass follows.</param>
    public static void Forward(in GateStep step, ReadOnlySpan<float> previousCell, Span<float> cell, Span<float> hidden, bool keepsGates)
    {
        fixed (float* p = previousCell, c = cell, h = hidden)
        {
            GateProduct.Forward(step, new LstmGates(p, c, h, null, null, keepsGates));
        }
    }

    /// <summary>One timestep backward, up to the pre-activations.</summary>
    /// <param name="step">The timestep.</param>
    /// <param name="previousCell">c₋₁, [rows, units].</param>
    /// <param name="cell">c, [rows, units].</param>
    /// <param name="hiddenGradient">Gradient of h, [rows, units].</param>
    /// <param name="cellGradient">Gradient of c from the step after in, of c₋₁ out, [rows, units].</param>
    public static void Backward(
        in GateStep step, ReadOnlySpan<float> previousCell, ReadOnlySpan<float> cell, ReadOnlySpan<float> hiddenGradient,
        Span<float> cellGradient)
    {
        fixed (float* p = previousCell, c = cell, dh = hiddenGradient, dc = cellGradient)
        {
            GateProduct.Backward(step, new LstmGates(p, c, null, dh, dc, true));
        }
    }

    // In two passes over the panel: tanh(c) has to wait for all that c is made of, and while it waits the processor looks only two or three
    // vectors ahead. On its own it waits for nothing.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Forward<TSimd, TVector>(in GatePanel panel)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        nint plane = panel.PlaneStride;
        for (int row = 0; row < panel.Rows; row++)
        {
            float* gates = panel.Gates + (row * panel.Width);
            nint at = ((nint)row * panel.Units) + panel.Unit;
            for (int left = panel.Present; left > 0; left -= TSimd.Lanes, at += TSimd.Lanes, gates += TSimd.Lanes)
            {
                TVector i = VectorMath.Sigmoid<TSimd, TVector>(TSimd.Load(gates));
                TVector f = VectorMath.Sigmoid<TSimd, TVector>(TSimd.Load(gates + plane));
                TVector g = VectorMath.Tanh<TSimd, TVector>(TSimd.Load(gates + (2 * plane)));
                TSimd.Store(VectorMath.Sigmoid<TSimd, TVector>(TSimd.Load(gates + (3 * plane))), gates + (3 * plane));
                TVector c = TSimd.MultiplyAdd(f, Lanes.Load<TSimd, TVector>(previousCell + at, left), TSimd.Multiply(i, g));
                Lanes.Store<TSimd, TVector>(c, cell + at, left);
                if (keepsGates)
                {
                    TSimd.Store(i, gates);
                    TSimd.Store(f, gates + plane);
                    TSimd.Store(g, gates + (2 * plane));
                }
            }
        }

        for (int row = 0; row < panel.Rows; row++)
        {
            float* o = panel.Gates + (3 * plane) + (row * panel.Width);
            nint at = ((nint)row * panel.Units) + panel.Unit;
            for (int left = panel.Present; left > 0; left -= TSimd.Lanes, at += TSimd.Lanes, o += TSimd.Lanes)
            {
                TVector t = VectorMath.Tanh<TSimd, TVector>(Lanes.Load<TSimd, TVector>(cell + at, left));
                Lanes.Store<TSimd, TVector>(TSimd.Multiply(TSimd.Load(o), t), hidden + at, left);
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
                TVector i = TSimd.Load(gates);
                TVector f = TSimd.Load(gates + plane);
                TVector g = TSimd.Load(gates + (2 * plane));
                TVector o = TSimd.Load(gates + (3 * plane));
                TVector t = VectorMath.Tanh<TSimd, TVector>(Lanes.Load<TSimd, TVector>(cell + at, left));

                TVector throughOutput = TSimd.Multiply(Lanes.Load<TSimd, TVector>(hiddenGradient + at, left), o);
                TVector dc = TSimd.MultiplyAdd(
                    throughOutput, TSimd.Subtract(ones, TSimd.Multiply(t, t)), Lanes.Load<TSimd, TVector>(cellGradient + at, left));
                TVector di = TSimd.Multiply(TSimd.Multiply(dc, g), TSimd.Multiply(i, TSimd.Subtract(ones, i)));
                TVector forget = TSimd.Multiply(dc, f);
                TVector df = TSimd.Multiply(
                    TSimd.Multiply(forget, Lanes.Load<TSimd, TVector>(previousCell + at, left)), TSimd.Subtract(ones, f));
                TVector dg = TSimd.Multiply(TSimd.Multiply(dc, i), TSimd.Subtract(ones, TSimd.Multiply(g, g)));
                TVector dOut = TSimd.Multiply(TSimd.Multiply(throughOutput, t), TSimd.Subtract(ones, o));
                TSimd.Store(di, gates);
                TSimd.Store(df, gates + plane);
                TSimd.Store(dg, gates + (2 * plane));
                TSimd.Store(dOut, gates + (3 * plane));
                Lanes.Store<TSimd, TVector>(forget, cellGradient + at, left);
                Lanes.AddTo<TSimd, TVector>(bias, di);
                Lanes.AddTo<TSimd, TVector>(bias + width, df);
                Lanes.AddTo<TSimd, TVector>(bias + (2 * width), dg);
                Lanes.AddTo<TSimd, TVector>(bias + (3 * width), dOut);
            }
        }
    }
}
