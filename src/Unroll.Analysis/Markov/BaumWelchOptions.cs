namespace Unroll.Analysis.Markov;

/// <summary>Settings of the algorithm of Baum and Welch.</summary>
public sealed record BaumWelchOptions
{
    /// <summary>The most iterations. Default: 500.</summary>
    public int Iterations { get; init; } = 500;

    /// <summary>The gain of the log-likelihood in an iteration at which it ends. Default: 0.001.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>
    /// Added to the sum of squares of each state, so that the variance of one with few values does not become 0: the mode of the
    /// posterior with an inverse gamma prior. Default null: a hundredth of the column's variance.
    /// </summary>
    public double? VariancePrior { get; init; }
}
