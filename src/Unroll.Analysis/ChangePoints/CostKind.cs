namespace Unroll.Analysis.ChangePoints;

/// <summary>Costs of segments.</summary>
public enum CostKind
{
    /// <summary>Changes of the level, least squares: <see cref="SquaredErrorCost"/>.</summary>
    SquaredError,

    /// <summary>Changes of the level, least absolute distances: <see cref="AbsoluteErrorCost"/>.</summary>
    AbsoluteError,

    /// <summary>Changes of level and spread: <see cref="NormalCost"/>.</summary>
    Normal,

    /// <summary>Changes of the spread: <see cref="VarianceCost"/>.</summary>
    Variance,

    /// <summary>Changes of the rate of counts: <see cref="PoissonCost"/>.</summary>
    Poisson,

    /// <summary>Changes of slope and level: <see cref="SlopeCost"/>.</summary>
    Slope,

    /// <summary>Changes of any kind, by a radial basis function: <see cref="KernelCost"/>.</summary>
    RadialBasis,

    /// <summary>Changes of the level, by a linear kernel: least squares, with the elbow as rule.</summary>
    LinearKernel,
}
