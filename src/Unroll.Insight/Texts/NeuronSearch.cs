namespace Unroll.Insight.Texts;

/// <summary>
/// The search for units that follow a feature of a text, such as quotes, line ends or the position in the line (Karpathy et al. 2015), by
/// the
/// correlation of their firing with it.
/// </summary>
public static class NeuronSearch
{
    /// <summary>
    /// The tokens below which a look inside a generator lists no units: of fewer, the best of many units is correlated with a feature by
    /// chance, at 96 units and 100 tokens with about √(2 ln(2 · 96) / 100) = 0.32.
    /// </summary>
    public const int MinTokens = 100;

    /// <summary>The units that follow some features best.</summary>
    /// <param name="trace">The firing over a text.</param>
    /// <param name="features">The features; null for <see cref="TextFeature.All"/>.</param>
    /// <param name="most">Units of each feature, at least 1.</param>
    /// <returns>
    /// For each feature that varies in the text, in the order of the strongest correlation, its units in that order.
    /// </returns>
    public static IReadOnlyList<NeuronMatch> Find(NeuronTrace trace, IReadOnlyList<TextFeature>? features = null, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        double[][] firing = [.. Enumerable.Range(0, trace.Units).Select(
            unit => trace.OfUnit(unit).Select(value => (double)value).ToArray())];
        return
        [
            .. (features ?? TextFeature.All)
                .Select(feature => Best(firing, feature, trace.Tokens, most))
                .Where(matches => matches.Length > 0)
                .OrderByDescending(matches => Math.Abs(matches[0].Correlation))
                .SelectMany(matches => matches),
        ];
    }

    /// <summary>The unit that follows a feature best.</summary>
    /// <param name="trace">The firing over a text.</param>
    /// <param name="feature">The feature.</param>
    /// <exception cref="ArgumentException">The feature is the same everywhere in the text, or no unit ever changes.</exception>
    public static NeuronMatch Best(NeuronTrace trace, TextFeature feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return Find(trace, [feature], 1) is [var best, ..] ? best : throw new ArgumentException(
            $"The feature \"{feature.Name}\" is the same everywhere in the text, so that nothing can follow it: give a text in which it "
            + "varies.", nameof(feature));
    }

    private static NeuronMatch[] Best(double[][] firing, TextFeature feature, IReadOnlyList<string> tokens, int most)
    {
        double[] values = feature.Of(tokens);
        return
        [
            .. firing.Select((unit, index) => new NeuronMatch(feature.Name, index, Correlation(unit, values)))
                .Where(match => !double.IsNaN(match.Correlation))
                .OrderByDescending(match => Math.Abs(match.Correlation)).Take(most),
        ];
    }

    /// <summary>Pearson's correlation; NaN where one of the two never changes.</summary>
    private static double Correlation(double[] first, double[] second)
    {
        double meanFirst = first.Average(), meanSecond = second.Average(), product = 0, squareFirst = 0, squareSecond = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double x = first[i] - meanFirst, y = second[i] - meanSecond;
            product += x * y;
            squareFirst += x * x;
            squareSecond += y * y;
        }

        return product / Math.Sqrt(squareFirst * squareSecond);
    }
}
