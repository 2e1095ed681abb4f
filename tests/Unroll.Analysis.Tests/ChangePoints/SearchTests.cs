using System.Globalization;
using Unroll.Analysis.ChangePoints;

namespace Unroll.Analysis.Tests.ChangePoints;

/// <summary>Searches beside each other, beside an exhaustive one, and beside ruptures.</summary>
public class SearchTests
{
    private const double Tolerance = 1e-7;

    public static TheoryData<string> Costs => [.. _costs.Keys];

    private static readonly Dictionary<string, Func<double[], SegmentCost>> _costs = new()
    {
        ["l2"] = values => new SquaredErrorCost(values),
        ["l1"] = values => new AbsoluteErrorCost(values),
        ["normal"] = values => new NormalCost(values),
        ["variance"] = values => new VarianceCost(values),
        ["poisson"] = values => new PoissonCost([.. values.Select(value => Math.Round(Math.Abs(value)))]),
        ["slope"] = values => new SlopeCost(values),
        ["rbf"] = values => new KernelCost(values),
        ["two columns"] = values => new SquaredErrorCost([values, [.. values.Reverse()]]),
    };

    [Theory]
    [InlineData("l2-5")]
    [InlineData("l2-20")]
    [InlineData("l1-5")]
    [InlineData("l1-20")]
    [InlineData("normal-5")]
    [InlineData("normal-20")]
    [InlineData("rbf-5")]
    [InlineData("rbf-20")]
    public void Segmentations_are_those_of_ruptures_or_cost_less(string name)
    {
        AnalysisCase golden = AnalysisCase.Named("change-points");
        double[] series = golden.Given("x");
        string[] parts = name.Split('-');
        double penalty = double.Parse(parts[1], CultureInfo.InvariantCulture);
        SegmentCost cost = name.StartsWith("normal", StringComparison.Ordinal) ? new NormalCost(series, floor: 1e-6)
            : _costs[parts[0]](series);
        int[] expected = [.. golden.Values(name).Select(value => (int)value)];
        Segmentation found = Pelt.Search(cost, penalty, minLength: 2);

        double theirs = Segmentation.Of(cost, expected).Cost + (penalty * expected.Length);
        double ours = found.Cost + (penalty * found.ChangePoints.Count);
        Assert.True(ours <= theirs + 1e-9, FormattableString.Invariant($"{ours} is more than {theirs}."));
        if (ours > theirs - 1e-9)
        {
            Assert.Equal(expected, found.ChangePoints);
        }
    }

    [Fact]
    public void Segmentations_with_four_changes_are_those_of_ruptures()
    {
        AnalysisCase golden = AnalysisCase.Named("change-points");
        SquaredErrorCost cost = new(golden.Given("x"));

        Assert.Equal(
            golden.Values("optimal-l2-4-changes").Select(value => (int)value), SegmentNeighborhood.Search(cost, 4, 2)[4].ChangePoints);
        Assert.Equal(
            golden.Values("binary-segmentation-l2-4-changes").Select(value => (int)value),
            BinarySegmentation.Search(cost, 4, 2)[4].ChangePoints);
    }

