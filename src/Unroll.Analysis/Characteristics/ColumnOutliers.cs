using System.Text;

namespace Unroll.Analysis.Characteristics;

/// <summary>The outliers of a column.</summary>
/// <param name="Count">
/// Values more than three interquartile ranges below the lower or above the upper quartile (Tukey 1977: far out). Where half of the values
/// are one number, those more than six standard deviations from it. If more than one value in twenty is that far out, none counts as an
/// outlier. Codes and categories have none.
/// </param>
/// <param name="MostExtreme">The outliers furthest from the median, the furthest first.</param>
public sealed record ColumnOutliers(long Count, IReadOnlyList<ValueAt> MostExtreme)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Count), Count), (nameof(MostExtreme), MostExtreme));
}
