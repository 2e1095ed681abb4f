using System.Collections;

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

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
