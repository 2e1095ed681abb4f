using System.Globalization;

namespace Unroll.Analysis.ChangePoints;

/// <summary>Searches by a given cost, with a number of changes that a rule chooses.</summary>
internal static class SegmentSearch
{
    private const int MostPlaces = 1000;
    private const int MostSearches = 60;
    private const int MostSplits = 200;
    private const int MostPeaks = 2000;
    private const int Shortest = 2;
    private const int ShortestWithSpread = 5;
    private const int WindowShare = 20;
    private const int NarrowestWindow = 5;
    private const int WidestWindow = 100;

    // Of normal noise of deviation 1, a median instead of 0 saves 0.627 of the absolute distances on average, a mean 1 of the squares.
    private const double AbsoluteFactor = 1.595;

    /// <summary>Finds the changes.</summary>
    /// <param name="columns">The dimensions of the series, without gaps, none constant.</param>
    /// <param name="options">Settings.</param>
    /// <param name="notes">Takes what else is to be known.</param>
    public static SearchResult Search(double[][] columns, ChangePointOptions options, List<string> notes)
    {
        NoiseEstimate[] noise = [.. columns.Select(NoiseEstimate.Of)];
        (SegmentCost cost, double factor) = Cost(columns, noise, options.Cost);
        int count = cost.Count, length = Math.Max(options.MinLength ?? FewestPoints(cost), cost.MinLength);
        SeriesChecks.RequireLength(count, length, "A search for change points");
        bool isKernel = options.Cost is CostKind.RadialBasis or CostKind.LinearKernel;
        PenaltyRule rule = isKernel ? PenaltyRule.Elbow : options.Rule;
        notes.AddRange(noise.Select(each => string.Create(
            CultureInfo.InvariantCulture,
            $"The noise has a deviation of {each.StandardDeviation:G4} and an autocorrelation of {each.Autocorrelation:0.00}.")));
        double?[] penalties = [];
        IReadOnlyList<Segmentation> path;
        switch (options.Method)
        {
            case ChangePointMethod.BinarySegmentation:
                path = BinarySegmentation.Search(cost, Math.Min(MostSplits, (count / length) - 1), length);
                break;
            case ChangePointMethod.Window:
                int width = options.Window ?? Math.Clamp(count / WindowShare, NarrowestWindow, WidestWindow);
                path = SlidingWindow.Search(cost, Math.Max(length, Math.Min(width, count / 2)), MostPeaks);
                break;
            default:
                PathPoint[] found = Penalised(cost, factor, length, rule);
                (path, penalties) = ([.. found.Select(point => point.Segmentation)], [.. found.Select(point => (double?)point.Penalty)]);
                break;
        }

        double[] criteria = PenaltyChoice.Criteria(path, rule, count, cost.Parameters, factor);
        int best = Array.IndexOf(criteria, criteria.Min());
        if (options.Method == ChangePointMethod.Window && path[best].ChangePoints.Count == MostPeaks)
        {
            notes.Add($"No more than {CountFormatter.Format(MostPeaks, "changes")} are looked for: there may be others.");
        }

        return new SearchResult(
            path[best],
            [
                .. path.Select((each, i) =>
                    new PathStep(each.ChangePoints.Count, each.Cost, criteria[i], penalties.Length == 0 ? null : penalties[i], i == best)),
            ],
            cost, isKernel ? 0 : factor,
            options.Cost is CostKind.RadialBasis or CostKind.Variance ? []
                : [.. columns.Select(values => SegmentCurves.Of(values, path[best], options.Cost))]);
    }

    /// <summary>The fewest points that are believed: some few may have nearly no spread by chance.</summary>
    private static int FewestPoints(SegmentCost cost) => cost is NormalCost or VarianceCost ? ShortestWithSpread : Shortest;

    /// <summary>The best segmentations for all penalties that the rule may choose, on a grid of places where the series is long.</summary>
    private static PathPoint[] Penalised(SegmentCost cost, double factor, int length, PenaltyRule rule)
    {
        int step = cost is SquaredErrorCost { Single: not null } ? 1 : ((cost.Count - 1) / MostPlaces) + 1;
        CoarseCost coarse = new(cost, step);
        (SegmentCost searched, int shortest) = step == 1 ? (cost, length)
            : (coarse, Math.Max(coarse.MinLength, (length + step - 1) / step));
        double least = (cost.Parameters + 1) * (rule == PenaltyRule.Elbow ? 1 : Math.Log(cost.Count)) / factor, greatest = 4 * least;
        while (Pelt.Search(searched, greatest, shortest).ChangePoints.Count > 0)
        {
            greatest *= 4;
        }

        IReadOnlyList<PathPoint> path = Crops.Path(searched, least, greatest, shortest, MostSearches);
        return step == 1 ? [.. path] : [.. path.Select(point => point with { Segmentation = coarse.Refine(point.Segmentation) })];
    }

    /// <summary>The cost of a kind, and what makes it −2 log-likelihood.</summary>
    private static (SegmentCost Cost, double Factor) Cost(double[][] columns, NoiseEstimate[] noise, CostKind kind)
    {
        double[][] scaled =
        [
            .. columns.Select((values, i) => values.Select(value => value / Math.Sqrt(noise[i].LongRunVariance)).ToArray()),
        ];
        double inflation = Math.Max(1, noise.Average(each => each.Inflation));
        return kind switch
        {
            CostKind.AbsoluteError => (new AbsoluteErrorCost(scaled), AbsoluteFactor),
            CostKind.Normal => (new NormalCost(columns), 1 / inflation),
            CostKind.Variance => (new VarianceCost(columns), 1 / inflation),
            CostKind.Poisson => (new PoissonCost(columns), 1 / Dispersion(columns, noise)),
            CostKind.Slope => (new SlopeCost(scaled), 1),
            CostKind.RadialBasis => (new KernelCost(scaled), 1),
            _ => (new SquaredErrorCost(scaled), 1),
        };
    }

    /// <summary>The variance of means of counts, in multiples of that of a Poisson distribution; 1 or more.</summary>
    private static double Dispersion(double[][] columns, NoiseEstimate[] noise) =>
        Math.Max(1, columns.Zip(noise, (values, each) => each.LongRunVariance / values.Average()).Average());
}
