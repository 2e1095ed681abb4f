using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Unroll.Kernels;

/// <summary>
/// Sums in double precision over a fixed number of lanes, combined in a fixed order and without fused multiply-adds: the same bits on
/// every processor, whatever its vector width.
/// </summary>
internal static class FixedOrder
{
    /// <summary>The sum of the squares.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        Vector256<double> low = Vector256<double>.Zero;
        Vector256<double> high = Vector256<double>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.Create(values[i..]));
            low += a * a;
            high += b * b;
        }

        if (i < values.Length)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(LoadPartial(values[i..]));
            low += a * a;
            high += b * b;
        }

        return Sum(low, high);
    }

    /// <summary>The sum of the products of corresponding numbers.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Debug.Assert(left.Length == right.Length, "The vectors differ in length.");
        Vector256<double> low = Vector256<double>.Zero;
        Vector256<double> high = Vector256<double>.Zero;
        int i = 0;
        for (; i <= left.Length - 8; i += 8)
        {
            low += Vector256.Create(left[i..]) * Vector256.Create(right[i..]);
            high += Vector256.Create(left[(i + 4)..]) * Vector256.Create(right[(i + 4)..]);
        }

        double sum = Sum(low, high);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>The sum of the products of corresponding numbers. Optimised at once: weights are drawn early in a program.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Debug.Assert(left.Length == right.Length, "The vectors differ in length.");
        Vector256<double> low = Vector256<double>.Zero;
        Vector256<double> high = Vector256<double>.Zero;
        int i = 0;
        for (; i <= left.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.Create(left[i..]));
            (Vector256<double> c, Vector256<double> d) = Vector256.Widen(Vector256.Create(right[i..]));
            low += a * c;
            high += b * d;
        }

        double sum = Sum(low, high);
        for (; i < left.Length; i++)
        {
            sum += (double)left[i] * right[i];
        }

        return sum;
    }

    /// <summary>
    /// Adds <c>factor · source</c> to <paramref name="destination"/>. Optimised at once: weights are drawn early in a program.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> destination)
    {
        Debug.Assert(source.Length == destination.Length, "The vectors differ in length.");
        int i = 0;
        for (; i <= source.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> sum = Vector256.Create(destination[i..]) + (factor * Vector256.Create(source[i..]));
            sum.CopyTo(destination[i..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] += factor * source[i];
        }
    }

    /// <summary>Adds <c>factor · source</c> to <paramref name="destination"/>.</summary>
    public static void AddScaled(ReadOnlySpan<double> source, double factor, Span<double> destination)
    {
        Debug.Assert(source.Length == destination.Length, "The vectors differ in length.");
        int i = 0;
        for (; i <= source.Length - 4; i += 4)
        {
            Vector256<double> sum = Vector256.Create(destination[i..]) + (factor * Vector256.Create(source[i..]));
            sum.CopyTo(destination[i..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] += factor * source[i];
        }
    }

    /// <summary>The sum of eight lanes, in lane order.</summary>
    public static double Sum(Vector256<double> low, Vector256<double> high)
    {
        double sum = 0;
        for (int lane = 0; lane < Vector256<double>.Count; lane++)
        {
            sum += low[lane] + high[lane];
        }

        return sum;
    }

    /// <summary>Fewer than eight numbers, followed by zeros.</summary>
    [SkipLocalsInit]
    public static Vector256<float> LoadPartial(ReadOnlySpan<float> values)
    {
        Span<float> padded = stackalloc float[Vector256<float>.Count];
        padded.Clear();
        values.CopyTo(padded);
        return Vector256.Create<float>(padded);
    }

    /// <summary>Writes the first lanes.</summary>
    [SkipLocalsInit]
    public static void StorePartial(Vector256<float> vector, Span<float> destination)
    {
        Span<float> all = stackalloc float[Vector256<float>.Count];
        vector.CopyTo(all);
        all[..destination.Length].CopyTo(destination);
    }
}
