using Unroll.Insight.Attribution;
using Unroll.Insight.Recurrence;
using Unroll.Insight.Texts;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tasks.Explaining;

/// <summary>Looks inside a generator of texts.</summary>
internal static class TextExplainer
{
    private const int LongestTraced = 200;

    /// <summary>Refuses options that choose samples or outputs, which a text has none of.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="InputException">One is given.</exception>
    public static void RequireNoSamples(ExplanationOptions options)
    {
        (string Name, bool IsGiven)[] others =
        [
            ("series", options.Series is not null), ("output", options.Output is not null),
            ("samples", options.Samples != new ExplanationOptions().Samples),
        ];
        if (others.FirstOrDefault(other => other.IsGiven) is { Name: { } name })
        {
            throw new InputException(
                $"--{name} is for samples, but a generator reads one text: leave it out, and choose a place of the text by --timestep and "
                + "the token that is explained there by --token.");
        }
    }

    /// <summary>Explains it with a text.</summary>
    /// <param name="network">The network.</param>
    /// <param name="text">The text.</param>
    /// <param name="limits">How much of the text is read and shown.</param>
    /// <param name="options">The measure of saliency, the explained token, and the unit to follow.</param>
    /// <exception cref="InputException">The text has less than two tokens, or there is no such unit, place or token.</exception>
    public static Explanation Explain(Model network, ExplainableCodes text, TextLimits limits, ExplanationOptions options)
    {
        int[] codes = [.. text.Codes.Take(limits.Read)];
        if (codes.Length < 2)
        {
            throw new InputException(
                $"The text has {CountFormatter.Format(codes.Length, "tokens")}: give one of at least two, so that the second can be "
                + "guessed.");
        }

        RecurrentLayer? layer = LayerFinder.All<RecurrentLayer>(network) is [var first, ..] ? first : null;
        NeuronTrace? firing = layer is null ? null : NeuronTrace.Of(network, codes, [.. codes.Select(code => text.Vocabulary[code])]);
        Explainer.RequireUnit(options.Unit, firing?.Units ?? 0, firing?.Layer);
        SampleExplanation next = NextTokenExplainer.Explain(network, text, options);
        InputSample sample = InputSample.OfCodes(codes[..Math.Min(LongestTraced, codes.Length)]);
        RecurrentTrace? trace = layer is null ? null : RecurrentTrace.Of(network, sample, layer);
        int shown = Math.Min(limits.Shown, codes.Length);
        return new Explanation
        {
            Unit = options.Unit,
            Method = next.Map.Method,
            Samples = [next],
            Features = [[next.Map.Inputs[0].Name]],
            Importance = [],
            Trace = trace,
            Units = trace is null ? [] : UnitActivity.Of([trace]),
            Reach = layer is null ? null : StateReach.Of(network, sample, layer),
            Text = new TextLook(
                firing?.Slice(0, shown), codes.Length,
                firing is null || codes.Length < NeuronSearch.MinTokens ? []
                    : NeuronSearch.Find(firing, text.AreWords ? TextFeature.OfWords : null, most: 1),
                GuessTrace.Of(network, codes[..shown], text.Vocabulary), text.AreWords),
        };
    }
}
