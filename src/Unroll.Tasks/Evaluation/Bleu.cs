using System.Text.RegularExpressions;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// BLEU of a corpus of translations (Papineni et al. 2002), from 0 to 100: the geometric mean of the precisions of 1- to 4-grams, times a
/// penalty where the translations are shorter than the references. The same as sacrebleu's (Post 2018): one reference a translation, case
/// counts, exponential smoothing of precisions of 0.
/// </summary>
public static partial class Bleu
{
    /// <summary>Words of the longest n-grams.</summary>
    internal const int MostGrams = 4;

    /// <summary>The BLEU of translations.</summary>
    /// <param name="hypotheses">The translations, at least one.</param>
    /// <param name="references">A reference for each.</param>
    /// <param name="tokenizes">
    /// Whether texts are cut into words by the rules of mteval-v13a (<c>tokenize="13a"</c>), rather than at blanks alone (<c>"none"</c>).
    /// </param>
    /// <exception cref="ArgumentException">There are none, or not a reference for each.</exception>
    public static double Of(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references, bool tokenizes = true)
    {
        RequirePairs(hypotheses, references);
        long[] matches = new long[MostGrams], totals = new long[MostGrams];
        long written = 0, expected = 0;
        for (int i = 0; i < hypotheses.Count; i++)
        {
            string[] hypothesis = Words(hypotheses[i], tokenizes), reference = Words(references[i], tokenizes);
            (written, expected) = (written + hypothesis.Length, expected + reference.Length);
            for (int n = 1; n <= MostGrams; n++)
            {
                totals[n - 1] += Math.Max(0, hypothesis.Length - n + 1);
                matches[n - 1] += Matches(Grams(hypothesis, n), Grams(reference, n));
            }
        }

        if (matches[0] == 0)
        {
            return 0;
        }

        double logSum = 0, smoothing = 1;
        for (int n = 0; n < MostGrams; n++)
        {
            if (totals[n] == 0)
            {
                return 0;
            }

            smoothing = matches[n] == 0 ? 2 * smoothing : smoothing;
            logSum += Math.Log(matches[n] == 0 ? 1 / (smoothing * totals[n]) : matches[n] / (double)totals[n]);
        }

        double brevity = written < expected ? Math.Exp(1 - (expected / (double)written)) : 1;
        return 100 * brevity * Math.Exp(logSum / MostGrams);
    }

    /// <summary>The words of a text by the rules of mteval-v13a, as sacrebleu has them.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string line = text.Replace("<skipped>", "", StringComparison.Ordinal).Replace("-\n", "", StringComparison.Ordinal)
            .Replace('\n', ' ').Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal);
        line = Signs().Replace($" {line} ", " $1 ");
        line = BehindNoDigit().Replace(line, "$1 $2 ");
        line = BeforeNoDigit().Replace(line, " $1 $2");
        return Blanks(BehindDigit().Replace(line, "$1 $2 "));
    }

    /// <summary>The words of a text: those that BLEU takes n-grams of.</summary>
    internal static int CountWords(string text, bool tokenizes) => Words(text, tokenizes).Length;

    /// <summary>Refuses texts that are no pairs.</summary>
    internal static void RequirePairs(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(references);
        if (hypotheses.Count == 0 || hypotheses.Count != references.Count)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(hypotheses.Count, "translations")} and "
                + $"{CountFormatter.Format(references.Count, "references")}: give one of each, at least one pair.");
        }
    }

    /// <summary>The counts of the n-grams.</summary>
    internal static Dictionary<string, int> Grams(IReadOnlyList<string> tokens, int length)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        for (int start = 0; start + length <= tokens.Count; start++)
        {
            string gram = string.Join('\n', tokens.Skip(start).Take(length));
            counts[gram] = counts.GetValueOrDefault(gram) + 1;
        }

        return counts;
    }

    /// <summary>The n-grams that two texts have in common, each as often as the one that has it less often.</summary>
    internal static int Matches(Dictionary<string, int> some, Dictionary<string, int> others) =>
        some.Sum(gram => Math.Min(gram.Value, others.GetValueOrDefault(gram.Key)));

    private static string[] Words(string text, bool tokenizes) => tokenizes ? [.. Tokenize(text)] : Blanks(text);

    private static string[] Blanks(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"([\{-\~\[-\` -\&\(-\+\:-\@\/])")]
    private static partial Regex Signs();

    [GeneratedRegex(@"([^0-9])([\.,])")]
    private static partial Regex BehindNoDigit();

    [GeneratedRegex(@"([\.,])([^0-9])")]
    private static partial Regex BeforeNoDigit();

    [GeneratedRegex(@"([0-9])(-)")]
    private static partial Regex BehindDigit();
}
