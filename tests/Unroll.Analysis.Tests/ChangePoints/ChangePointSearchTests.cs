using System.Text.Json;
using Unroll.Analysis.ChangePoints;

namespace Unroll.Analysis.Tests.ChangePoints;

/// <summary>What is found at the defaults, of series that the methods have not been made with.</summary>
public class ChangePointSearchTests
{
    public static TheoryData<ChangePointMethod> Methods => [.. Enum.GetValues<ChangePointMethod>()];

    public static TheoryData<CostKind> Costs => [.. Enum.GetValues<CostKind>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_finds_clear_changes_on_any_scale(ChangePointMethod method)
    {
        foreach ((double scale, double offset) in new[] { (1.0, 0.0), (1e-7, 5e-6), (1e8, -1e9) })
        {
            double[] values = [.. Levels(1, [0, 6, 2], 60).Select(value => (scale * value) + offset)];
            IReadOnlyList<ChangePoint> found = ChangePointSearch.Find(values, new() { Method = method }).ChangePoints;

            Assert.InRange(found.Count, 2, 3);
            Assert.Contains(found, change => Math.Abs(change.Index - 60) <= 3);
            Assert.Contains(found, change => Math.Abs(change.Index - 120) <= 3);
            Assert.All(found, change => Assert.True(change.Low <= change.Index && change.Index <= change.High && change.Gain > 0));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_minimum_length_beyond_the_series_is_a_sentence_or_no_change(ChangePointMethod method)
    {
        try
        {
            IReadOnlyList<ChangePoint> found =
                ChangePointSearch.Find(Levels(1, [0, 6], 30), new() { Method = method, MinLength = 10_000 }).ChangePoints;

            // Detectors that go along the series know no such length.
            Assert.True(found.Count == 0 || method is ChangePointMethod.Cusum or ChangePointMethod.BayesianOnline);
        }
        catch (InputException exception)
        {
            Assert.Contains("needs at least", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Costs))]
    public void Every_cost_finds_the_change_it_is_for(CostKind cost)
    {
        Random random = new(7);
        double[] values = cost switch
        {
            CostKind.Variance => [.. Enumerable.Range(0, 200).Select(i => (i < 100 ? 1 : 6) * Normal(random))],
            CostKind.Slope => [.. Enumerable.Range(0, 200).Select(i => (0.5 * Math.Abs(i - 100)) + Normal(random))],
            CostKind.Poisson => [.. Enumerable.Range(0, 200).Select(i => Math.Floor((i < 100 ? 6 : 20) * random.NextDouble()))],
            _ => [.. Enumerable.Range(0, 200).Select(i => (i < 100 ? 0 : 5) + Normal(random))],
        };
        foreach (ChangePointMethod method in new[] { ChangePointMethod.Pelt, ChangePointMethod.BinarySegmentation })
        {
            IReadOnlyList<ChangePoint> found = ChangePointSearch.Find(values, new() { Method = method, Cost = cost }).ChangePoints;

            Assert.Contains(found, change => Math.Abs(change.Index - 100) <= 6);
            Assert.InRange(found.Count, 1, 3);
        }
    }

    [Theory]
    [InlineData(PenaltyRule.ModifiedBic)]
    [InlineData(PenaltyRule.Elbow)]
    public void Rules_choose_the_number_of_changes(PenaltyRule rule)
    {
        FoundChangePoints found = ChangePointSearch.Find(
            Levels(5, [0, 5, -3, 4, 9], 80), new() { Method = ChangePointMethod.Pelt, Rule = rule });

        Assert.Equal([80, 160, 240, 320], found.ChangePoints.Select(change => change.Index), (a, b) => Math.Abs(a - b) <= 3);
        Assert.Equal(4, Assert.Single(found.Path, step => step.IsChosen).ChangePointCount);
        Assert.Equal(0, found.Path[0].ChangePointCount);
    }

    [Fact]
    public void Correlated_noise_and_trends_are_no_changes()
    {
        int walks = 0, trends = 0, noises = 0;
        for (int seed = 0; seed < 15; seed++)
        {
            Random random = new(seed);
            double walk = 0, noise = 0;
            walks += Changes([.. Enumerable.Range(0, 150).Select(_ => walk += Normal(random))]);
            trends += Changes([.. Enumerable.Range(0, 120).Select(i => (0.3 * i) + Normal(random))]);
            noises += Changes([.. Enumerable.Range(0, 200).Select(_ => noise = (0.6 * noise) + Normal(random))]);
        }

        Assert.InRange(walks, 0, 20);
        Assert.InRange(trends, 0, 2);
        Assert.InRange(noises, 0, 3);

        static int Changes(double[] values) => ChangePointSearch.Find(values).ChangePoints.Count;
    }

    [Fact]
    public void A_season_and_spikes_do_not_hide_a_change()
    {
        double[] season = [.. Levels(3, [0, 4], 72).Select((value, i) => value + (8 * Math.Cos(2 * Math.PI * i / 12)))];
        FoundChangePoints found = ChangePointSearch.Find(season);
        Assert.Equal(72, Assert.Single(found.ChangePoints).Index, 2.0);
        Assert.Contains(found.Notes, note => note.Contains("season of 12 rows", StringComparison.Ordinal));

        double[] spikes = [.. Levels(4, [0, 4], 70).Select((value, i) => i is 20 or 55 or 101 ? value + 40 : value)];
        found = ChangePointSearch.Find(spikes);
        Assert.Equal(70, Assert.Single(found.ChangePoints).Index, 2.0);
        Assert.Contains(found.Notes, note => note.Contains("3 spikes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bend_is_a_change_and_the_curve_follows_it()
    {
        Random random = new(2);
        double[] values = [.. Enumerable.Range(0, 150).Select(i => (i < 90 ? 0.2 * i : 18 - (0.5 * (i - 90))) + (0.5 * Normal(random)))];
        FoundChangePoints found = ChangePointSearch.Find(values);

        Assert.Equal(90, Assert.Single(found.ChangePoints).Index, 4.0);
        Assert.True(values.Zip(found.Curves[0], (value, line) => Math.Abs(value - line)).Max() < 3);
    }

    [Fact]
    public void Missing_rows_keep_their_place()
    {
        double[] values = [.. Levels(9, [0, 6], 60).Select((value, i) => i is (> 10 and < 20) or 59 or 61 ? double.NaN : value)];
        foreach (ChangePointMethod method in Enum.GetValues<ChangePointMethod>())
        {
            FoundChangePoints found = ChangePointSearch.Find(values, new() { Method = method });

            Assert.Equal(60, Assert.Single(found.ChangePoints).Index, 1.0);
            Assert.True(double.IsNaN(found.Curves[0][15]) && double.IsFinite(found.Curves[0][60]));
        }
    }

    [Fact]
    public void Columns_change_together()
    {
        double[][] columns = [.. Enumerable.Range(0, 8).Select(seed => Levels(seed, [0, 2.5], 50)), .. new[] { new double[100] }];
        foreach (ChangePointMethod method in new[] { ChangePointMethod.Automatic, ChangePointMethod.Pelt })
        {
            FoundChangePoints found = ChangePointSearch.Find(columns, new() { Method = method });

            Assert.Equal(50, Assert.Single(found.ChangePoints).Index, 2.0);
            Assert.Contains(found.Notes, note => note.Contains("constant", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Intervals_cover_the_change()
    {
        int inside = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            ChangePoint? change = ChangePointSearch.Find(Levels(seed, [0, 2.5], 60)).ChangePoints is [var first, ..] ? first : null;
            inside += change is not null && change.Low <= 60 && change.High >= 60 ? 1 : 0;
        }

        Assert.InRange(inside, 50, 60);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void What_has_no_change_is_answered_or_refused_with_a_sentence(ChangePointMethod method)
    {
        ChangePointOptions options = new() { Method = method };
        FoundChangePoints constant = ChangePointSearch.Find([.. Enumerable.Repeat(3.5, 30)], options);
        Assert.Empty(constant.ChangePoints);
        Assert.Contains("constant", Assert.Single(constant.Notes));

        Assert.Contains("missing", Assert.Throws<InputException>(() => ChangePointSearch.Find([double.NaN, double.NaN], options)).Message);
        Assert.Contains("at least 4", Assert.Throws<InputException>(() => ChangePointSearch.Find([1.0], options)).Message);
        Assert.Contains("no value", Assert.Throws<InputException>(() => ChangePointSearch.Find(Array.Empty<double>(), options)).Message);
        Assert.Contains(
            "infinite", Assert.Throws<InputException>(() => ChangePointSearch.Find([1, 2, double.PositiveInfinity, 2], options)).Message);
        Assert.Contains(
            "too large", Assert.Throws<InputException>(() => ChangePointSearch.Find([1e300, 1, 2, 1, 2], options)).Message);
        foreach (double[] few in new double[][] { [1, 2, 1, 2], [0, 0, 0, 1], [1, 1, 1, 1, 5, 5, 5, 5, 5] })
        {
            Assert.All(ChangePointSearch.Find(few, options).ChangePoints, change =>
                Assert.True(double.IsFinite(change.Gain) && change.Index > 0 && change.Index < few.Length));
        }
    }

    [Fact]
    public void Long_series_are_cut_on_a_grid_and_then_exactly()
    {
        double[] values = Levels(8, [0, 1, 0, 2], 3000);
        foreach (CostKind cost in new[] { CostKind.SquaredError, CostKind.Normal })
        {
            ChangePointOptions options = new() { Method = ChangePointMethod.Pelt, Cost = cost };
            IReadOnlyList<ChangePoint> found = ChangePointSearch.Find(values, options).ChangePoints;
            Assert.Equal([3000, 6000, 9000], found.Select(change => change.Index), (a, b) => Math.Abs(a - b) <= 30);
        }

        Assert.Equal(
            [3000, 6000, 9000], ChangePointSearch.Find(values).ChangePoints.Select(change => change.Index),
            (a, b) => Math.Abs(a - b) <= 30);
    }

    [Fact]
    public void Very_long_series_are_averaged_and_say_so()
    {
        FoundChangePoints found = ChangePointSearch.Find(Levels(4, [0, 3], 300_000), new() { Method = ChangePointMethod.Pelt });

        Assert.Equal(300_000, Assert.Single(found.ChangePoints).Index, 3.0);
        Assert.Equal(600_000, found.Curves[0].Length);
        Assert.Contains(found.Notes, note => note.Contains("averaged", StringComparison.Ordinal));
    }

    [Fact]
    public void Noise_is_estimated_in_spite_of_changes()
    {
        Random random = new(11);
        double noise = 0;
        double[] values =
        [
            .. Enumerable.Range(0, 4000).Select(i => (noise = (0.5 * noise) + Normal(random)) + (i / 400 % 2 * 8) + (i % 97 == 0 ? 30 : 0)),
        ];
        NoiseEstimate found = NoiseEstimate.Of(values);

        Assert.Equal(0.5, found.Autocorrelation, 0.1);
        Assert.Equal(1 / Math.Sqrt(0.75), found.StandardDeviation, 0.1);
        Assert.Equal(0, NoiseEstimate.Of([2, 2, 2]).StandardDeviation);
    }

    /// <summary>The six series of the Turing Change Point Dataset, by the benchmark's definition with a margin of 5.</summary>
    [RealDataFact]
    public void People_see_the_same_changes()
    {
        using JsonDocument annotations = JsonDocument.Parse(File.ReadAllText(RealDataFactAttribute.File("tcpd/annotations.json")));
        double mean = annotations.RootElement.EnumerateObject().Average(series =>
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllText(RealDataFactAttribute.File($"tcpd/{series.Name}.json")));
            double[] values =
                [.. file.RootElement.GetProperty("series")[0].GetProperty("raw").EnumerateArray().Select(value => value.GetDouble())];
            int[][] truths =
            [
                .. series.Value.EnumerateObject().Select(each => each.Value.EnumerateArray().Select(change => change.GetInt32())
                    .Prepend(0).ToArray()),
            ];
            return Score(truths, [0, .. ChangePointSearch.Find(values).ChangePoints.Select(change => change.Index)]);
        });

        Assert.True(mean >= 0.75, FormattableString.Invariant($"The mean F1 is {mean}."));
    }

    private static double Score(int[][] truths, int[] found)
    {
        double precision = Found([.. truths.SelectMany(truth => truth).Distinct()]) / found.Length;
        double recall = truths.Average(truth => Found(truth) / truth.Length);
        return 2 * precision * recall / (precision + recall);

        double Found(int[] truth)
        {
            List<int> left = [.. found];
            return truth.Order().Count(change =>
            {
                int[] near = [.. left.Where(other => Math.Abs(other - change) <= 5).OrderBy(other => Math.Abs(other - change))];
                return near.Length > 0 && left.Remove(near[0]);
            });
        }
    }

    private static double[] Levels(int seed, double[] levels, int length)
    {
        Random random = new(seed);
        return [.. levels.SelectMany(level => Enumerable.Range(0, length).Select(_ => level + Normal(random)))];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
