namespace Unroll.Insight.Attribution;

/// <summary>A measure of how much each number of an input counts for an output.</summary>
public enum SaliencyMethod
{
    /// <summary>The derivative of the output by each number (Simonyan et al. 2013); of a word, the norm over its vector.</summary>
    Gradient,

    /// <summary>The derivative times the number's distance from the baseline; of a word, the dot product with its vector.</summary>
    GradientTimesInput,

    /// <summary>
    /// The mean derivative on the straight way from the baseline to the input, times their distance (Sundararajan et al. 2017): the parts
    /// add up to the output's difference from that of the baseline.
    /// </summary>
    IntegratedGradients,

    /// <summary>The loss of output where a number, or a few timesteps, is put to the baseline (Zeiler and Fergus 2014).</summary>
    Occlusion,
}
