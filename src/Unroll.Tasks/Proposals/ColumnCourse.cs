using Unroll.Analysis.ChangePoints;
using Unroll.Analysis.Trend;
using Unroll.Series.Frames;
using Unroll.Tasks.Analysing;

namespace Unroll.Tasks.Proposals;

/// <summary>
/// The course of a column of a single series: its trend, as <c>trend</c> tests it, and its changes, as <c>changepoints</c> finds them.
/// </summary>
public sealed class ColumnCourse
{
    private const int MostPointsOfTrend = 20_000;

    private ColumnCourse(double[] values, TimeIndex time, IReadOnlyList<int> seasons)
    {
        TimeAxis axis = TimeAxis.Of(time);
        AveragedRows = ((values.Length - 1) / MostPointsOfTrend) + 1;
        int[] periods = [.. seasons.Where(period => period % AveragedRows == 0 && period > AveragedRows)];
        double[] means = PhaseMedians.Without(
            Averaged(values, AveragedRows), [.. periods.Select(period => period / AveragedRows)]);
        (Slope, Unit) = (TheilSen.Estimate(Averaged(axis.Times, AveragedRows), means).Slope, axis.Unit);
        PValue = MannKendall.Test(means).PValue;
        ChangeRows = [.. ChangePointSearch.Find(values, new ChangePointOptions { Seasons = [seasons] }).ChangePoints
            .Select(change => change.Index)];
        ChangeTimes = [.. ChangeRows.Select(time.Text)];
    }

    /// <summary>The Theil–Sen slope for each unit of time.</summary>
    public double Slope { get; }

    /// <summary>The unit of time in the plural: <c>hours</c>, <c>days</c>, <c>months</c>, <c>rows</c>.</summary>
    public string Unit { get; }

    /// <summary>The p-value of the Mann–Kendall test, corrected for autocorrelation.</summary>
    public double PValue { get; }

    /// <summary>Rows that the trend's points are means of: 1, or more of a long series.</summary>
    public int AveragedRows { get; }

    /// <summary>Whether the trend counts.</summary>
    public bool HasTrend => PValue <= TrendAnalysis.Level;

    /// <summary>The trend in words: <c>rises by 0.5 a day (p 0.001)</c>.</summary>
    public string TrendText => !HasTrend ? FormattableString.Invariant($"no trend that counts ({TrendAnalysis.Probability(PValue)})")
        : FormattableString.Invariant(
            $"{(Slope < 0 ? "falls" : "rises")} by {Math.Abs(Slope):G3} {TrendAnalysis.Each(Unit)} ({TrendAnalysis.Probability(PValue)})");

    /// <summary>The first rows after the changes, from 0.</summary>
    public IReadOnlyList<int> ChangeRows { get; }

    /// <summary>The stamps of these rows, or their numbers.</summary>
    public IReadOnlyList<string> ChangeTimes { get; }

    /// <summary>The course of a column; null where it has too few values for one, or infinite ones.</summary>
    /// <param name="values">The values, missing ones as NaN.</param>
    /// <param name="time">Their stamps.</param>
    /// <param name="seasons">The periods of its seasons in rows.</param>
    internal static ColumnCourse? Of(double[] values, TimeIndex time, IReadOnlyList<int> seasons)
    {
        try
        {
            return new ColumnCourse(values, time, seasons);
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Means over runs of rows, of the values that are there; what is left over at the end is left out.</summary>
    private static double[] Averaged(double[] values, int each) => each == 1 ? values
        :
        [
            .. values.Chunk(each).Where(run => run.Length == each)
                .Select(run => run.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average()),
        ];
}
