using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Conformity scores of a step, rising. Of many a saved run has as many quantiles as tell the tails well: 500, or 100 where the horizon is
/// long. Numbers are single, so that what is saved is what was used.
/// </summary>
internal sealed class ConformityScores
{
    private const int Most = 500;
    private const int Fewest = 100;

    /// <summary>The most scores of all steps together, as long as each has enough.</summary>
    private const int MostOfAll = 50_000;

    /// <summary>The ratio of scores held to scores saved.</summary>
    private const int Held = 8;

    private readonly int _most;
    private readonly List<float> _sorted;

    /// <summary>Creates scores.</summary>
    /// <param name="scores">The scores, in any order, all finite.</param>
    /// <param name="horizon">Steps of the horizon, each of which has scores.</param>
    public ConformityScores(IEnumerable<float> scores, int horizon)
    {
        _most = Math.Clamp(MostOfAll / horizon, Fewest, Most);
        _sorted = [.. scores.Order()];
        _sorted = [.. Thinned()];
    }

    private ConformityScores(ConformityScores other, double factor = 1) =>
        (_most, _sorted) = (other._most, [.. other._sorted.Select(score => (float)(factor * score))]);

    /// <summary>Other scores that are the same.</summary>
    public ConformityScores Copy() => new(this);

    /// <summary>The same scores in other units.</summary>
    /// <param name="factor">Their factor, above 0.</param>
    public ConformityScores Scaled(double factor) => new(this, factor);

    /// <summary>The quantile of a level with the finite-sample correction; the largest score where it lies beyond.</summary>
    /// <param name="level">The level, from 0 to 1.</param>
    public double Quantile(double level) =>
        _sorted[Math.Clamp(ConformalQuantile.RankOf(_sorted.Count, level), 1, _sorted.Count) - 1];

    /// <summary>Adds a score.</summary>
    /// <param name="score">The score, finite.</param>
    public void Add(float score)
    {
        int place = _sorted.BinarySearch(score);
        _sorted.Insert(place < 0 ? ~place : place, score);
        if (_sorted.Count >= Held * _most)
        {
            float[] kept = [.. Thinned()];
            _sorted.Clear();
            _sorted.AddRange(kept);
        }
    }

    /// <summary>The scores, rising; of more than can be saved evenly spread quantiles.</summary>
    public IEnumerable<float> Thinned()
    {
        int count = _sorted.Count;
        return count <= _most
            ? _sorted
            : Enumerable.Range(1, _most).Select(place => _sorted[(int)((((long)place * (count + 1)) + _most) / (_most + 1)) - 1]);
    }
}
