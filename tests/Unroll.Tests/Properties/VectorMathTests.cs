using System.Runtime.Intrinsics;
using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>The own exp, sigmoid and tanh of every width against those of double precision.</summary>
public sealed class VectorMathTests
{
    /// <summary>Floats in a vector of each width.</summary>
    public static TheoryData<int> Widths { get; } = [1, 4, 8, 16];

    private enum Function
    {
        Exp,
        Sigmoid,
        Tanh,
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exp_is_right_to_2e7_relative(int lanes) =>
        Check(lanes, Function.Exp, -86, 88, (x, actual) => Math.Abs((actual / Math.Exp(x)) - 1) <= 2e-7);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sigmoid_is_right_to_2e7(int lanes) =>
        Check(lanes, Function.Sigmoid, -120, 120, (x, actual) => Math.Abs(actual - (1 / (1 + Math.Exp(-x)))) <= 2e-7);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tanh_is_right_to_3e7(int lanes) =>
        Check(lanes, Function.Tanh, -60, 60, (x, actual) => Math.Abs(actual - Math.Tanh(x)) <= 3e-7);

    /// <summary>A broken number must not pass for a gate that is shut.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void What_is_not_a_number_stays_so(int lanes)
    {
        foreach (Function function in Enum.GetValues<Function>())
        {
            Assert.All(Evaluate(lanes, function, Enumerable.Repeat(float.NaN, 16).ToArray()), value => Assert.True(float.IsNaN(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Far_arguments_saturate(int lanes)
    {
        float[] far = [float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        float[] tanh = Evaluate(lanes, Function.Tanh, far);
        Assert.Equal([1f, -1f, 1f, -1f, 0f], tanh.Take(5));
        float[] sigmoid = Evaluate(lanes, Function.Sigmoid, far);
        Assert.Equal(1, sigmoid[0]);
        Assert.InRange(sigmoid[1], 0, 1e-37f);
        Assert.Equal(0.5f, sigmoid[4]);
    }

    private static void Check(int lanes, Function function, float from, float to, Func<double, double, bool> isRight)
    {
        const int Count = 16 * 4000;
        var values = new float[Count];
        for (int i = 0; i < Count; i++)
        {
            // Half of them over the whole range, half near 0, where most gates live.
            values[i] = i % 2 == 0 ? from + ((to - from) * i / Count) : 8f * ((2f * i / Count) - 1);
        }

        float[] results = Evaluate(lanes, function, values);
        for (int i = 0; i < Count; i++)
        {
            Assert.True(isRight(values[i], results[i]), $"{function}({values[i]:R}) gives {results[i]:R} with {lanes} lanes.");
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
                    Function.Sigmoid => VectorMath.Sigmoid<TSimd, TVector>(x),
                    _ => VectorMath.Tanh<TSimd, TVector>(x),
                };
                TSimd.Store(y, destination + i);
            }
        }

        return results;
    }
}
