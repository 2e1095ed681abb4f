using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// exp, exp − 1, sigmoid and tanh for any vector width, right to a few units in the last place over the whole range. All reduce their
/// argument to n·ln 2 + r, |r| ≤ ln 2 / 2, and evaluate eʳ − 1 by a polynomial (coefficients of Cephes' <c>expf</c>, Moshier), a tenth of
/// the time of the library's versions. What is not a number stays so.
/// </summary>
/// <remarks>
/// No result is a denormal number unless the argument of <see cref="Tanh"/> or <see cref="ExpMinusOne"/> is one: processors compute with
/// them many times slower, so what would be one is 0. Errors in units in the last place (ulp) are measured against double precision on
/// every 1,021st float, on all widths.
/// </remarks>
internal static class VectorMath
{
    /// <summary>ln 2⁻¹²⁶: from here on eˣ is a normal number.</summary>
    private const float SmallestNormal = -87.33654f;

    /// <summary>The float below it.</summary>
    private const float LargestDenormal = -87.33655f;

    /// <summary>The last float whose exponential is finite.</summary>
    private const float LargestFinite = 88.72283f;

    // Adding 1.5·2²³ to a small float rounds it to an integer, and leaves that integer in the low bits.
    private const float Shifter = 12582912f;
    private const float Log2E = 1.44269504088896341f;

    // ln 2 in two parts, the first short enough for n · LogTwoHigh to be exact.
    private const float LogTwoHigh = 0.693359375f;
    private const float LogTwoLow = -2.12194440e-4f;

    /// <summary>eˣ: 0 below ln 2⁻¹²⁶ = −87.34, infinity above ln 2¹²⁸ = 88.72, and at most 1.5 ulp off between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector p = Reduce<TSimd, TVector>(x, out TVector shifted);
        TVector result = TSimd.ScaleByPowerOfTwo(TSimd.Add(p, TSimd.Broadcast(1f)), shifted);
        result = TSimd.IfGreater(x, TSimd.Broadcast(LargestFinite), TSimd.Broadcast(float.PositiveInfinity), result);

        // The maximum is 0 for what is too small, and NaN for a NaN, whose bits the scaling has spoiled.
        return TSimd.IfGreater(x, TSimd.Broadcast(LargestDenormal), result, TSimd.Max(TSimd.Broadcast(0f), x));
    }

    /// <summary>eˣ − 1, with as many right digits where x is small: at most 2 ulp off; above 87 it gives what 87 gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpMinusOne<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector bounded = TSimd.Min(TSimd.Broadcast(87f), TSimd.Max(TSimd.Broadcast(-87f), x));
        TVector p = Reduce<TSimd, TVector>(bounded, out TVector shifted);
        TVector ones = TSimd.Broadcast(1f);
        TVector power = TSimd.ScaleByPowerOfTwo(ones, shifted);

        // 2ⁿ·eʳ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1): where x is small, n = 0, and nothing is added.
        return TSimd.CopySign(TSimd.MultiplyAdd(power, p, TSimd.Subtract(power, ones)), x);
    }

    /// <summary>1 / (1 + e⁻ˣ): at most 2.5 ulp off; 0 below ln 2⁻¹²⁶ = −87.34.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector ones = TSimd.Broadcast(1f);
        TVector negated = TSimd.Subtract(TSimd.Broadcast(0f), x);
        TVector bounded = TSimd.Min(TSimd.Broadcast(-SmallestNormal), TSimd.Max(TSimd.Broadcast(SmallestNormal), negated));
        TVector p = Reduce<TSimd, TVector>(bounded, out TVector shifted);
        TVector power = TSimd.ScaleByPowerOfTwo(ones, shifted);
        TVector result = TSimd.Divide(ones, TSimd.Add(ones, TSimd.MultiplyAdd(power, p, power)));
        return TSimd.IfGreater(TSimd.Broadcast(SmallestNormal), x, TSimd.Broadcast(0f), result);
    }

    /// <summary>
    /// (e²ˣ − 1) / (e²ˣ + 1), from the magnitude, so that tanh(−x) is −tanh(x) to the last bit: at most 3 ulp off; x itself where x is
    /// tiny, ±1 beyond 10.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector magnitude = TSimd.Min(TSimd.Broadcast(10f), TSimd.Abs(x));
        TVector p = Reduce<TSimd, TVector>(TSimd.Add(magnitude, magnitude), out TVector shifted);
        TVector ones = TSimd.Broadcast(1f);
        TVector power = TSimd.ScaleByPowerOfTwo(ones, shifted);
        TVector q = TSimd.MultiplyAdd(power, p, TSimd.Subtract(power, ones));
        return TSimd.CopySign(TSimd.Divide(q, TSimd.Add(q, TSimd.Broadcast(2f))), x);
    }

    /// <summary>eʳ − 1, where x = n·ln 2 + r.</summary>
    /// <param name="x">Within ±89.</param>
    /// <param name="shifted">n + 1.5·2²³.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduce<TSimd, TVector>(TVector x, out TVector shifted)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        shifted = TSimd.MultiplyAdd(x, TSimd.Broadcast(Log2E), TSimd.Broadcast(Shifter));
        TVector n = TSimd.Subtract(shifted, TSimd.Broadcast(Shifter));
        TVector r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-LogTwoHigh), x);
        r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-LogTwoLow), r);

        TVector p = TSimd.Broadcast(1.9875691500e-4f);
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1.3981999507e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(8.3334519073e-3f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(4.1665795894e-2f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1.6666665459e-1f));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(5.0000001201e-1f));
        return TSimd.MultiplyAdd(p, TSimd.Multiply(r, r), r);
    }
}
