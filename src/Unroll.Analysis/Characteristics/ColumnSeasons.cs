using Unroll.Analysis.Periodicity;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Analysis.Characteristics;

/// <summary>
/// The seasons of a column: the periods of the calendar at the step of its rows (a day, a week, a year) that <see cref="SeasonSearch"/>
/// finds in it, and where none of them is one, any other.
/// </summary>
public static class ColumnSeasons
{
    private const int FewestRows = 8;
    private const int RowsOfSeveral = 20_000;

    /// <summary>The seasons of a single series, the strongest first; empty where it has none.</summary>
    /// <param name="values">The values, missing ones as NaN.</param>
    /// <param name="time">Their stamps, as many.</param>
    public static IReadOnlyList<FoundSeason> Of(double[] values, TimeIndex time)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(time);
        return values.Length < FewestRows ? []
            : SeasonSearch.Find([values], CalendarPeriods.Of(TimeProfile.Of(SeriesSet.Of(new Frame(time, ["values"], [values])))));
    }

    /// <summary>The seasons of a column of series together.</summary>
    /// <param name="set">The series.</param>
    /// <param name="name">The column.</param>
    /// <param name="time">The rhythm of the rows.</param>
    internal static FoundSeason[] Of(SeriesSet set, string name, TimeProfile time) =>
        SeasonSearch.Find(Pieces(set, name), CalendarPeriods.Of(time));

    /// <summary>The longest series, and the latest rows of the next ones until there are enough.</summary>
    private static List<double[]> Pieces(SeriesSet set, string name)
    {
        List<double[]> pieces = [];
        int left = RowsOfSeveral;
        foreach (SeriesItem item in set.Items.OrderByDescending(item => item.Frame.RowCount))
        {
            int rows = pieces.Count == 0 ? item.Frame.RowCount : Math.Min(left, item.Frame.RowCount);
            if (rows < FewestRows)
            {
                break;
            }

            double[] piece = new double[rows];
            item.Frame.CopyColumn(name, item.Frame.RowCount - rows, piece);
            pieces.Add(piece);
            left -= rows;
        }

        return pieces;
    }
}
