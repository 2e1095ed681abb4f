using System.Globalization;

namespace Unroll.Tasks.Learning;

/// <summary>The most frequent confusions of many classes, whose matrix nobody can read.</summary>
internal static class ConfusedClasses
{
    /// <summary>The most classes whose matrix is shown.</summary>
    public const int MostOfAMatrix = 12;

    /// <summary>The most classes of which each has its row, or its curve.</summary>
    public const int MostListed = 20;

    private const int Shown = 15;

    /// <summary>The pairs of classes that are confused most often: the true one, the predicted one, and how often.</summary>
    /// <param name="confusion">Counts by true class, then by predicted class.</param>
    public static IReadOnlyList<(int Actual, int Predicted, int Count)> Pairs(IReadOnlyList<IReadOnlyList<int>> confusion) =>
    [
        .. confusion.SelectMany((row, actual) => row.Select((count, predicted) => (actual, predicted, count)))
            .Where(pair => pair.actual != pair.predicted && pair.count > 0)
            .OrderByDescending(pair => pair.count).ThenBy(pair => pair.actual).ThenBy(pair => pair.predicted)
            .Take(Shown),
    ];

    /// <summary>The pairs as a table of a terminal.</summary>
    /// <param name="names">Names of the classes.</param>
    /// <param name="confusion">Counts by true class, then by predicted class.</param>
    public static DetailTable Table(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<int>> confusion) => new(
        ["confused most often", "taken for", "count", "share"],
        [.. Pairs(confusion).Select(pair => (string[])
        [
            names[pair.Actual], names[pair.Predicted], pair.Count.ToString("N0", CultureInfo.InvariantCulture),
            (pair.Count / (double)confusion[pair.Actual].Sum()).ToString("0.000", CultureInfo.InvariantCulture),
        ])]);

    /// <summary>The classes of which each has its row or its curve: all, or of many those told worst.</summary>
    /// <param name="scores">Their scores, by which the worst are found.</param>
    /// <param name="most">The most that have one.</param>
    public static IReadOnlyList<int> Worst(IReadOnlyList<double> scores, int most = MostListed) => scores.Count <= most
        ? [.. Enumerable.Range(0, scores.Count)]
        : [.. Enumerable.Range(0, scores.Count)
            .OrderBy(index => double.IsNaN(scores[index]) ? double.MaxValue : scores[index]).Take(Shown)];
}
