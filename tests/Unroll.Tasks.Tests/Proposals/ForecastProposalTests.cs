using Unroll.Analysis.Characteristics;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Tasks.Tests.Proposals;

/// <summary>Proposals for series of known nature: what they choose, and that they beat the naive forecasts, or stay near them.</summary>
public class ForecastProposalTests
{
    [Fact]
    public void Growth_by_a_share_gets_a_logarithm_and_beats_the_naive_forecasts()
    {
        Random random = new(7);
        (string yaml, TrainingRun run) = Propose(Monthly(
            150, month => 100 * Math.Exp((0.012 * month) + (0.2 * Math.Sin(Math.PI * month / 6)) + (0.02 * Normal(random)))));

        Assert.Contains("- log   # values are positive, and change", yaml, StringComparison.Ordinal);
        Assert.InRange(Ratio(run), 0, 0.6);
    }

    [Fact]
    public void A_panel_with_a_test_file_beside_it_is_forecast_as_far_and_tested_on_it()
    {
        const int Season = 12, Ahead = 6;
        using TemporaryFolder folder = new();
        Random random = new(5);
        double[][] series = [.. Enumerable.Range(0, 14).Select(index => Enumerable.Range(0, 110 + (10 * (index % 3)) + Ahead).Select(row =>
            100 * (index + 1) * (3 + Math.Sin(2 * Math.PI * (row + index) / Season) + (0.05 * Normal(random)))).ToArray())];
        string file = folder.Write("Monthly-train.csv", Rows([.. series.Select(values => values[..^Ahead])]));
        folder.Write("Monthly-test.csv", Rows([.. series.Select(values => values[^Ahead..])]));

        // Six columns alone do not tell that rows are series: the test file is read as the training file is.
        RecipeProposal proposal = RecipeProposal.ForFile(file);
        string yaml = proposal.ToYaml(folder.Path);
        TrainingRun run = new RecipeRunner().Train(proposal.ToRecipe(), new RunRequest { Folder = folder.In("run") }).Run;

        Assert.Contains("test-file: Monthly-test.csv", yaml, StringComparison.Ordinal);
        Assert.Contains("horizon: 6", yaml, StringComparison.Ordinal);
        Assert.Contains("season: 12", yaml, StringComparison.Ordinal);
        Assert.Equal(14, run.Test.Samples);
        Assert.True(run.Test.Model["series_mase"] < run.Test.Baselines.Min(baseline => baseline.Value["series_mase"]), yaml);
    }

    [Fact]
    public void A_random_walk_stays_near_the_naive_forecast_and_says_so()
    {
        Random random = new(11);
        double level = 100;
        (string yaml, TrainingRun run) = Propose(Monthly(400, _ => level += Normal(random)));

        Assert.Contains("nothing beats the naive forecast clearly", yaml, StringComparison.Ordinal);
        Assert.InRange(Ratio(run), 0.97, 1.01);
        Assert.True(run.Test.Comparison.IsBeaten);
    }

    [Fact]
    public void Where_the_level_may_move_on_differences_follow_it()
    {
        // Sixty rows that linger about a level say little against a change of it, which the test part then brings.
        Random random = new(2);
        double state = 0;
        (string yaml, TrainingRun run) = Propose(Monthly(60, month =>
        {
            state = (0.8 * state) + Normal(random);
            return (month < 50 ? 50 : 56) + state;
        }));

        Assert.Contains("difference: 1", yaml, StringComparison.Ordinal);
        Assert.InRange(Ratio(run), 0, 1.01);
    }

    [Fact]
    public void What_is_not_linear_gets_a_recurrent_network()
    {
        double state = 0.4;
        (string yaml, TrainingRun run) = Propose(Monthly(500, _ => state = 3.8 * state * (1 - state)));

        Assert.Contains("- lstm: 16", yaml, StringComparison.Ordinal);
        Assert.InRange(Ratio(run), 0, 0.3);
        Assert.False(run.Test.Comparison.IsBeaten);
        Assert.Empty(run.LikelyCauses);
    }

    [Fact]
    public void The_test_part_has_no_say()
    {
        Random random = new(3);
        double[] values = [.. Enumerable.Range(0, 200).Select(i => 50 + (10 * Math.Sin(i / 5.0)) + Normal(random))];
        double[] changed = [.. values.Select((value, i) => i < 170 ? value : 1e6 * i)];

        // What is told of the whole file may differ; what trials choose may not.
        SeriesSet set = SeriesSet.Of(Frame(values));
        SeriesCharacteristics characteristics = SeriesCharacteristics.Of(set, SeriesProfile.Of(set));
        Assert.Equal(Yaml(values, characteristics), Yaml(changed, characteristics));
    }

    private static string Yaml(double[] values, SeriesCharacteristics characteristics) => RecipeProposal.For(
        new ProposalSource("series.csv", new DataRecipe(), SeriesSet.Of(Frame(values)), characteristics.Profile)
        {
            Characteristics = characteristics,
        },
        "value").ToYaml(".");

    private static Frame Frame(double[] values) => Monthly(values.Length, month => values[month]);

    private static Frame Monthly(int count, Func<int, double> value) => new(
        new TimeIndex([.. Enumerable.Range(0, count).Select(month => new DateTime(1980, 1, 1).AddMonths(month))]),
        ["value"],
        [[.. Enumerable.Range(0, count).Select(value)]]);

    private static (string Yaml, TrainingRun Run) Propose(Frame frame)
    {
        SeriesSet set = SeriesSet.Of(frame);
        ProposalSource source = new("series.csv", new DataRecipe { Time = "time" }, set, SeriesProfile.Of(set));
        string yaml = RecipeProposal.For(source, "value").ToYaml(".");
        return (yaml, new Learner(RecipeReader.Parse(yaml, "proposed.yaml")).Fit(set));
    }

    /// <summary>The error beside that of the better naive forecast.</summary>
    private static double Ratio(TrainingRun run) =>
        run.Test.Model["mae"] / run.Test.Baselines.Min(baseline => baseline.Value["mae"]);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static string Rows(double[][] series)
    {
        int longest = series.Max(values => values.Length);
        IEnumerable<string> rows = series.Select((values, index) => string.Join(
            ',',
            Enumerable.Range(0, longest)
                .Select(row => row < values.Length ? values[row].ToString("F0", System.Globalization.CultureInfo.InvariantCulture) : "")
                .Prepend(FormattableString.Invariant($"M{index + 1}"))));
        return $"id,{string.Join(',', Enumerable.Range(1, longest).Select(number => $"V{number}"))}\n{string.Join('\n', rows)}\n";
    }
}
