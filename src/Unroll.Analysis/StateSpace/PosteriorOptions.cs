namespace Unroll.Analysis.StateSpace;

/// <summary>Settings of the posterior of a structural model by Gibbs sampling.</summary>
public sealed record PosteriorOptions
{
    /// <summary>Draws that are kept. Default: 1,000.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Draws before, which are thrown away. Default: 500.</summary>
    public int BurnIn { get; init; } = 500;

    /// <summary>The number of regressors that are expected to count. Default: 1.</summary>
    public double ExpectedRegressors { get; init; } = 1;

    /// <summary>The share of the variance that regressors are expected to explain. Default: 0.5.</summary>
    public double ExpectedFit { get; init; } = 0.5;

    /// <summary>Observations that the priors of variances count as. Default: 0.01, next to nothing.</summary>
    public double PriorDegrees { get; init; } = 0.01;

    /// <summary>The seed. Default: 1.</summary>
    public int Seed { get; init; } = 1;
}
