using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The loop that all optimizers share. What is left beyond whole vectors goes through one more vector, padded, and so through the very
/// same instructions: a weight's new bits do not depend on where the range begins or ends.
/// </summary>
internal static unsafe class UpdateLoop
{
    /// <summary>Updates a range; state arrays that a rule does not use are empty.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Run<TRule>(
        in TRule rule, Span<float> values, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, Span<float> third)
        where TRule : struct, IUpdateRule
    {
        CheckLength(values.Length, gradient.Length, "gradient");
        CheckSlot(values.Length, first.Length);
        CheckSlot(values.Length, second.Length);
        CheckSlot(values.Length, third.Length);
        fixed (float* w = values)
        fixed (float* g = gradient)
        fixed (float* a = first)
        fixed (float* b = second)
        fixed (float* c = third)
        {
            Simd.Run(new Kernel<TRule>(rule, w, g, a, b, c, values.Length));
        }
    }

    private static void CheckSlot(int expected, int actual)
    {
        if (actual != 0)
        {
            CheckLength(expected, actual, "state");
        }
    }

    private static void CheckLength(int expected, int actual, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"Got {CountFormatter.Format(actual, "numbers")} of {name} for " +
                $"{CountFormatter.Format(expected, "weights")}; there must be as many.", name);
        }
    }

    private readonly struct Kernel<TRule>(
        TRule rule, float* values, float* gradient, float* first, float* second, float* third, int length) : ISimdKernel
        where TRule : struct, IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            // In locals, which the JIT keeps in registers: it takes the fields for memory that the stores may change.
            TRule own = rule;
            float* w = values, g = gradient, a = first, b = second, c = third;
            int i = 0, end = length;
            for (; i <= end - TSimd.Lanes; i += TSimd.Lanes)
            {
                TVector weight = TSimd.Load(w + i);
                TVector firstSlot = a == null ? default : TSimd.Load(a + i);
                TVector secondSlot = b == null ? default : TSimd.Load(b + i);
                TVector thirdSlot = c == null ? default : TSimd.Load(c + i);
                own.Update<TSimd, TVector>(ref weight, TSimd.Load(g + i), ref firstSlot, ref secondSlot, ref thirdSlot);
                TSimd.Store(weight, w + i);
                if (a != null)
                {
                    TSimd.Store(firstSlot, a + i);
                }

                if (b != null)
                {
                    TSimd.Store(secondSlot, b + i);
                }

                if (c != null)
                {
                    TSimd.Store(thirdSlot, c + i);
                }
            }

            int left = end - i;
            if (left > 0)
            {
                TVector weight = TSimd.LoadPartial(w + i, left);
                TVector firstSlot = a == null ? default : TSimd.LoadPartial(a + i, left);
                TVector secondSlot = b == null ? default : TSimd.LoadPartial(b + i, left);
                TVector thirdSlot = c == null ? default : TSimd.LoadPartial(c + i, left);
                own.Update<TSimd, TVector>(ref weight, TSimd.LoadPartial(g + i, left), ref firstSlot, ref secondSlot, ref thirdSlot);
                TSimd.StorePartial(weight, w + i, left);
                if (a != null)
                {
                    TSimd.StorePartial(firstSlot, a + i, left);
                }

                if (b != null)
                {
                    TSimd.StorePartial(secondSlot, b + i, left);
                }

                if (c != null)
                {
                    TSimd.StorePartial(thirdSlot, c + i, left);
                }
            }
        }
    }
}
