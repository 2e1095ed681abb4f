using Unroll.Probability;

namespace Unroll.Losses;

/// <summary>
/// The mean negative log-likelihood of a distribution whose parameters a network predicts: with T targets the first T features are the
/// first parameter of each, the next T the second, and so on, before they are mapped to the range of the parameter.
/// </summary>
public abstract class LikelihoodLoss : StepLoss
{
    /// <summary>Parameters of the distribution: outputs of the network for each target.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>Parameters before they are mapped to their range.</summary>
    /// <inheritdoc/>
    public sealed override PredictionKind Predictions => PredictionKind.Unbounded;

    /// <inheritdoc/>
    public sealed override int TermsPerStep(int features) => features / ParameterCount;

    /// <summary>The distribution of a target.</summary>
    /// <param name="parameters">The network's outputs for one target.</param>
    public abstract Distribution DistributionOf(ReadOnlySpan<float> parameters);

    /// <summary>The mean of the distribution.</summary>
    /// <param name="parameters">The network's outputs for one target.</param>
    public double MeanOf(ReadOnlySpan<float> parameters) => DistributionOf(parameters).Mean;

    /// <summary>A quantile of the distribution.</summary>
    /// <param name="parameters">The network's outputs for one target.</param>
    /// <param name="level">The level, above 0 and below 1.</param>
    public double QuantileOf(ReadOnlySpan<float> parameters, double level) => DistributionOf(parameters).Quantile(level);
}
