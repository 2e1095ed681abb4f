namespace Unroll.Analysis.Estimators;

/// <summary>The sample of a <see cref="LogisticComparison"/>, and how far its methods go.</summary>
public sealed record LogisticComparisonOptions
{
    /// <summary>Rows of the sample, at least 20. Default: 200.</summary>
    public int Rows { get; init; } = 200;

    /// <summary>Features of a row, at least 1, each a third as large as the one before. Default: 2.</summary>
    public int Features { get; init; } = 2;

    /// <summary>Classes, at least 2; of more than 2 it is softmax regression. Default: 2.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>Steps of gradient descent, and passes of the stochastic one, at least 1. Default: 100.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Seed of the sample, and of the order of its rows. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;
}
