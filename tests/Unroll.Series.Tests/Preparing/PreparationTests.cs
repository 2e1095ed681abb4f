using System.Text.Json.Nodes;
using Unroll.PublicApi.Tests.Toys;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>The one pipeline: what it learns from, what comes out, what comes back, and that saving changes nothing.</summary>
public class PreparationTests
{
    private const int Rows = 60;
    private static readonly PreparationOptions _options = new() { Columns = ["gappy", "whole"], Targets = ["whole"] };

    [Fact]
    public void What_was_saved_does_the_same_bit_for_bit()
    {
        SeriesSet set = WithStaticCovariates(SeriesSamples.Random(5, Rows));
        PreparingStep[] steps =
        [
            new ResampleStep(new() { Every = TimeSpan.FromHours(2) }), new ImputeStep(new() { Mask = true }),
                new LogStep(columns: ["whole"]), new DifferenceStep(new() { Columns = ["whole"] }), new ScaleStep(),
            new LagStep(new() { Columns = ["whole"], Steps = [1, 3] }), new CalendarStep(CalendarUnit.Hour),
                new HolidayStep(GermanHolidays.ByPopulation()),
        ];
        ReshapedSeries reshaped = Preparation.Reshape(steps, set, _options with { ExcludedStaticCovariates = ["ward"] });
        Preparation preparation = reshaped.Fit([[new RowRange(0, 12), new RowRange(16, 4)], [new RowRange(0, 20)], []]);
        string saved = preparation.ToJson().ToJsonString();
        Preparation restored = Preparation.FromJson(JsonNode.Parse(saved)!.AsObject());
        Assert.Equal(saved, restored.ToJson().ToJsonString());
        Assert.Equal(preparation.ColumnNames, restored.ColumnNames);
        Assert.Equal(
            ["gappy", "whole", "gappy-missing", "whole-missing", "whole-lag-1", "whole-lag-3"], preparation.PastColumns);
        Assert.Equal(["hour-sin-1", "hour-cos-1", "holiday-1-before", "holiday", "holiday-1-after"], restored.FutureCovariates);
        Assert.Equal(["age", "place=north", "place=south"], restored.StaticNames);
        Assert.Equal((preparation.WarmUp, preparation.ReachBack, preparation.InverseReach),
            (restored.WarmUp, restored.ReachBack, restored.InverseReach));
        Assert.Equal((4, (int?)null, 1), (preparation.WarmUp, preparation.ReachBack, preparation.InverseReach));
        PreparedSet before = preparation.Transform(reshaped.Series), after = restored.Transform(restored.Reshape(set).Series);
        for (int i = 0; i < set.Count; i++)
        {
            Assert.True(SeriesSamples.AreSame(before[i].Frame, after[i].Frame));
            Assert.Equal(before[i].Item.StaticCovariates, after[i].Item.StaticCovariates);
            double[] values = [0.25, -1, 0], others = [.. values];
            preparation.Inverse(before[i], "whole", 20, values);
            restored.Inverse(after[i], "whole", 20, others);
            Assert.Equal(values, others);
        }
    }

    [Fact]
    public void Nothing_is_learned_from_rows_that_are_not_of_the_training_part()
    {
        SeriesSet set = SeriesSamples.Random(5, Rows);
        SeriesSet other = set.Map(
            item => item.Frame.With("whole",
                [.. item.Frame.Column("whole").ToArray().Select((value, row) => row >= 40 ? value * 7 : value)]));
        PreparingStep[] steps =
            [new ImputeStep(), new ClipStep(), new PowerStep(), new DetrendStep(new() { Columns = ["gappy"] }), new ScaleStep()];
        Assert.Equal(Learned(set), Learned(other));

        string Learned(SeriesSet series) =>
            Preparation.Reshape(steps, series,
                _options).Fit([.. series.Items.Select(_ => (IReadOnlyList<RowRange>)[new RowRange(0, 40)])]).ToJson().ToJsonString();
    }

    [Theory]
    [InlineData("scale: standard")]
    [InlineData("scale: robust")]
    [InlineData("scale: min-max")]
    [InlineData("detrend: 0")]
    [InlineData("detrend: 1")]
    [InlineData("detrend: 2")]
    [InlineData("difference: 1")]
    [InlineData("difference: 7")]
    [InlineData("difference: {order: 2}")]
    [InlineData("log: log")]
    [InlineData("log: log1p")]
    [InlineData("power: box-cox")]
    [InlineData("power: {method: box-cox, lambda: 0.5}")]
    [InlineData("power: {method: yeo-johnson, lambda: 0.5}")]
    public void Large_numbers_come_back_to_the_last_digits(string step)
    {
        Random random = new(3);
        double[] values = [.. Enumerable.Range(0, Rows).Select(_ => 1e9 + (2 * random.NextDouble()))];
        SeriesSet set = SeriesSet.Of(SeriesSamples.Hourly("x", values));
        Preparation preparation =
            Preparation.Reshape([PreparingStep.Catalogue.Create(FlowParser.Parse(step))], set,
                new() { Targets = ["x"] }).Fit([[new RowRange(0, 40)]]);
        PreparedItem prepared = preparation.Transform(set)[0];
        double[] back = prepared.Frame.Column("x")[20..].ToArray();
        Assert.True(prepared.Frame.Column("x")[20..].ContainsAnyExcept(back[0]));
        preparation.Inverse(prepared, "x", 20, back);
        Assert.True(SeriesSamples.AreSame(values.AsSpan(20), back, 1e-12));
    }

