using Unroll.Insight.Attribution;
using Unroll.Models;

namespace Unroll.Tasks.Explaining;

/// <summary>Explains what a generator of texts writes next: how much each token before counts for its log probability.</summary>
internal static class NextTokenExplainer
{
    /// <summary>Tokens that are read before those that are explained, so that the states are as in the middle of a text.</summary>
    private const int MostContext = 100;

    // The more are explained, the faster states may change on the way from nothing to the text; where so many points of integrated
    // gradients do not add up, half as many are explained.
    private const int MostExplained = 100;
    private const int FewestExplained = 25;
    private const double EnoughComplete = 0.02;

    /// <summary>Explains the token at a place of a text, or the likeliest one behind it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="text">The text.</param>
    /// <param name="options">The measure, the place and the token.</param>
    /// <exception cref="InputException">There is no such place or token, or the measure does not fit.</exception>
    public static SampleExplanation Explain(Model network, ExplainableCodes text, ExplanationOptions options)
    {
        int place = options.Timestep ?? text.PromptLength;
        if (place < 1 || place > text.Codes.Count)
        {
            throw new InputException(FormattableString.Invariant(
                $"There is no token {place} that others of the text stand before: give a place from 1 to {text.Codes.Count}, of which ")
                + "the last is behind the text.");
        }

        int? wanted = options.Token is { } token ? CodeOf(token, text)
            : options.Timestep is not null && place < text.Codes.Count ? text.Codes[place] : null;
        SampleExplanation explained;
        int most = MostExplained;
        do
        {
            explained = Explain(network, text, options, Math.Max(0, place - most)..place, wanted);
            most /= 2;
        }
        while (explained.Map.Method == SaliencyMethod.IntegratedGradients && !Explainer.AddsUp(explained.Map, EnoughComplete)
            && most >= FewestExplained);
        return explained;
    }

    private static SampleExplanation Explain(
        Model network, ExplainableCodes text, ExplanationOptions options, Range explained, int? wanted)
    {
        (int first, int count) = explained.GetOffsetAndLength(text.Codes.Count);
        int[] context = [.. text.Lead.Concat(text.Codes.Take(first)).TakeLast(MostContext)];
        int[] prompt = [.. text.Codes.Skip(first).Take(count)];
        InputSample sample = InputSample.OfCodes([.. context, .. prompt]);
        SaliencyMap map = Explainer.Complete(network, sample, new()
        {
            Method = Explainer.MethodOf(network, sample, options.Method),
            LogProbability = true,
            Output = wanted,
            Context = context.Length,
            Steps = options.Steps,
        });
        string next = text.Vocabulary[map.OutputFeature!.Value];
        return new SampleExplanation(
            "", $"log probability of '{Shown(next)}'", map with { Sample = "text", OutputTimestep = first + count },
            [[.. prompt.Select(code => text.Vocabulary[code])]]);
    }

    private static int CodeOf(string token, ExplainableCodes text)
    {
        for (int code = text.FirstToken; code < text.Vocabulary.Count; code++)
        {
            if (text.Vocabulary[code] == token)
            {
                return code;
            }
        }

        throw new InputException(
            $"The network does not know the token '{Shown(token)}' (--token): give one of the "
            + $"{CountFormatter.Format(text.Vocabulary.Count - text.FirstToken, "tokens")} of the text that it learned from.");
    }

    /// <summary>A token in a sentence: a line end as a sign for it.</summary>
    private static string Shown(string token) => token.Replace("\n", "↵", StringComparison.Ordinal);
}
