using System.Text;

namespace Unroll.Tasks.Learning;

/// <summary>A table of texts for a terminal, such as the scores of each class.</summary>
/// <param name="Columns">Its headings; the first is that of the rows' names.</param>
/// <param name="Rows">The cells, as many as headings.</param>
public sealed record DetailTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Columns), Columns), (nameof(Rows), Rows));
}
