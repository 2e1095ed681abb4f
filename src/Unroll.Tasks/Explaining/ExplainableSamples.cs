using Unroll.Data;

namespace Unroll.Tasks.Explaining;

/// <summary>Samples of data as a network takes them, to look inside it.</summary>
/// <param name="Source">The samples.</param>
/// <param name="SeriesOf">Id of the series that a sample is of.</param>
public sealed record ExplainableSamples(SampleSource Source, Func<int, string> SeriesOf)
{
    /// <summary>The time of a sample's last input row, where samples are windows of a series; empty where they are whole series.</summary>
    public Func<int, string> EndOf { get; init; } = _ => "";

    /// <summary>The tokens that attention is between in a sample; null, unless a task says them, where they are steps.</summary>
    public Func<int, AttentionTokens?> AttentionTokensOf { get; init; } = _ => null;

    /// <summary>
    /// The token of each timestep of a sample whose log probability is explained; null, unless a task says them, where outputs are no
    /// logits of tokens.
    /// </summary>
    public Func<int, IReadOnlyList<int>?> WrittenOf { get; init; } = _ => null;

    /// <summary>
    /// Chooses samples: the last ones of a series, or of some series the last one each, or of a single one evenly spread.
    /// </summary>
    /// <param name="series">Id of the series; null for some.</param>
    /// <param name="most">Samples at most.</param>
    /// <exception cref="InputException">There is no such series.</exception>
    internal int[] Choose(string? series, int most)
    {
        if (series is not null)
        {
            int[] own = [.. Enumerable.Range(0, Source.Count).Where(sample => SeriesOf(sample) == series).TakeLast(most)];
            return own.Length > 0 ? own : throw new InputException(
                $"There is no series '{series}' that is long enough: the data have {Named()}. Give one of these (--series).");
        }

        int[] last = [.. Enumerable.Range(0, Source.Count).GroupBy(SeriesOf).Select(group => group.Last())];
        int[] from = last.Length > 1 ? last : [.. Enumerable.Range(0, Source.Count)];
        int count = Math.Min(most, from.Length);

        // The last one is always among them: what comes next is what most want explained.
        return [.. Enumerable.Range(1, count).Select(i => from[(int)((long)i * from.Length / count) - 1])];
    }

    private string Named()
    {
        const int shown = 8;
        string[] ids = [.. Enumerable.Range(0, Source.Count).Select(SeriesOf).Distinct().Take(shown + 1)];
        return string.Join(", ", ids.Take(shown).Select(id => $"'{id}'")) + (ids.Length > shown ? " and others" : "");
    }
}
