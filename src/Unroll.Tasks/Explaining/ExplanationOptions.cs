using Unroll.Insight.Attribution;

namespace Unroll.Tasks.Explaining;

/// <summary>Options of an <see cref="Explanation"/>.</summary>
public sealed record ExplanationOptions
{
    /// <summary>
    /// The measure of saliency. Default null: integrated gradients, or occlusion where embeddings take the codes of some columns.
    /// </summary>
    public SaliencyMethod? Method { get; init; }

    /// <summary>Samples to explain at most, at least 1. Default: 3.</summary>
    public int Samples { get; init; } = 3;

    /// <summary>Id of the series to explain; null for some, evenly chosen.</summary>
    public string? Series { get; init; }

    /// <summary>
    /// The feature of the output that is explained, from 0, such as a class. Default null: the likeliest class, of numbers the prediction
    /// of the first target, of a translation the log probability of what is written.
    /// </summary>
    public int? Output { get; init; }

    /// <summary>
    /// The timestep of an output that is a sequence, from 0. Default null: the last of classes, all together of numbers and of a
    /// translation. Of a generator of texts the token of the text, from 0, which is explained by those before it; null for the one that
    /// follows the text.
    /// </summary>
    public int? Timestep { get; init; }

    /// <summary>
    /// Of a generator of texts the token whose log probability is explained, such as <c>e</c>. Default null: the one that stands at
    /// <see cref="Timestep"/>, and behind the text the likeliest.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>
    /// The unit to follow, from 0: of the first recurrent layer, of a generator of texts of the last; null for none but those that follow
    /// a text best.
    /// </summary>
    public int? Unit { get; init; }

    /// <summary>Points on the way of integrated gradients. Default: 64.</summary>
    public int Steps { get; init; } = 64;
}
