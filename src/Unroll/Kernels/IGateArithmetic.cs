namespace Unroll.Kernels;

/// <summary>
/// The gate arithmetic of a cell, for any vector width: holds the addresses of its states, and works on a panel of units at a time.
/// </summary>
internal interface IGateArithmetic
{
    /// <summary>From pre-activations to activations and states.</summary>
    void Forward<TSimd, TVector>(in GatePanel panel)
        where TSimd : ISimd<TVector>
        where TVector : struct;

    /// <summary>From the gradients of the states to that of the pre-activations, in their place.</summary>
    void Backward<TSimd, TVector>(in GatePanel panel)
        where TSimd : ISimd<TVector>
        where TVector : struct;
}
