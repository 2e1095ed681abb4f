namespace Unroll.Kernels;

/// <summary>exp(scale · (x − shift)): what a softmax makes of numbers whose greatest is the shift.</summary>
internal readonly struct ScaledExponential(float scale, float shift) : IActivationOperator
{
    public TVector Invoke<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct =>
        VectorMath.Exp<TSimd, TVector>(TSimd.Multiply(TSimd.Broadcast(scale), TSimd.Subtract(x, TSimd.Broadcast(shift))));

    public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
        where TSimd : ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(TSimd.Broadcast(scale), y);
}
