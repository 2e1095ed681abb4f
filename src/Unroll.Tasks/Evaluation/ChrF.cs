namespace Unroll.Tasks.Evaluation;

/// <summary>
/// chrF of a corpus of translations (Popović 2015), from 0 to 100: the F score of 1- to 6-grams of characters, blanks left out, in which
/// recall counts twice as much as precision (chrF2). The same as sacrebleu's.
/// </summary>
public static class ChrF
{
    private const int MostGrams = 6;
    private const double SquaredBeta = 4;

    /// <summary>The chrF of translations.</summary>
    /// <param name="hypotheses">The translations, at least one.</param>
    /// <param name="references">A reference for each.</param>
    /// <exception cref="ArgumentException">There are none, or not a reference for each.</exception>
    public static double Of(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references)
    {
        Bleu.RequirePairs(hypotheses, references);
        long[] written = new long[MostGrams], expected = new long[MostGrams], matches = new long[MostGrams];
        for (int i = 0; i < hypotheses.Count; i++)
        {
            string[] hypothesis = Characters(hypotheses[i]), reference = Characters(references[i]);
            for (int n = 1; n <= MostGrams; n++)
            {
                written[n - 1] += Math.Max(0, hypothesis.Length - n + 1);
                expected[n - 1] += Math.Max(0, reference.Length - n + 1);
                matches[n - 1] += Bleu.Matches(Bleu.Grams(hypothesis, n), Bleu.Grams(reference, n));
            }
        }

        int[] orders = [.. Enumerable.Range(0, MostGrams).Where(n => written[n] > 0 && expected[n] > 0)];
        if (orders.Length == 0)
        {
            return 0;
        }

        double precision = orders.Average(n => matches[n] / (double)written[n]);
        double recall = orders.Average(n => matches[n] / (double)expected[n]);
        return precision + recall == 0 ? 0 : 100 * (1 + SquaredBeta) * precision * recall / ((SquaredBeta * precision) + recall);
    }

    private static string[] Characters(string text) =>
        [.. text.EnumerateRunes().Where(rune => !System.Text.Rune.IsWhiteSpace(rune)).Select(rune => rune.ToString())];
}
