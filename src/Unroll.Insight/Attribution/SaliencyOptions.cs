namespace Unroll.Insight.Attribution;

/// <summary>Options of <see cref="Saliency"/>.</summary>
public sealed record SaliencyOptions
{
    /// <summary>The measure. Default: integrated gradients.</summary>
    public SaliencyMethod Method { get; init; } = SaliencyMethod.IntegratedGradients;

    /// <summary>The index of the model's output, where it has several. Default: the first.</summary>
    public int ModelOutput { get; init; }

    /// <summary>
    /// The feature of the output that is explained, such as a class. Default null: where the output is a probability for each class, the
    /// likeliest; else the mean of all numbers.
    /// </summary>
    public int? Output { get; init; }

    /// <summary>
    /// The features whose mean is explained where <see cref="Output"/> is null, such as the locations of distributions. Default null: as
    /// of <see cref="Output"/>.
    /// </summary>
    public IReadOnlyList<int>? Features { get; init; }

    /// <summary>
    /// Whether the largest feature is explained where <see cref="Output"/> is null, even of outputs that do not add up to 1: logits, or the
    /// probabilities of several labels at once. Default: false.
    /// </summary>
    public bool Largest { get; init; }

    /// <summary>
    /// The class at each timestep whose log probability is explained, of an output that is probabilities or logits of classes: of the given
    /// <see cref="Timestep"/>, or the sum over all. With <see cref="Output"/>, the log probability of that class instead. Default null: the
    /// outputs themselves.
    /// </summary>
    public IReadOnlyList<int>? Classes { get; init; }

    /// <summary>
    /// Whether the log probability of <see cref="Output"/>, or where that is null of the likeliest class, is explained at
    /// <see cref="Timestep"/>, of an output that is a probability or a logit for each class: of a generator of texts, the log probability
    /// of the token that follows. Not with <see cref="Features"/> or <see cref="Classes"/>. Default: false.
    /// </summary>
    public bool LogProbability { get; init; }

    /// <summary>
    /// The timesteps at the beginning of each input that are given and not explained: they are the sample's in the baseline, too, such as
    /// the text that a generator has read before a prompt. Default: 0.
    /// </summary>
    public int Context { get; init; }

    /// <summary>
    /// The timestep of an output that is a sequence. Default null: the last real one of classes or of a given
    /// <see cref="Output"/>, else the mean over all.
    /// </summary>
    public int? Timestep { get; init; }

    /// <summary>
    /// The baseline: the input that counts as nothing. Default null: zeros, which prepared series have where they are average; of words,
    /// vectors of zeros.
    /// </summary>
    public InputSample? Baseline { get; init; }

    /// <summary>Points on the way of integrated gradients. Default: 64.</summary>
    public int Steps { get; init; } = 64;

    /// <summary>Timesteps that occlusion covers at once, from each multiple of it on. Default: 1.</summary>
    public int Window { get; init; } = 1;

    /// <summary>Whether occlusion covers each feature by itself rather than all of a timestep together. Default: true.</summary>
    public bool EachFeature { get; init; } = true;
}
