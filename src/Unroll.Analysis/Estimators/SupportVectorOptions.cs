namespace Unroll.Analysis.Estimators;

/// <summary>Settings of support vector machines.</summary>
public sealed record SupportVectorOptions
{
    /// <summary>The kernel.</summary>
    public SupportVectorKernel Kernel { get; init; }

    /// <summary>The cost C of an error, above 0: the smaller, the wider the margin.</summary>
    public double Cost { get; init; } = 1;

    /// <summary>The γ of the radial basis function, above 0; null for 1 / (features × their variance).</summary>
    public double? Gamma { get; init; }

    /// <summary>Errors of numbers up to this share of their standard deviation cost nothing.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>Whether features are divided by their standard deviations first.</summary>
    public bool Standardize { get; init; } = true;
}
