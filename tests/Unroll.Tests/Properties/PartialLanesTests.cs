using System.Runtime.Intrinsics;
using Unroll.Kernels;

namespace Unroll.Tests.Properties;

/// <summary>
/// Vectors of which only some lanes are there, in every width that this processor accelerates: no lane more is read into the result or
/// written.
/// </summary>
public sealed unsafe class PartialLanesTests
{
    private const float Guard = -77;

    /// <summary>Floats in a vector of each width that can run.</summary>
    public static TheoryData<int> Widths { get; } = [.. new[] { 1, 4, 8, 16 }.Where(lanes => lanes <= WidestLanes)];

    internal static int WidestLanes => Simd.Widest() switch
    {
        SimdPath.Vector512 => 16,
        SimdPath.Vector256 => 8,
        SimdPath.Vector128 => 4,
        _ => 1,
    };

    [Theory]
    [MemberData(nameof(Widths))]
    public void Loads_give_what_is_there_then_zeros(int lanes) => Each(lanes, (load, _) =>
    {
        for (int count = 1; count <= lanes; count++)
        {
            float[] source = [.. Enumerable.Range(0, 16).Select(i => i < count ? i + 1f : float.NaN)];
            Assert.Equal(Enumerable.Range(0, lanes).Select(i => i < count ? i + 1f : 0), load(source, count));
        }
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void Stores_touch_nothing_beyond(int lanes) => Each(lanes, (_, store) =>
    {
        for (int count = 1; count <= lanes; count++)
        {
            float[] value = [.. Enumerable.Range(1, lanes).Select(i => (float)i)];
            Assert.Equal(Enumerable.Range(-1, 18).Select(i => i >= 0 && i < count ? i + 1f : Guard), store(value, count));
        }
    });

    private static void Each(int lanes, Action<Func<float[], int, float[]>, Func<float[], int, float[]>> check)
    {
        switch (lanes)
        {
            case 16:
                check(Load<Simd512, Vector512<float>>, Store<Simd512, Vector512<float>>);
                break;
            case 8:
                check(Load<Simd256, Vector256<float>>, Store<Simd256, Vector256<float>>);
                break;
            case 4:
                check(Load<Simd128, Vector128<float>>, Store<Simd128, Vector128<float>>);
                break;
            default:
                check(Load<SimdScalar, float>, Store<SimdScalar, float>);
                break;
        }
    }

    private static float[] Load<TSimd, TVector>(float[] source, int count)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        var result = new float[TSimd.Lanes];
        fixed (float* s = source, r = result)
        {
            TSimd.Store(Lanes.Load<TSimd, TVector>(s, count), r);
        }

        return result;
    }

    /// <summary>18 floats, of which the second is the first that is stored to.</summary>
    private static float[] Store<TSimd, TVector>(float[] value, int count)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        float[] result = [.. Enumerable.Repeat(Guard, 18)];
        fixed (float* v = value, r = result)
        {
            Lanes.Store<TSimd, TVector>(TSimd.Load(v), r + 1, count);
        }

        return result;
    }
}
