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

    /// <summary>Refuses options that choose samples, outputs or a measure of saliency, which a text has none of.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="InputException">One is given.</exception>
    public static void RequireNoSamples(ExplanationOptions options)
    {
        (string Name, bool IsGiven)[] others =
        [
            ("method", options.Method is not null), ("series", options.Series is not null), ("output", options.Output is not null),
            ("timestep", options.Timestep is not null), ("samples", options.Samples != new ExplanationOptions().Samples),
        ];
        if (others.FirstOrDefault(other => other.IsGiven) is { Name: { } name })
        {
            throw new InputException(
                $"--{name} is for the saliency of samples, but a generator reads one text, of which its units and guesses are shown: leave "
                + "it out.");
        }
    }

    /// <summary>Explains it with a text.</summary>
    /// <param name="network">The network.</param>
    /// <param name="text">The text.</param>
    /// <param name="read">Tokens to read at most, to find units that follow its features.</param>
    /// <param name="shown">Tokens to show at most.</param>
    /// <param name="unit">The unit to follow, from 0; null for those that follow the text best alone.</param>
    /// <exception cref="InputException">The text has less than two tokens, or there is no such unit.</exception>
    public static Explanation Explain(Model network, ExplainableCodes text, int read, int shown, int? unit = null)
    {
        int[] codes = [.. text.Codes.Take(read)];
        if (codes.Length < 2)
        {
            throw new InputException(
                $"The text has {CountFormatter.Format(codes.Length, "tokens")}: give one of at least two, so that the second can be "
                + "guessed.");
        }

        string[] tokens = [.. codes.Select(code => text.Vocabulary[code])];
        NeuronTrace firing = NeuronTrace.Of(network, codes, tokens);
        Explainer.RequireUnit(unit, firing.Units, firing.Layer);
        InputSample sample = InputSample.OfCodes(codes[..Math.Min(LongestTraced, codes.Length)]);
        RecurrentLayer layer = LayerFinder.All<RecurrentLayer>(network)[0];
        RecurrentTrace trace = RecurrentTrace.Of(network, sample, layer);
        return new Explanation
        {
            Unit = unit,
            Method = SaliencyMethod.IntegratedGradients,
            Samples = [],
            Features = [],
            Importance = [],
            Trace = trace,
            Units = UnitActivity.Of([trace]),
            Reach = StateReach.Of(network, sample, layer),
            Text = new TextLook(
                firing.Slice(0, Math.Min(shown, codes.Length)), codes.Length,
                NeuronSearch.Find(firing, text.AreWords ? TextFeature.OfWords : null, most: 1),
                GuessTrace.Of(network, codes[..Math.Min(shown, codes.Length)], text.Vocabulary), text.AreWords),
        };
    }
}
