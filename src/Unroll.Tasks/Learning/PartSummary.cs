using System.Text;

namespace Unroll.Tasks.Learning;

/// <summary>The samples and range of a part of the data.</summary>
/// <param name="Name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Samples">Samples in it: windows, or whole series.</param>
/// <param name="Unit">What the samples are, in the plural: "windows", "series".</param>
public sealed record PartSummary(string Name, int Samples, string Unit)
{
    /// <summary>Time of its first row, where the split is by time; else null.</summary>
    public DateTime? First { get; init; }

    /// <summary>Time of its last row, where the split is by time; else null.</summary>
    public DateTime? Last { get; init; }

    /// <summary>Further counts, such as the series of each class, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Counts { get; init; } = [];

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Name), Name), (nameof(Samples), Samples), (nameof(Unit), Unit), (nameof(First), First), (nameof(Last), Last),
        (nameof(Counts), Counts));
}
