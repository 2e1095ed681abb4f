namespace Unroll.Series.Reading;

/// <summary>
/// Short names of the parts of a stamp, which may be those of something else: mm is also millimetres of rain, dd degree days or the
/// direction of wind, min a minimum.
/// </summary>
internal static class CsvShortNames
{
    /// <summary>Steps up for each one down that numbers of rows in order have at least; those of measurements have one.</summary>
    private const int FewestUpForDown = 3;

    private static readonly string[] _units = ["mm", "dd", "ddd"];

    private static readonly string[] _minima = ["min", "mn"];

    private static readonly string[] _besideMinima =
        ["max", "mx", "mean", "avg", "average", "maximum", "median", "med", "std", "sd"];

    /// <summary>Names after which others of their kind are what they seem.</summary>
    private static readonly string[] _short = ["yy", "yyyy", "yr", "mm", "mo", "mon", "dd", "dy", "hh", "hr", "hrs"];

    /// <summary>The evidence of the rows on a column as a part of a stamp.</summary>
    private enum Evidence
    {
        /// <summary>No row has the same larger units as the one before.</summary>
        None,

        /// <summary>Rows with the same larger units have the same number.</summary>
        Constant,

        /// <summary>The numbers make stamps that are in order.</summary>
        For,

        /// <summary>The numbers make stamps that are in no order.</summary>
        Against,
    }

    /// <summary>Whether a column is the next part of a stamp, as far as its name leaves that open.</summary>
    /// <param name="file">The file.</param>
    /// <param name="larger">The columns of larger units, the largest first.</param>
    /// <param name="column">The column.</param>
    /// <param name="isMinute">Whether it would be the minute.</param>
    public static bool IsMeant(CsvDetection file, List<int> larger, int column, bool isMinute)
    {
        string name = CsvStampParts.Plain(file.HeaderOf(column));
        if (Array.IndexOf(_minima, name) >= 0)
        {
            return !file.Names.Any(other => Array.IndexOf(_besideMinima, CsvStampParts.Plain(other)) >= 0)
                && Of(file, larger, column) != Evidence.Against;
        }

        if (Array.IndexOf(_units, name) < 0)
        {
            return true;
        }

        string[] before = [.. larger.Select(part => CsvStampParts.Plain(file.HeaderOf(part)))];
        bool isAmongShort = isMinute ? before[1] == "mm" || before[^1] == "hh" : Array.IndexOf(_short, before[^1]) >= 0;
        return Of(file, larger, column) switch
        {
            Evidence.For => true,
            Evidence.Against => false,
            Evidence.Constant => isAmongShort || !isMinute,
            _ => isAmongShort,
        };
    }

    private static Evidence Of(CsvDetection file, List<int> larger, int column)
    {
        // Where a text changes from row to row, so may the series.
        int[] texts = [.. Enumerable.Range(0, file.Names.Length).Where(
            other => other != column && !larger.Contains(other) && !file.AreNumbers(other))];
        return Of(file, larger, column, texts) is Evidence.For ? Evidence.For : Of(file, larger, column, []);
    }

    private static Evidence Of(CsvDetection file, List<int> larger, int column, int[] texts)
    {
        int same = 0, up = 0, down = 0;
        int[] fixedCells = [.. larger, .. texts];
        int last = fixedCells.Append(column).Max();
        string[][] rows = [.. file.Rows.Where(row => row.Length > last)];
        for (int i = 1; i < rows.Length; i++)
        {
            if (!Array.TrueForAll(fixedCells, other => rows[i][other] == rows[i - 1][other]) || !int.TryParse(rows[i][column], out int next)
                || !int.TryParse(rows[i - 1][column], out int before))
            {
                continue;
            }

            same += next == before ? 1 : 0;
            up += next > before ? 1 : 0;
            down += next < before ? 1 : 0;
        }

        return up + down == 0 ? same == 0 ? Evidence.None : Evidence.Constant
            : Math.Max(up, down) >= FewestUpForDown * Math.Min(up, down) ? Evidence.For : Evidence.Against;
    }
}