    [Theory]
    [MemberData(nameof(Costs))]
    public void Pelt_costs_as_little_as_any_segmentation(string name)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            SegmentCost cost = _costs[name](Steps(seed, 60));
            int length = Math.Max(cost.MinLength, 1 + (seed % 4));
            IReadOnlyList<Segmentation> all = SegmentNeighborhood.Search(cost, 60, length);
            foreach (double penalty in new[] { 0.1, 1, 4, 20 })
            {
                Segmentation found = Pelt.Search(cost, penalty, length);

                Assert.Equal(
                    all.Min(each => each.Cost + (penalty * each.ChangePoints.Count)),
                    found.Cost + (penalty * found.ChangePoints.Count),
                    Tolerance);
                Assert.All(found.Segments(60), segment => Assert.True(segment.Length >= length));
            }
        }
    }

    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(2, 2, 0.2)]
    [InlineData(3, 5, 10)]
    [InlineData(4, 1, 100)]
    [InlineData(5, 30, 0)]
    public void Functional_pruning_finds_what_other_pruning_finds(int seed, int length, double penalty)
    {
        double[] values = Steps(seed, 3000);
        Segmentation functional = Pelt.Search(new SquaredErrorCost(values), penalty, length);
        Segmentation other = Pelt.Search(new SquaredErrorCost([values, new double[values.Length]]), penalty, length);

        Assert.Equal(
            other.Cost + (penalty * other.ChangePoints.Count),
            functional.Cost + (penalty * functional.ChangePoints.Count),
            Tolerance);
        Assert.Equal(other.ChangePoints.Count, functional.ChangePoints.Count);
    }

    [Theory]
    [MemberData(nameof(Costs))]
    public void A_path_has_what_each_penalty_finds(string name)
    {
        SegmentCost cost = _costs[name](Steps(3, 120));
        IReadOnlyList<PathPoint> path = Crops.Path(cost, 0.5, 1000, 2, maxSearches: 500);

        for (double penalty = 0.6; penalty < 900; penalty *= 1.7)
        {
            Segmentation found = Pelt.Search(cost, penalty, 2);
            PathPoint first = path.First(point => point.Penalty <= penalty);

            Assert.Equal(
                found.Cost + (penalty * found.ChangePoints.Count),
                first.Segmentation.Cost + (penalty * first.Segmentation.ChangePoints.Count), Tolerance);
        }

        Assert.True(path.Zip(path.Skip(1)).All(pair =>
            pair.First.Segmentation.ChangePoints.Count < pair.Second.Segmentation.ChangePoints.Count
            && pair.First.Penalty >= pair.Second.Penalty));
    }

    [Theory]
    [MemberData(nameof(Costs))]
    public void Costs_of_segments_are_those_of_their_definition(string name)
    {
        double[] values = Steps(5, 40);
        SegmentCost cost = _costs[name](values);
        double whole = Definition(name, values, 0, 40);
        for (int start = 0; start < 38; start += 3)
        {
            for (int end = start + 3; end <= 40; end += 2)
            {
                Assert.Equal(Definition(name, values, start, end), cost.Of(start, end), 1e-6 * (1 + Math.Abs(whole)));
            }
        }
    }

    [Fact]
    public void Ties_are_exact_in_medians()
    {
        double[] values = [3, 3, 1, 3, 1, 1, 3, 7, 7, 3, 3, 1];
        AbsoluteErrorCost cost = new(values);
        for (int start = 0; start < values.Length; start++)
        {
            for (int end = start + 1; end <= values.Length; end++)
            {
                Assert.Equal(Definition("l1", values, start, end), cost.Of(start, end), 1e-12);
            }
        }
    }

    [Fact]
    public void Binary_segmentation_and_windows_find_a_clear_change()
    {
        SquaredErrorCost cost = new([.. Enumerable.Range(0, 100).Select(i => (i >= 40 ? 5 : 0) + Math.Sin(i))]);

        Assert.Equal([40], BinarySegmentation.Search(cost, 1)[1].ChangePoints);
        Assert.Equal([40], SlidingWindow.Search(cost, 15)[1].ChangePoints);
        Assert.Equal([40], Pelt.Search(cost, 30).ChangePoints);
    }

    [Fact]
    public void Windows_look_at_a_split_segment_alone_and_at_no_more_changes_than_wanted()
    {
        const int count = 3000, width = 5;
        Random random = new(3);
        CountedCost cost = new(new SquaredErrorCost([.. Enumerable.Range(0, count).Select(_ => random.NextDouble())]));
        IReadOnlyList<Segmentation> found = SlidingWindow.Search(cost, width);

        // Three costs for each place of the windows, then two for each change.
        Assert.InRange(found.Count, count / 20, count);
        Assert.InRange(cost.Calls, 1, (3 * count) + (2 * found.Count));
        Assert.All(found, each => Assert.Equal(Segmentation.Of(cost, each.ChangePoints).Cost, each.Cost));
        Assert.All(found.Index(), each => Assert.Equal(each.Index, each.Item.ChangePoints.Count));
        Assert.Equal([.. found.Take(8).Select(each => each.Cost)], SlidingWindow.Search(cost, width, 7).Select(each => each.Cost));
        Assert.Throws<ArgumentOutOfRangeException>(() => SlidingWindow.Search(cost, width, -1));
    }

    [Fact]
    public void A_search_by_windows_of_a_long_series_keeps_a_path_of_bounded_length()
    {
        Random random = new(4);
        double[] values = [.. Enumerable.Range(0, 40_000).Select(at => (at / 10 % 2 * 20) + random.NextDouble())];
        FoundChangePoints found = ChangePointSearch.Find(
            values, new() { Method = ChangePointMethod.Window, Cost = CostKind.SquaredError, Window = 5 });

        Assert.InRange(found.Path.Count, 2, 2001);
        Assert.Contains(found.Notes, note => note.Contains("No more than 2,000 changes", StringComparison.Ordinal));
    }

    [Fact]
    public void What_has_no_segment_is_refused_with_a_sentence()
    {
        Assert.Contains("no values", Assert.Throws<InputException>(() => new SquaredErrorCost(Array.Empty<double>())).Message);
        Assert.Contains("missing", Assert.Throws<InputException>(() => new SlopeCost([1, double.NaN])).Message);
        Assert.Contains("infinite", Assert.Throws<InputException>(() => new NormalCost([1, double.NegativeInfinity])).Message);
        Assert.Contains("below 0", Assert.Throws<InputException>(() => new PoissonCost([1, -1])).Message);
        Assert.Contains("at most", Assert.Throws<InputException>(() => new KernelCost(new double[6000])).Message);
        Assert.Contains("at least 3", Assert.Throws<InputException>(() => Pelt.Search(new SlopeCost([1, 2]), 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Pelt.Search(new SquaredErrorCost([1, 2]), -1));
        Assert.Throws<ArgumentException>(() => new SquaredErrorCost([[1, 2], [1]]));
    }

    [Fact]
    public void A_constant_has_no_change()
    {
        double[] constant = [.. Enumerable.Repeat(4.2, 50)];
        Assert.All(_costs.Values, cost => Assert.Empty(Pelt.Search(cost(constant), 1).ChangePoints));
    }

    private static double Definition(string name, double[] values, int start, int end)
    {
        double[] part = values[start..end];
        double mean = part.Average(), squares = part.Sum(value => (value - mean) * (value - mean));
        double floor = 1e-6 * values.Sum(value => (value - values.Average()) * (value - values.Average())) / values.Length;
        switch (name)
        {
            case "l1":
                double middle = MathNet.Numerics.Statistics.Statistics.Median(part);
                return part.Sum(value => Math.Abs(value - middle));
            case "normal":
                return part.Length * Math.Log((squares / part.Length) + floor);
            case "variance":
                double centre = MathNet.Numerics.Statistics.Statistics.Median(values);
                double all = values.Average(value => (value - centre) * (value - centre));
                return part.Length * Math.Log(part.Average(value => (value - centre) * (value - centre)) + (1e-6 * all));
            case "poisson":
                double sum = part.Sum(value => Math.Round(Math.Abs(value)));
                return sum > 0 ? -2 * sum * (Math.Log(sum / part.Length) - 1) : 0;
            case "slope":
                (double a, double b) = MathNet.Numerics.Fit.Line([.. part.Select((_, i) => (double)i)], part);
                return part.Select((value, i) => value - a - (b * i)).Sum(rest => rest * rest);
            case "rbf":
                double gamma = new KernelCost(values).Gamma;
                return part.Length - (part.Sum(x => part.Sum(y => Math.Exp(-gamma * (x - y) * (x - y)))) / part.Length);
            case "two columns":
                double[] other = values.Reverse().ToArray()[start..end];
                return squares + other.Sum(value => (value - other.Average()) * (value - other.Average()));
            default:
                return squares;
        }
    }

    private static double[] Steps(int seed, int count)
    {
        Random random = new(seed);
        double level = 5;
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
                (level = random.Next(12) == 0 ? 10 * random.NextDouble() : level) + random.NextDouble() + random.NextDouble()),
        ];
    }

    /// <summary>A cost that counts how often it is asked.</summary>
    private sealed class CountedCost(SegmentCost cost) : SegmentCost(cost.Count, cost.MinLength, cost.Parameters)
    {
        public int Calls { get; private set; }

        public override double Of(int start, int end)
        {
            Calls++;
            return cost.Of(start, end);
        }
    }
}
