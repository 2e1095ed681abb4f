using System.Runtime.Intrinsics;

namespace Unroll.Kernels;

/// <summary>The vector widths that every kernel exists in.</summary>
internal enum SimdPath
{
    Scalar,
    Vector128,
    Vector256,
    Vector512,
}

/// <summary>
/// Which vector width the kernels run on: the widest that the processor accelerates, or the one that <c>UNROLL_SIMD</c>
/// (512, 256, 128 or scalar) forces, so that the test suite can be rerun on each.
/// </summary>
internal static class Simd
{
    public const string EnvironmentVariable = "UNROLL_SIMD";

    public static readonly SimdPath Path = Choose(Environment.GetEnvironmentVariable(EnvironmentVariable));

    /// <summary>Floats in one vector of the chosen width.</summary>
    public static readonly int Lanes = Path switch
    {
        SimdPath.Vector512 => 16,
        SimdPath.Vector256 => 8,
        SimdPath.Vector128 => 4,
        _ => 1,
    };

    /// <summary>Runs a kernel on the chosen width: the one place that chooses.</summary>
    public static void Run<TKernel>(in TKernel kernel)
        where TKernel : struct, ISimdKernel
    {
        switch (Path)
        {
            case SimdPath.Vector512:
                kernel.Run<Simd512, Vector512<float>>();
                break;
            case SimdPath.Vector256:
                kernel.Run<Simd256, Vector256<float>>();
                break;
            case SimdPath.Vector128:
                kernel.Run<Simd128, Vector128<float>>();
                break;
            default:
                kernel.Run<SimdScalar, float>();
                break;
        }
    }

    internal static SimdPath Choose(string? forced) => forced switch
    {
        null or "" => Widest(),
        "512" => SimdPath.Vector512,
        "256" => SimdPath.Vector256,
        "128" => SimdPath.Vector128,
        "scalar" => SimdPath.Scalar,
        _ => throw new InputException(
            $"{EnvironmentVariable} is '{forced}', but must be 512, 256, 128 or scalar: unset it to let the processor decide."),
    };

    private static SimdPath Widest() =>
        Vector512.IsHardwareAccelerated ? SimdPath.Vector512
        : Vector256.IsHardwareAccelerated ? SimdPath.Vector256
        : Vector128.IsHardwareAccelerated ? SimdPath.Vector128
        : SimdPath.Scalar;
}
