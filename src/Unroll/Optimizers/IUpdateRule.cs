using System.Numerics;

namespace Unroll.Optimizers;

/// <summary>The arithmetic of an optimizer's step on a vector of weights; each lane is one weight.</summary>
internal interface IUpdateRule
{
    /// <summary>Computes new weights and new state.</summary>
    void Update(
        ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third);
}
