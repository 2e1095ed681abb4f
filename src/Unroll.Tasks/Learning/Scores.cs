using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Unroll.Tasks.Learning;

/// <summary>The measures of a part's predictions, the primary one first: the same of the networks and of each baseline.</summary>
/// <param name="scores">The measures.</param>
public sealed class Scores(IReadOnlyList<Score> scores) : IReadOnlyList<Score>
{
    private readonly Score[] _scores = [.. scores];

    /// <inheritdoc/>
    public int Count => _scores.Length;

    /// <inheritdoc/>
    public Score this[int index] => _scores[index];

    /// <summary>The value of a measure; NaN where there is none of that name.</summary>
    /// <param name="name">Its name in files: <c>mae</c>.</param>
    public double this[string name] => Array.Find(_scores, score => score.Name == name)?.Value ?? double.NaN;

    /// <inheritdoc/>
    public IEnumerator<Score> GetEnumerator() => ((IEnumerable<Score>)_scores).GetEnumerator();

    /// <summary>Each measure with its value: <c>mae 10.66, rmse 15.69</c>.</summary>
    public override string ToString() =>
        string.Join(", ", _scores.Select(score => $"{score.Name} {Text(score.Value)}"));

    /// <summary>The scores as an object: each under its name, rounded, null where it is not finite.</summary>
    public JsonObject ToJson() => new(_scores.Select(score =>
        KeyValuePair.Create(score.Name, double.IsFinite(score.Value) ? (JsonNode?)Rounded(score.Value) : null)));

    /// <summary>The confidence intervals as an object: lower and upper bound under each score's name; empty where there is none.</summary>
    public JsonObject IntervalsToJson() => new(_scores
        .Where(score => score.Interval is { } interval && double.IsFinite(interval.Lower) && double.IsFinite(interval.Upper))
        .Select(score => KeyValuePair.Create(
            score.Name, (JsonNode?)new JsonArray(Rounded(score.Interval!.Value.Lower), Rounded(score.Interval.Value.Upper)))));

    /// <summary>A number as people read it: four significant digits, and all those before the point.</summary>
    internal static string Text(double value) =>
        value.ToString(Math.Abs(value) is >= 1e4 and < 1e15 ? "F0" : "G4", CultureInfo.InvariantCulture);

    /// <summary>The scores of several baselines as an object, each under its name.</summary>
    internal static JsonObject ToJson(IEnumerable<KeyValuePair<string, Scores>> baselines) =>
        new(baselines.Select(baseline => KeyValuePair.Create(baseline.Key, (JsonNode?)baseline.Value.ToJson())));

    /// <summary>A score as documents have it: nine significant digits are plenty, and keep them readable.</summary>
    internal static double Rounded(double value) =>
        double.Parse(value.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
