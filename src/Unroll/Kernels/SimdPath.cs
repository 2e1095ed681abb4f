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

    public static readonly SimdPath Path = Choose(Environment.GetEnvironmentVariable(EnvironmentVariable), Widest());

    /// <summary>Floats in one vector of the chosen width.</summary>
    public static readonly int Lanes = Path switch
    {
        SimdPath.Vector512 => 16,
        SimdPath.Vector256 => 8,
        SimdPath.Vector128 => 4,
        _ => 1,
    };

    /// <summary>Whether that width has 32 vector registers, so that tiles of a product are 8 rows tall, not 4.</summary>
    public static readonly bool HasManyRegisters = Path switch
    {
        SimdPath.Vector512 => Simd512.HasManyRegisters,
        SimdPath.Vector256 => Simd256.HasManyRegisters,
        SimdPath.Vector128 => Simd128.HasManyRegisters,
        _ => SimdScalar.HasManyRegisters,
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

    /// <summary>The width to run on.</summary>
    /// <param name="forced">What the environment asks for: 512, 256, 128, scalar, or nothing.</param>
    /// <param name="widest">The widest that is accelerated.</param>
    /// <exception cref="InputException">What is asked for is no width, or wider than the widest.</exception>
    internal static SimdPath Choose(string? forced, SimdPath widest)
    {
        SimdPath path = forced switch
        {
            null or "" => widest,
            "512" => SimdPath.Vector512,
            "256" => SimdPath.Vector256,
            "128" => SimdPath.Vector128,
            "scalar" => SimdPath.Scalar,
            _ => throw new InputException(
                $"{EnvironmentVariable} is '{forced}', but must be 512, 256, 128 or scalar: unset it to let the processor decide."),
        };
        if (path <= widest)
        {
            return path;
        }

        string possible = widest switch
        {
            SimdPath.Vector256 => "256, 128 or scalar",
            SimdPath.Vector128 => "128 or scalar",
            _ => "scalar",
        };
        throw new InputException(
            $"{EnvironmentVariable} is '{forced}', but this processor, or the runtime as it is set, accelerates no vectors of "
            + $"{forced} bits: " +
            $"set it to {possible}, or unset it.");
    }

    internal static SimdPath Widest() =>
        Vector512.IsHardwareAccelerated ? SimdPath.Vector512
        : Vector256.IsHardwareAccelerated ? SimdPath.Vector256
        : Vector128.IsHardwareAccelerated ? SimdPath.Vector128
        : SimdPath.Scalar;
}
