using System.Globalization;
using Unroll.Analysis.Characteristics;
using Unroll.Series.Profiling;

namespace Unroll.Tasks.Proposals;

/// <summary>The findings of a profile and of the analysis beside it in words.</summary>
internal static class CharacteristicFindings
{
    /// <summary>The findings, of the rows first, then by column.</summary>
    /// <param name="characteristics">The analysis, with its profile.</param>
    public static IReadOnlyList<Finding> Of(SeriesCharacteristics characteristics)
    {
        SeriesProfile profile = characteristics.Profile;
        ILookup<string?, Finding> known = ProfileFindings.Of(profile).ToLookup(finding => finding.Column, StringComparer.Ordinal);
        return
        [
            .. known[null],
            .. profile.Columns.SelectMany(column => known[column.Name]
                .Concat(OfOutliers(column.Name, characteristics.Of(column).Outliers, profile.SeriesCount == 1))),
        ];
    }

    private static IEnumerable<Finding> OfOutliers(string name, ColumnOutliers outliers, bool isSingle)
    {
        if (outliers.Count == 0)
        {
            yield break;
        }

        ValueAt extreme = outliers.MostExtreme[0];
        string of = isSingle ? "" : $" of series {extreme.Id}";
        string what = outliers.Count == 1 ? "" : "; the most extreme";
        yield return new(name, string.Create(
            CultureInfo.InvariantCulture,
            $"{name} has {CountFormatter.Format(outliers.Count, "outliers")}{what}: {extreme.Value:0.####} at {extreme.Time}{of}"));
    }
}
