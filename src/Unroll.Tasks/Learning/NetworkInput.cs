namespace Unroll.Tasks.Learning;

/// <summary>An input of a task's networks.</summary>
/// <param name="Name">The name that <c>from</c> takes it by: <c>input</c>, <c>future</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Features">The names of its features.</param>
public sealed record NetworkInput(string Name, Shape Shape, IReadOnlyList<string> Features)
{
    /// <summary>The numbers of codes of those features that are codes; none where all are numbers.</summary>
    public IReadOnlyDictionary<string, int> Vocabularies { get; init; } = new Dictionary<string, int>();

    /// <summary>The number of codes of its only feature; null where it is no code, or there are several features.</summary>
    public int? Vocabulary => VocabularyOf(null);

    /// <summary>
    /// The features that a recipe calls by a column: the one of that name, or those that a step made of it, <c>word-character-1</c> and so
    /// on.
    /// </summary>
    /// <param name="column">The column; null for all.</param>
    /// <returns>The first of them and their number; none where there is no such column, or others stand between.</returns>
    public (int Start, int Count) Find(string? column)
    {
        if (column is null)
        {
            return (0, Features.Count);
        }

        int[] found = [.. Enumerable.Range(0, Features.Count).Where(index => Features[index] == column)];
        found = found.Length > 0 ? found
            : [.. Enumerable.Range(0, Features.Count).Where(index => Features[index].StartsWith(column + "-", StringComparison.Ordinal))];
        return found.Length > 0 && found[^1] - found[0] + 1 == found.Length ? (found[0], found.Length) : (0, 0);
    }

    /// <summary>The number of codes of the features of a column; null where one is no code, or they have different numbers.</summary>
    /// <param name="column">The column; null for all.</param>
    public int? VocabularyOf(string? column)
    {
        (int start, int count) = Find(column);
        int?[] sizes = [.. Features.Skip(start).Take(count).Select(name => Vocabularies.TryGetValue(name, out int size) ? size : (int?)null)
            .Distinct()];
        return sizes.Length == 1 && (column is not null || count == 1) ? sizes[0] : null;
    }
}
