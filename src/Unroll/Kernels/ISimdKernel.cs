namespace Unroll.Kernels;

/// <summary>
/// A piece of work, with its operands, that is written once for all vector widths; <see cref="Simd.Run"/> chooses the width.
/// </summary>
internal interface ISimdKernel
{
    /// <summary>Does the work.</summary>
    void Run<TSimd, TVector>()
        where TSimd : ISimd<TVector>
        where TVector : struct;
}
