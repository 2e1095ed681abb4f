using System.Globalization;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// The automatic method: seasons and spikes are taken out, and what is left is cut into levels or lines with noise of an autocorrelation
/// that the data choose, too.
/// </summary>
internal static class AutomaticSearch
{
    /// <summary>Finds the changes.</summary>
    /// <param name="columns">The dimensions of the series, without gaps, none constant.</param>
    /// <param name="rows">The row of each point.</param>
    /// <param name="options">Settings.</param>
    /// <param name="seasons">Periods of each dimension's seasons, in rows of the series.</param>
    /// <param name="each">Rows of the series that a point is the mean of.</param>
    /// <param name="notes">Takes what was taken out.</param>
    public static SearchResult Search(
        double[][] columns, int[] rows, ChangePointOptions options, IReadOnlyList<IReadOnlyList<int>> seasons, int each, List<string> notes)
    {
        int length = options.MinLength ?? CorrelatedSegments.ShortestSegment(rows.Length);
        double[][] cleaned = [.. columns.Select((values, i) => Clean(values, rows, seasons[i], each, notes))];
        CorrelatedFit[] fits = [.. cleaned.Select(values => CorrelatedSegments.Fit(values, length))];
        (SegmentCost cost, double factor, Segmentation best, IReadOnlyList<PathStep> path) = fits.Length == 1
            ? ((SegmentCost)fits[0].Cost, fits[0].Factor, fits[0].Best, fits[0].Path) : Together(fits, length);
        foreach (CorrelatedFit fit in fits)
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Segments are {(fit.HasSlope ? "lines" : "levels")}, with noise of autocorrelation {fit.Autocorrelation}."));
        }

        return new SearchResult(
            best, path, cost, factor,
            [.. cleaned.Select((values, i) => SegmentCurves.Of(values, best, fits[i].HasSlope ? CostKind.Slope : CostKind.SquaredError))]);
    }

    /// <summary>The segmentation of several dimensions, each with the model and the noise that suit it.</summary>
    private static (SegmentCost Cost, double Factor, Segmentation Best, IReadOnlyList<PathStep> Path) Together(
        CorrelatedFit[] fits, int length)
    {
        WeightedCost cost = new([.. fits.Select(fit => ((SegmentCost)fit.Cost, fit.Factor))]);
        double determinant = fits.Sum(fit => Math.Log(1 - (fit.Autocorrelation * fit.Autocorrelation)));
        (Segmentation best, PathStep[] path) = CorrelatedSegments.Search(cost, length, segmentation =>
            segmentation.Cost - ((segmentation.ChangePoints.Count + 1) * determinant)
            + (CorrelatedSegments.Strength * PenaltyChoice.Penalty(segmentation, cost.Count, cost.Parameters)));
        return (cost, 1, best, path);
    }

    private static double[] Clean(double[] values, int[] rows, IReadOnlyList<int> seasons, int each, List<string> notes)
    {
        double[] left = values;

        // A long season may be made up of short ones, and then takes these along.
        foreach (int period in seasons.OrderDescending())
        {
            if (SeasonalMeans.Of(Bridged(left, rows), period, each) is { Length: > 0 } season)
            {
                left = [.. left.Select((value, i) => value - season[rows[i] - rows[0]])];
                notes.Add($"A season of {CountFormatter.Format(period, "rows")} was taken out.");
            }
        }

        double[] cleaned = Spikes.Replace(left, out int spikes);
        if (spikes > 0)
        {
            notes.Add(spikes == 1 ? "A spike was left out." : $"{CountFormatter.Format(spikes, "spikes")} were left out.");
        }

        return SeriesChecks.IsConstant(cleaned) ? left : cleaned;
    }

    /// <summary>The values of all rows, missing ones bridged by straight lines.</summary>
    private static double[] Bridged(double[] values, int[] rows)
    {
        double[] bridged = new double[rows[^1] - rows[0] + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            bridged[rows[i] - rows[0]] = values[i];
            for (int row = i == 0 ? rows[0] : rows[i - 1] + 1; row < rows[i]; row++)
            {
                double share = (row - rows[i - 1]) / (double)(rows[i] - rows[i - 1]);
                bridged[row - rows[0]] = values[i - 1] + (share * (values[i] - values[i - 1]));
            }
        }

        return bridged;
    }
}
