namespace Unroll.Kernels;

/// <summary>An activation function's arithmetic on a vector of numbers, for any vector width.</summary>
internal interface IActivationOperator
{
    /// <summary>The function at <paramref name="x"/>.</summary>
    TVector Invoke<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : struct;

    /// <summary>The derivative at <paramref name="x"/>, where the function is <paramref name="y"/>.</summary>
    /// <remarks>An operator looks at one of both only: at x if the function says that it needs its input, else at y.</remarks>
    TVector Derivative<TSimd, TVector>(TVector x, TVector y)
        where TSimd : ISimd<TVector>
        where TVector : struct;
}
