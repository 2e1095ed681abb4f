namespace Unroll.Analysis.Estimators;

/// <summary>The kernel of a support vector machine.</summary>
public enum SupportVectorKernel
{
    /// <summary>The radial basis function exp(−γ‖x − y‖²).</summary>
    Rbf,

    /// <summary>The product x·y.</summary>
    Linear,
}
