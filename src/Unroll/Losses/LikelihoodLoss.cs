namespace Unroll.Losses;

/// <summary>
/// The mean negative log-likelihood of a distribution whose parameters a network gives: with T targets the first T features are the first
/// parameter of
/// each, the next T the second, and so on, before they are brought into the range of the parameter.
/// </summary>
public abstract class LikelihoodLoss : StepLoss
{
    /// <summary>Parameters of the distribution: numbers that a network gives for each target.</summary>
    public abstract int ParameterCount { get; }

    /// <inheritdoc/>
    public sealed override int TermsPerStep(int features) => features / ParameterCount;

    /// <summary>The mean of the distribution.</summary>
    /// <param name="parameters">What the network gives for one target.</param>
    public abstract double MeanOf(ReadOnlySpan<float> parameters);

    /// <summary>A quantile of the distribution: the least value that is not exceeded with a probability.</summary>
    /// <param name="parameters">What the network gives for one target.</param>
    /// <param name="level">The probability, above 0 and below 1.</param>
    public abstract double QuantileOf(ReadOnlySpan<float> parameters, double level);
}
