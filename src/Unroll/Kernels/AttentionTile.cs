using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The softmax of attention on a tile of scores, <c>[keys, queries]</c>: queries lie along the vectors, so that greatest scores and sums
/// over keys need nothing across lanes. Softmax over tile after tile of keys as in Milakov and Gimelshein 2018.
/// </summary>
internal static unsafe class AttentionTile
{
    /// <summary>
    /// Turns scores into exp(score − greatest), with the greatest score of this tile and those before it, and adds them to the sums.
    /// </summary>
    /// <param name="scores">[keys, queries]: scores in, exponentials out. Negative infinity gets no weight.</param>
    /// <param name="greatest">Each query's greatest score so far; negative infinity at first.</param>
    /// <param name="sums">Each query's sum of exponentials so far.</param>
    /// <param name="corrections">Receives what earlier exponentials are to be multiplied by, since the greatest score has grown.</param>
    public static void Absorb(Span<float> scores, Span<float> greatest, Span<float> sums, Span<float> corrections)
    {
        Debug.Assert(
            greatest.Length % Simd.Lanes == 0 && sums.Length == greatest.Length && corrections.Length == greatest.Length
            && scores.Length % greatest.Length == 0,
            "No whole vectors of queries.");
        fixed (float* s = scores, g = greatest, l = sums, c = corrections)
        {
            Simd.Run(new AbsorbKernel(s, g, l, c, scores.Length / greatest.Length, greatest.Length));
        }
    }

    /// <summary>Weights anew from scores, P = exp(S − greatest) / sum, and the gradient of the scores, dS = P·(dP − mean).</summary>
    /// <param name="scores">[keys, queries]: scores in, weights out.</param>
    /// <param name="gradients">[keys, queries]: gradient of the weights in, of the scores out.</param>
    /// <param name="greatest">Each query's greatest score, finite.</param>
    /// <param name="inverseSums">One through each query's sum of exponentials; 0 where there is none.</param>
    /// <param name="means">Each query's Σ dP·P over all keys.</param>
    public static void Differentiate(
        Span<float> scores, Span<float> gradients, ReadOnlySpan<float> greatest, ReadOnlySpan<float> inverseSums, ReadOnlySpan<float> means)
    {
        Debug.Assert(greatest.Length % Simd.Lanes == 0 && scores.Length == gradients.Length, "No whole vectors of queries.");
        fixed (float* s = scores, d = gradients, g = greatest, i = inverseSums, m = means)
        {
            Simd.Run(new DifferentiateKernel(s, d, g, i, m, scores.Length / greatest.Length, greatest.Length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Greatest<TSimd, TVector>(float* scores, int keys, int stride, TVector start)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        // Four at a time, that the next maximum need not wait for the last.
        TVector a = start;
        TVector b = start;
        TVector c = start;
        TVector d = start;
        int key = 0;
        for (; key <= keys - 4; key += 4)
        {
            float* s = scores + ((nint)key * stride);
            a = TSimd.Max(a, TSimd.Load(s));
            b = TSimd.Max(b, TSimd.Load(s + stride));
            c = TSimd.Max(c, TSimd.Load(s + (2 * stride)));
            d = TSimd.Max(d, TSimd.Load(s + (3 * stride)));
        }

        for (; key < keys; key++)
        {
            a = TSimd.Max(a, TSimd.Load(scores + ((nint)key * stride)));
        }

        return TSimd.Max(TSimd.Max(a, b), TSimd.Max(c, d));
    }

    private readonly struct AbsorbKernel(
        float* scores, float* greatest, float* sums, float* corrections, int keys, int queries) : ISimdKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector none = TSimd.Broadcast(float.NegativeInfinity);
            for (int query = 0; query < queries; query += TSimd.Lanes)
            {
                TVector before = TSimd.Load(greatest + query);
                TVector now = Greatest<TSimd, TVector>(scores + query, keys, queries, before);
                TSimd.Store(now, greatest + query);

                // Where no score is there yet, −∞ − 0 gives no weight, where −∞ − −∞ would give NaN.
                now = TSimd.IfGreater(now, none, now, TSimd.Broadcast(0f));
                TVector sum = TSimd.Broadcast(0f);
                float* s = scores + query;
                for (int key = 0; key < keys; key++, s += queries)
                {
                    TVector weight = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(TSimd.Load(s), now));
                    TSimd.Store(weight, s);
                    sum = TSimd.Add(sum, weight);
                }

                TVector correction = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(before, now));
                TSimd.Store(correction, corrections + query);
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(sums + query), correction, sum), sums + query);
            }
        }
    }

    private readonly struct DifferentiateKernel(
        float* scores, float* gradients, float* greatest, float* inverseSums, float* means, int keys, int queries) : ISimdKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TSimd, TVector>()
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            for (int query = 0; query < queries; query += TSimd.Lanes)
            {
                TVector shift = TSimd.Load(greatest + query);
                TVector share = TSimd.Load(inverseSums + query);
                TVector mean = TSimd.Load(means + query);
                float* s = scores + query;
                float* d = gradients + query;
                for (int key = 0; key < keys; key++, s += queries, d += queries)
                {
                    TVector weight = TSimd.Multiply(share, VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(TSimd.Load(s), shift)));
                    TSimd.Store(weight, s);
                    TSimd.Store(TSimd.Multiply(weight, TSimd.Subtract(TSimd.Load(d), mean)), d);
                }
            }
        }
    }
}
