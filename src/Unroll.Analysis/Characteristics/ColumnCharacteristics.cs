using Unroll.Analysis.Periodicity;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Analysis.Characteristics;

/// <summary>
/// The seasons and outliers of a column, each computed when it is first asked for, from the profile that is known already.
/// </summary>
public sealed class ColumnCharacteristics
{
    private readonly Lazy<IReadOnlyList<FoundSeason>> _seasons;
    private readonly Lazy<ColumnOutliers> _outliers;

    /// <summary>Prepares the characteristics of a column.</summary>
    /// <param name="set">The series.</param>
    /// <param name="column">The profile of the column.</param>
    /// <param name="time">The rhythm of the rows; null where their order means nothing.</param>
    /// <param name="examples">Outliers to list at most.</param>
    internal ColumnCharacteristics(SeriesSet set, ColumnProfile column, TimeProfile? time, int examples)
    {
        bool isNumber = column.Kind is ColumnKind.Number or ColumnKind.Integer && column.Counter is not { NumbersRows: true };
        _seasons = new(() => isNumber && time is not null ? ColumnSeasons.Of(set, column.Name, time) : []);
        _outliers = new(() => isNumber ? OutlierSearch.Of(set, column, examples) : new ColumnOutliers(0, []));
    }

    /// <summary>Seasonal periods, the strongest first; empty where none stands out, and of codes and categories.</summary>
    public IReadOnlyList<FoundSeason> Seasons => _seasons.Value;

    /// <summary>The values that are far from all others.</summary>
    public ColumnOutliers Outliers => _outliers.Value;
}
