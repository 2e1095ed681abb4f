namespace Unroll.Kernels;

/// <summary>
/// The arithmetic of an optimizer's step on a vector of weights, for any vector width; each lane is one weight. Products are not fused with
/// sums, so that all widths give the same bits.
/// </summary>
internal interface IUpdateRule
{
    /// <summary>Computes new weights and new state.</summary>
    void Update<TSimd, TVector>(ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
        where TSimd : ISimd<TVector>
        where TVector : struct;
}
