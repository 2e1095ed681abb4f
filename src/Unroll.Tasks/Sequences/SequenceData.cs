using Unroll.Series.Frames;

namespace Unroll.Tasks.Sequences;

/// <summary>Whole series with their targets, a vector each: the index of a class, numbers.</summary>
/// <param name="Series">The series.</param>
/// <param name="Targets">The targets of each series; NaN where they are not known.</param>
public sealed record SequenceData(SeriesSet Series, IReadOnlyList<double[]> Targets)
{
    /// <summary>
    /// The series before they were prepared, which members of an ensemble prepare in their own way; null where they are not prepared.
    /// </summary>
    internal SeriesSet? Source { get; init; }

    /// <summary>Whether all targets of a series are known.</summary>
    /// <param name="index">The series, from 0.</param>
    public bool IsKnown(int index) => !Array.Exists(Targets[index], double.IsNaN);

    /// <summary>These series and others, such as those of a test part; ids that both have are told apart.</summary>
    /// <param name="others">Series with the same columns and static covariates.</param>
    /// <exception cref="InputException">They have others.</exception>
    public SequenceData With(SequenceData others)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (!Series.ColumnNames.SequenceEqual(others.Series.ColumnNames) || !Series.StaticNames.SequenceEqual(others.Series.StaticNames))
        {
            throw new InputException(
                "To be trained on together (train.fit-on-all), test data need the columns of the other data in the same order: got "
                + $"{string.Join(", ", [.. others.Series.ColumnNames, .. others.Series.StaticNames])}, expected "
                + $"{string.Join(", ", [.. Series.ColumnNames, .. Series.StaticNames])}.");
        }

        HashSet<string> ids = [.. Series.Items.Select(item => item.Id)];
        List<SeriesItem> items = [.. Series.Items];
        foreach (SeriesItem item in others.Series.Items)
        {
            string id = item.Id;
            while (!ids.Add(id))
            {
                id = $"test/{id}";
            }

            // Targets tell the class, of which the other set may have other indices.
            items.Add(item with { Id = id, Class = null });
        }

        return new(new SeriesSet(items, Series.StaticNames, Series.ClassNames), [.. Targets, .. others.Targets]);
    }

    /// <summary>Some of the series, in the order given.</summary>
    /// <param name="indices">Their indices, at least one.</param>
    public SequenceData Subset(IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return new(Series.Subset(indices), [.. indices.Select(index => Targets[index])]) { Source = Source?.Subset(indices) };
    }
}
