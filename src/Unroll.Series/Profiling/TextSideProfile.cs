using System.Globalization;
using Unroll.Series.Reading;

namespace Unroll.Series.Profiling;

/// <summary>The profile of the texts of one side of pairs, by the first of them.</summary>
/// <param name="Name">The column, or the ending of the file.</param>
/// <param name="DistinctShare">Share of the texts that are different ones.</param>
/// <param name="LongestCharacters">Characters of the longest.</param>
/// <param name="MeanWords">What stands between blanks, in the mean.</param>
/// <param name="Example">The first text.</param>
public sealed record TextSideProfile(string Name, double DistinctShare, int LongestCharacters, double MeanWords, string Example)
{
    private const double Nearly = 0.9;
    private const int MostRows = 200;

    /// <summary>Whether nearly all are numbers.</summary>
    public bool AreNumbers { get; private init; }

    /// <summary>Whether they are sequences of numbers, which JSON lines have as lists.</summary>
    public bool AreSequences { get; internal init; }

    /// <summary>Whether nearly all are neither numbers nor times, so that the column is one of texts.</summary>
    public bool IsText { get; private init; }

    /// <summary>Whether signs stand apart from words, as in texts that are tokenised already.</summary>
    public bool AreTokenised { get; private init; }

    /// <summary>The profile of texts.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="texts">The texts, at least one.</param>
    public static TextSideProfile Of(string name, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        string[] some = [.. texts.Take(MostRows)];
        double Share(Func<string, bool> holds) => some.Count(holds) / (double)some.Length;
        string[] words = [.. some.SelectMany(Words)];
        return new(
            name, texts.Distinct(StringComparer.Ordinal).Count() / (double)texts.Count, texts.Max(text => text.Length),
            some.Average(text => Words(text).Length), texts[0])
        {
            AreNumbers = Share(IsNumber) >= Nearly,
            IsText = Share(text => !IsNumber(text) && !IsTime(text)) >= Nearly,
            AreTokenised = words.Any(IsSign)
                && !words.Any(word => word.Length > 1 && word[^1] is '.' or ',' or '!' or '?' && !IsSign(word)),
        };
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSign(string word) => word.All(char.IsPunctuation);

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        || NumberParser.LooksLikeNumber(text);

    private static bool IsTime(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && text.Any(char.IsDigit)
            && !text.Any(char.IsLetter);
}