    [Fact]
    public void Small_variation_at_a_large_level_keeps_its_digits()
    {
        double[] small = [.. Enumerable.Range(0, 40).Select(i => Math.Sin(i * i))];
        double[] large = [.. small.Select(value => 1e9 + value)];
        Assert.Equal(Scaled(small), Scaled(large), (expected, actual) => Math.Abs(expected - actual) < 1e-6);

        FittedStep difference = new DifferenceStep().Fit(SeriesSet.Of(SeriesSamples.Hourly("x", 1, 2)));
        double[] differences =
            difference.Transform(SeriesSamples.Hourly("x", 12_345_779.78, 12_345_780.24, 12_345_783.5), "1").Column("x").ToArray();
        Assert.Equal([double.NaN, 12_345_780.24 - 12_345_779.78, 12_345_783.5 - 12_345_780.24], differences);

        double[] Scaled(double[] values) =>
            new ScaleStep().Fit(SeriesSet.Of(SeriesSamples.Hourly("x", values))).Transform(SeriesSamples.Hourly("x", values),
                "1").Column("x").ToArray();
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e9 + 0.3)]
    public void A_constant_column_becomes_0(double value)
    {
        double[] values = [.. Enumerable.Repeat(value, 30), double.NaN];
        ReadOnlySpan<double> scaled =
            new ScaleStep().Fit(SeriesSet.Of(SeriesSamples.Hourly("x", values))).Transform(SeriesSamples.Hourly("x", values),
                "1").Column("x");
        Assert.False(scaled.ContainsAnyExcept(0, double.NaN));
    }

    [Fact]
    public void Scaling_per_series_means_its_training_part_or_all_of_its_rows()
    {
        SeriesSet set = SeriesSamples.Random(5, Rows, missing: 0);
        PreparingStep[] steps = [PreparingStep.Catalogue.Create(FlowParser.Parse("scale: {per-series: true}"))];
        Preparation whole = Preparation.Fit(steps, set.Subset([0, 1]), new() { Use = SeriesUse.Whole, Columns = ["whole"] });
        double[] own = whole.Transform(set.Subset([2]))[0].Frame.Column("whole").ToArray();
        Assert.Equal((0, 1), (Math.Round(own.Average(), 12), Math.Round(own.Average(value => value * value), 12)));
        Preparation continued = Preparation.Fit(steps, set.Subset([0, 1]), _options with { Columns = ["whole"] });
        Refusal.Of("series 's3' was not among them", () => continued.Transform(set.Subset([2])));
    }

    [Fact]
    public void Steps_that_cannot_be_used_so_are_told_by_their_place()
    {
        PreparingStep[] ahead =
            [new ScaleStep(), new ImputeStep(new() { Method = ImputeMethod.Linear }),
                new ResampleStep(new() { Every = TimeSpan.FromHours(2) })];
        IReadOnlyList<StepProblem> problems = Preparation.Problems(ahead, new());
        Assert.Equal([1, 2], problems.Select(problem => problem.Index));
        Assert.Contains("Use method: forward, seasonal or season-ago", problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("Move it to the front", problems[1].Message, StringComparison.Ordinal);
        Assert.Empty(Preparation.Problems(ahead, new() { Use = SeriesUse.Whole }));
        Assert.Equal([0, 1], Preparation.Problems([new DetrendStep(), new ClipStep(new() { PerSeries = true })],
            new() { Use = SeriesUse.Whole }).Select(problem => problem.Index));
        Refusal.Of("Step 'impute' looks at later rows", () => Preparation.Fit(ahead, SeriesSamples.Random(1, 20), _options));
        Refusal.Of("holds texts (low, high, off, …)", () => Preparation.Fit(Preparation.DefaultSteps, SeriesSamples.Random(1, 20), new()));
    }

    [Fact]
    public void A_step_of_a_user_is_read_fitted_saved_and_undone()
    {
        PreparingStep.Catalogue.Register(ToyStep.Entry);
        SeriesSet set = SeriesSet.Of(SeriesSamples.Hourly("x", 1, 2, 8, 4));
        Preparation preparation =
            Preparation.Fit(
                [PreparingStep.Catalogue.Create(FlowParser.Parse("toy: 0.25")), new ScaleStep()], set, new() { Targets = ["x"] });
        Preparation restored = Preparation.FromJson(JsonNode.Parse(preparation.ToJson().ToJsonString())!.AsObject());
        PreparedItem prepared = restored.Transform(set)[0];
        double[] values = prepared.Frame.Column("x").ToArray();
        restored.Inverse(prepared, "x", 0, values);
        Assert.Equal([1, 2, 8, 4], values, (expected, actual) => Math.Abs(expected - actual) < 1e-12);
        JsonObject unknown = preparation.ToJson();
        unknown["steps"]![0]!["step"] = "toys";
        Refusal.Of("There is no step named 'toys'", () => Preparation.FromJson(unknown));
    }

    [Fact]
    public void What_is_damaged_is_refused()
    {
        JsonObject saved = Preparation.Fit(Preparation.DefaultSteps, SeriesSet.Of(SeriesSamples.Hourly("x", 1, 2)), new()).ToJson();
        foreach (string key in saved.Select(field => field.Key).ToArray())
        {
            JsonObject damaged = saved.DeepClone().AsObject();
            damaged[key] = 3;
            Refusal.Of("damaged or from a newer version", () => Preparation.FromJson(damaged));
            damaged.Remove(key);
            Refusal.Of("damaged or from a newer version", () => Preparation.FromJson(damaged));
        }
    }

    private static SeriesSet WithStaticCovariates(SeriesSet set) => new(
        [.. set.Items.Select((item, index) => item with { StaticCovariates = [30 + index, index % 2, 1 - (index % 2), index] })],
            ["age", "place=south", "place=north", "ward"]);
}
