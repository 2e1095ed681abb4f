using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Analysis;

/// <summary>The places of a section of series that a page draws: all, or of many those of the highs and lows.</summary>
/// <param name="Rows">Their numbers, ascending.</param>
/// <param name="Stretches">How many stretches keep their highs and lows; 0 where all places are drawn.</param>
internal sealed record PlaceChoice(int[] Rows, int Stretches)
{
    private const int FewestStretches = 200;

    /// <summary>Chooses.</summary>
    /// <param name="section">The section.</param>
    public static PlaceChoice Of(SeriesSection section)
    {
        SeriesLine[] lines = [.. section.Panels.SelectMany(panel => panel.Lines)];
        int count = section.Places.Count;
        IReadOnlyList<double>[] columns =
            [.. lines.SelectMany(line => new[] { line.Values, line.Lower, line.Upper }).OfType<IReadOnlyList<double>>()];

        // What is nearly everywhere empty costs little, and is drawn whole.
        IReadOnlyList<double>[] full = [.. columns.Where(column => !IsSparse(column))];
        if ((long)count * Math.Max(1, full.Length) <= section.Budget)
        {
            return new PlaceChoice([.. Enumerable.Range(0, count)], 0);
        }

        // Each of the lines keeps two places of a stretch, at which all have a number.
        IReadOnlyList<double>[] leading = [.. lines.Where(line => !line.IsReference && !IsSparse(line.Values)).Select(line => line.Values)];
        int stretches = Math.Max(FewestStretches, section.Budget / Math.Max(1, 2 * leading.Length * full.Length));
        bool[] isKept = new bool[count];
        (isKept[0], isKept[^1]) = (true, true);
        foreach (IReadOnlyList<double> values in leading)
        {
            KeepExtremes(values, stretches, isKept);
        }

        foreach (IReadOnlyList<double> values in lines.Select(line => line.Values).Where(IsSparse))
        {
            KeepExtremes(values, stretches, isKept);
        }

        return new PlaceChoice([.. Enumerable.Range(0, count).Where(row => isKept[row])], stretches);
    }

    /// <summary>Whether a line has values at few places only.</summary>
    /// <param name="values">Its values.</param>
    public static bool IsSparse(IReadOnlyList<double> values)
    {
        int missing = 0;
        for (int row = 0; row < values.Count; row++)
        {
            missing += double.IsFinite(values[row]) ? 0 : 1;
        }

        return missing > 0.9 * values.Count;
    }

    /// <summary>Keeps the highest and the lowest place of each stretch; of one without values the first, so that the gap is seen.</summary>
    private static void KeepExtremes(IReadOnlyList<double> values, int stretches, bool[] isKept)
    {
        bool isSparse = IsSparse(values);
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            int start = (int)((long)stretch * values.Count / stretches), end = (int)((long)(stretch + 1) * values.Count / stretches);
            (int low, int high) = (-1, -1);
            for (int row = start; row < end; row++)
            {
                if (double.IsFinite(values[row]))
                {
                    low = low < 0 || values[row] < values[low] ? row : low;
                    high = high < 0 || values[row] > values[high] ? row : high;
                }
            }

            if (low >= 0)
            {
                (isKept[low], isKept[high]) = (true, true);
            }
            else if (start < end && !isSparse)
            {
                isKept[start] = true;
            }
        }
    }
}
