using System.Numerics;
using System.Runtime.InteropServices;

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

    /// <summary>Whether all numbers are finite.</summary>
    public static bool AreAll(ReadOnlySpan<float> values) => float.IsFinite(LargestMagnitude(values));

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
}
