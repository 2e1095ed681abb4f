using Unroll.Layers;
using Unroll.Optimizers;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

public sealed class RecipeReaderTests
{
    [Fact]
    public void The_example_is_read_as_written()
    {
        Recipe recipe = RecipeReader.Read(Repository.PathOf("examples", "energy.yaml"));

        Assert.Equal("energy", recipe.Name);
        Assert.Same(ForecastTask.Instance, recipe.Task);
        Assert.Null(recipe.Section(ForecastTask.Season));
        Assert.Equal(
            ("energy", null, "Date", "Consumption", "GWh"),
            (recipe.Data.Dataset, recipe.Data.File, recipe.Data.Time, recipe.Data.Target, recipe.Data.Unit));
        Assert.Empty(recipe.Data.PastCovariates);
        Assert.Equal(["scale", "calendar", "calendar", "holidays"], recipe.Prepare!.Select(step => step.Name));
        Assert.Equal(new WindowRecipe(33, 1), recipe.Section(ForecastTask.Window));
        Assert.Equal(new DateTime(2006, 1, 1), recipe.Split!.Train.First);
        Assert.Equal(new DateTime(2016, 1, 1).AddTicks(-1), recipe.Split.Train.Last);
        Assert.Equal(new DateTime(2017, 1, 1), recipe.Split.Test.First);
        Assert.Equal("dense", recipe.Model[^1].Name);
        Assert.Equal("mean-absolute-error", recipe.Train.Loss!.Name);
        Assert.Equal("adamw", recipe.Train.Optimizer!.Name);
        Assert.Equal(8, recipe.Train.Ensemble);
        Assert.Equal(Repository.PathOf("examples"), recipe.Folder);
        Assert.Equal(File.ReadAllText(Repository.PathOf("examples", "energy.yaml")), recipe.ToYaml());
    }

    [Fact]
    public void The_plain_example_is_valid() =>
        Assert.Equal("energy-plain", RecipeReader.Read(Repository.PathOf("examples", "energy-plain.yaml")).Name);

    [Fact]
    public void What_is_absent_takes_its_default()
    {
        Recipe recipe = RecipeReader.Parse("{name: a, data: {file: b.csv, target: c}, window: {length: 3}, model: [{dense: 1}]}", "a.yaml");

        Assert.Equal(1, recipe.Section(ForecastTask.Window).Horizon);
        Assert.True(recipe.EffectiveSplit.Unit == SplitUnit.Share);
        Assert.Equal("scale", Assert.Single(recipe.EffectiveSteps).Name);
        Assert.Equal(new TrainRecipe(), recipe.Train);
    }

    [Fact]
    public void Layers_and_optimizers_take_sections()
    {
        Recipe recipe = RecipeReader.Parse(
            """
            name: a
            data: {file: b.csv, target: c, past-covariates: [d, e]}
            prepare: {steps: [scale, {lag: {columns: [c], steps: [7, 14]}}]}
            window: {length: 3}
            season: 5
            model:
              - gru: {units: 8, return-sequences: true, reset-after: false, recurrent-activation: hard-sigmoid}
              - dropout: 0.25
              - simple-rnn: {units: 3, activation: relu, use-bias: false}
              - activation: gelu
              - dense: {units: 1, activation: softplus}
            train:
              loss: {huber: {delta: 0.5}}
              optimizer: {sgd: {momentum: 0.9, nesterov: true}}
              clip-value: 0.5
            """,
            "a.yaml");

        Assert.Equal(5, recipe.Section(ForecastTask.Season));
        Assert.Equal(["c", "d", "e"], recipe.Data.Columns);
        Gru gru = Assert.IsType<Gru>(recipe.Model[0].Create());
        Assert.Equal((8, true), (gru.Units, gru.ReturnSequences));
        Assert.Equal(0.25f, Assert.IsType<Dropout>(recipe.Model[1].Create()).Rate);
        Assert.Equal("activation: gelu", recipe.Model[3].ToString());
        Assert.Equal("huber: 0.5", recipe.Train.Loss!.ToString());
        Assert.IsType<Sgd>(recipe.Train.Optimizer!.Create());
        Assert.Equal("{\"sgd\":{\"momentum\":0.9,\"nesterov\":true}}", recipe.Train.Optimizer.ToJson().ToJsonString());
        Assert.Equal("clip-value", recipe.Train.Clipping!.Name);
    }

    [Theory]
    [InlineData("2016", "2016-01-01..2016-12-31")]
    [InlineData("2006..2015", "2006-01-01..2015-12-31")]
    [InlineData("2016-02", "2016-02-01..2016-02-29")]
    [InlineData("2016-02-03..2016-03", "2016-02-03..2016-03-31")]
    [InlineData("2016-02-03 06:00..2016-02-04T12:30", "2016-02-03 06:00:00..2016-02-04 12:30:00")]
    [InlineData("0.8", "0.8")]
    [InlineData("9999", "9999-01-01..9999-12-31")]
    [InlineData("9999-12", "9999-12-01..9999-12-31")]
    [InlineData("9999-12-31", "9999-12-31..9999-12-31")]
    public void A_part_is_a_range_with_both_ends_or_a_share(string text, string expected)
    {
        Assert.True(SplitPart.TryParse(text, out SplitPart? part));
        Assert.Equal(expected, part!.ToString());
    }

    [Theory]
    [InlineData("2016..2015")]
    [InlineData("1.2")]
    [InlineData("0")]
    [InlineData("2016..2017..2018")]
    [InlineData("summer")]
    [InlineData("")]
    public void What_is_no_part_is_refused(string text) => Assert.False(SplitPart.TryParse(text, out _));
}
