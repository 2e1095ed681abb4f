using System.Runtime.Intrinsics;
using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>The own exp, exp − 1, sigmoid and tanh of every width against those of double precision, over all floats there are.</summary>
public sealed class VectorMathTests
{
    private const double SmallestNormal = 1.1754943508222875e-38;

    /// <summary>Floats in a vector of each width.</summary>
    public static TheoryData<int> Widths { get; } = [1, 4, 8, 16];

    private enum Function
    {
        Exp,
        ExpMinusOne,
        Sigmoid,
        Tanh,
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exp_is_right_to_one_and_a_half_units_in_the_last_place(int lanes) =>
        Sweep(lanes, Function.Exp, Math.Exp, mostUlps: 1.5, largest: float.PositiveInfinity);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exp_minus_1_is_right_to_two_units_in_the_last_place(int lanes) =>
        Sweep(lanes, Function.ExpMinusOne, ExpMinusOne, mostUlps: 2, largest: 87);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sigmoid_is_right_to_two_and_a_half_units_in_the_last_place(int lanes) =>
        Sweep(lanes, Function.Sigmoid, x => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x)), mostUlps: 2.5,
            float.PositiveInfinity);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tanh_is_right_to_three_units_in_the_last_place(int lanes) =>
        Sweep(lanes, Function.Tanh, Math.Tanh, mostUlps: 3, largest: float.PositiveInfinity);

    /// <summary>A broken number must not pass for a gate that is shut, whatever bits it has.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void What_is_not_a_number_stays_so(int lanes)
    {
        uint[] payloads = [0x7FC00000, 0xFFC00000, 0x7F800001, 0x7FC00001, 0x7FFFFFFF, 0xFFFFFFFF, 0x7FC000FF, 0xFFC001AA];
        float[] values = [.. Enumerable.Range(0, 16).Select(i => BitConverter.UInt32BitsToSingle(payloads[i % payloads.Length]))];
        foreach (Function function in Enum.GetValues<Function>())
        {
            Assert.All(Evaluate(lanes, function, values), value => Assert.True(float.IsNaN(value), $"{function} gives {value}."));
        }
    }

    /// <summary>Infinities, zeros of both signs, and the floats at which a result leaves the normal numbers, bit for bit.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void Ends_are_as_documented(int lanes)
    {
        float infinity = float.PositiveInfinity;
        Expect(lanes, Function.Exp, (infinity, infinity), (-infinity, 0f), (0f, 1f), (-0f, 1f), (float.Epsilon, 1f), (89f, infinity),
            (-100f, 0f));
        Expect(lanes, Function.Exp, (88.72284f, infinity), (-87.33655f, 0f), (float.MaxValue, infinity), (float.MinValue, 0f));
        Expect(lanes, Function.ExpMinusOne, (-infinity, -1f), (0f, 0f), (-0f, -0f), (float.Epsilon, float.Epsilon), (-100f, -1f));
        Expect(lanes, Function.Sigmoid, (infinity, 1f), (-infinity, 0f), (0f, 0.5f), (-0f, 0.5f), (float.Epsilon, 0.5f), (-87.33655f, 0f),
            (17f, 1f));
        Expect(lanes, Function.Tanh, (infinity, 1f), (-infinity, -1f), (0f, 0f), (-0f, -0f), (10f, 1f), (-10f, -1f));
        Expect(lanes, Function.Tanh, (float.Epsilon, float.Epsilon), (-1e-40f, -1e-40f), (float.MaxValue, 1f), (float.MinValue, -1f));
        Assert.InRange(Evaluate(lanes, Function.Exp, Enumerable.Repeat(88.72283f, 16).ToArray())[0], 3.4027e38f, float.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tanh_is_odd_to_the_last_bit(int lanes)
    {
        float[] values = [.. Enumerable.Range(0, 16 * 1000).Select(i => 12f * i / 16000)];
        float[] negated = Evaluate(lanes, Function.Tanh, [.. values.Select(value => -value)]);
        Assert.Equal(Evaluate(lanes, Function.Tanh, values).Select(value => -value), negated);
    }

    /// <summary>
    /// Compares on floats of all signs and magnitudes, denormals and infinities among them, taken by their bits. A step that is odd lets
    /// all mantissas come up, which a power of two would not. What double precision says is no normal number may also be 0.
    /// </summary>
    private static void Sweep(int lanes, Function function, Func<double, double> reference, double mostUlps, float largest)
    {
        // A width that this processor only emulates is slow, and no kernel runs on it.
        uint step = lanes <= Lanes() ? 1021u : 65521u;
        float[] values = new float[1 << 16];
        for (ulong bits = 0; bits <= uint.MaxValue;)
        {
            for (int i = 0; i < values.Length; i++, bits += step)
            {
                float value = BitConverter.UInt32BitsToSingle((uint)Math.Min(bits, uint.MaxValue));
                values[i] = float.IsNaN(value) || value > largest ? 1 : value;
            }

            float[] results = Evaluate(lanes, function, values);
            for (int i = 0; i < values.Length; i++)
            {
                double exact = reference(values[i]);
                bool isRight = IsDenormal(exact) && !IsDenormal(values[i])
                    ? results[i] is >= 0 and <= (float)SmallestNormal
                    : Math.Abs(results[i] - exact) <= mostUlps * Ulp(exact) || results[i] == (float)exact;
                if (!isRight)
                {
                    Assert.Fail($"{function}({values[i]:R}) gives {results[i]:R} with {lanes} lanes, but is {exact:R}.");
                }
            }
        }
    }

    private static bool IsDenormal(double value) => Math.Abs(value) < SmallestNormal;

    /// <summary>From a float to the next, at this magnitude.</summary>
    private static double Ulp(double value) => Math.ScaleB(1, Math.Max(Math.ILogB(value), -126) - 23);

    /// <summary>eˣ − 1 by its series where digits would cancel.</summary>
    private static double ExpMinusOne(double x) =>
        Math.Abs(x) > 1e-3 ? Math.Exp(x) - 1 : x * (1 + (x / 2 * (1 + (x / 3 * (1 + (x / 4))))));

    private static int Lanes() =>
        Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;

    private static void Expect(int lanes, Function function, params (float X, float Y)[] points)
    {
        foreach ((float x, float y) in points)
        {
            float actual = Evaluate(lanes, function, Enumerable.Repeat(x, 16).ToArray())[0];
            Assert.True(
                BitConverter.SingleToInt32Bits(y) == BitConverter.SingleToInt32Bits(actual),
                $"{function}({x:R}) gives {actual:R} with {lanes} lanes rather than {y:R}.");
        }
    }

    private static float[] Evaluate(int lanes, Function function, float[] values) => lanes switch
    {
        16 => Evaluate<Simd512, Vector512<float>>(function, values),
        8 => Evaluate<Simd256, Vector256<float>>(function, values),
        4 => Evaluate<Simd128, Vector128<float>>(function, values),
        _ => Evaluate<SimdScalar, float>(function, values),
    };

    private static unsafe float[] Evaluate<TSimd, TVector>(Function function, float[] values)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        var results = new float[values.Length];
        fixed (float* source = values, destination = results)
        {
            for (int i = 0; i < values.Length; i += TSimd.Lanes)
            {
                TVector x = TSimd.Load(source + i);
                TVector y = function switch
                {
                    Function.Exp => VectorMath.Exp<TSimd, TVector>(x),
                    Function.ExpMinusOne => VectorMath.ExpMinusOne<TSimd, TVector>(x),
                    Function.Sigmoid => VectorMath.Sigmoid<TSimd, TVector>(x),
                    _ => VectorMath.Tanh<TSimd, TVector>(x),
                };
                TSimd.Store(y, destination + i);
            }
        }

        return results;
    }
}
