using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Unroll.Kernels;

/// <summary>Finds numbers that are infinite or NaN, in one pass that a memory can keep up with.</summary>
internal static class FiniteNumbers
{
    private const int Magnitude = int.MaxValue;

    /// <summary>The bits of infinity: those of NaN are above, those of finite magnitudes below, in their order.</summary>
    private const int Infinity = 0x7F800000;

    /// <summary>The largest magnitude of some numbers; infinity where one is infinite or NaN, 0 for none.</summary>
    public static float LargestMagnitude(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(values);
        int width = Vector<int>.Count;
        Vector<int> mask = new(Magnitude), first = Vector<int>.Zero, second = first, third = first, fourth = first;
        int i = 0;
        for (; i <= bits.Length - (4 * width); i += 4 * width)
        {
            first = Vector.Max(first, new Vector<int>(bits[i..]) & mask);
            second = Vector.Max(second, new Vector<int>(bits[(i + width)..]) & mask);
            third = Vector.Max(third, new Vector<int>(bits[(i + (2 * width))..]) & mask);
            fourth = Vector.Max(fourth, new Vector<int>(bits[(i + (3 * width))..]) & mask);
        }

        for (; i <= bits.Length - width; i += width)
        {
            first = Vector.Max(first, new Vector<int>(bits[i..]) & mask);
        }

        Span<int> lanes = stackalloc int[Vector<int>.Count];
        Vector.Max(Vector.Max(first, second), Vector.Max(third, fourth)).CopyTo(lanes);
        int largest = 0;
        foreach (int lane in lanes)
        {
            largest = Math.Max(largest, lane);
        }

        for (; i < bits.Length; i++)
        {
            largest = Math.Max(largest, bits[i] & Magnitude);
        }

        return BitConverter.Int32BitsToSingle(Math.Min(largest, Infinity));
    }

    /// <summary>
    /// A bound of the magnitudes of some numbers; infinity where one is infinite or NaN, 0 for none. It is the root of the sum of squares,
    /// a multiply-add a vector, or where that overflows the largest magnitude itself.
    /// </summary>
    public static float MagnitudeBound(ReadOnlySpan<float> values)
    {
        float squares = Vector512.IsHardwareAccelerated ? Squares512(values) : Squares(values);
        return float.IsFinite(squares) ? MathF.Sqrt(squares) : LargestMagnitude(values);
    }

    /// <summary>Whether all numbers are finite.</summary>
    /// <remarks>
    /// Compiled fully at its first call: the weights of a file are read in the first milliseconds of a process, and a plain loop is enough
    /// to keep up with a file.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreAll(ReadOnlySpan<float> values)
    {
        ref int first = ref Unsafe.As<float, int>(ref MemoryMarshal.GetReference(values));
        Vector<int> mask = new(Magnitude), largest = Vector<int>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            largest = Vector.Max(largest, Vector.LoadUnsafe(ref first, (nuint)i) & mask);
        }

        bool areFinite = Vector.LessThanAll(largest, new Vector<int>(Infinity));
        for (; i < values.Length; i++)
        {
            areFinite &= float.IsFinite(values[i]);
        }

        return areFinite;
    }

    /// <summary>Index of the first number that is infinite or NaN; −1 where there is none.</summary>
    public static int IndexOfOther(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    // Four sums hide the latency of a multiply-add.
    private static float Squares512(ReadOnlySpan<float> values)
    {
        ref float first = ref MemoryMarshal.GetReference(values);
        int width = Vector512<float>.Count, i = 0;
        Vector512<float> a = default, b = default, c = default, d = default;
        for (; i <= values.Length - (4 * width); i += 4 * width)
        {
            Vector512<float> p = Vector512.LoadUnsafe(ref first, (nuint)i), q = Vector512.LoadUnsafe(ref first, (nuint)(i + width));
            Vector512<float> r = Vector512.LoadUnsafe(ref first, (nuint)(i + (2 * width)));
            Vector512<float> s = Vector512.LoadUnsafe(ref first, (nuint)(i + (3 * width)));
            a = Vector512.FusedMultiplyAdd(p, p, a);
            b = Vector512.FusedMultiplyAdd(q, q, b);
            c = Vector512.FusedMultiplyAdd(r, r, c);
            d = Vector512.FusedMultiplyAdd(s, s, d);
        }

        return Vector512.Sum(a + b + (c + d)) + Squares(values[i..]);
    }

    private static float Squares(ReadOnlySpan<float> values)
    {
        int width = Vector<float>.Count, i = 0;
        Vector<float> a = default, b = default, c = default, d = default;
        for (; i <= values.Length - (4 * width); i += 4 * width)
        {
            Vector<float> p = new(values[i..]), q = new(values[(i + width)..]);
            Vector<float> r = new(values[(i + (2 * width))..]), s = new(values[(i + (3 * width))..]);
            a += p * p;
            b += q * q;
            c += r * r;
            d += s * s;
        }

        float sum = Vector.Sum(a + b + (c + d));
        for (; i < values.Length; i++)
        {
            sum += values[i] * values[i];
        }

        return sum;
    }
}
