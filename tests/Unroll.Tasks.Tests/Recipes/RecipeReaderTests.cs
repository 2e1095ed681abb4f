using Unroll.Series.Preparing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

public sealed class RecipeReaderTests
{
    [Fact]
    public void The_example_is_read_as_written()
    {
        Recipe recipe = RecipeReader.Read(RepositoryFiles.PathOf("examples", "energy.yaml"));

        Assert.Equal("energy", recipe.Name);
        Assert.Equal("forecast", recipe.Task);
        Assert.Null(recipe.Season);
        Assert.Equal(("energy", null, "Date", "Consumption", "GWh"), (recipe.Data.Dataset, recipe.Data.File, recipe.Data.Time, recipe.Data.Target, recipe.Data.Unit));
        Assert.Empty(recipe.Data.Columns);
        Assert.Equal(ScaleKind.Standard, recipe.Prepare.Scale);
        Assert.Equal(
            [new CalendarRecipe(CalendarUnit.DayOfWeek, CalendarEncodingKind.OneHot), new CalendarRecipe(CalendarUnit.DayOfYear, CalendarEncodingKind.Cyclic, 2)],
            recipe.Prepare.Calendar);
        Assert.Equal(new HolidayRecipe { Country = "germany", Around = 1, YearEnd = true }, recipe.Prepare.Holidays);
        Assert.Equal(new WindowRecipe(33, 1), recipe.Window);
        Assert.Equal(new DateTime(2006, 1, 1), recipe.Split.Train.First);
        Assert.Equal(new DateTime(2016, 1, 1).AddTicks(-1), recipe.Split.Train.Last);
        Assert.Equal(new DateTime(2017, 1, 1), recipe.Split.Test.First);
        Assert.IsType<DenseLayerRecipe>(recipe.Model[^1]);
        Assert.Equal("mean-absolute-error", recipe.Train.Loss);
        Assert.Equal(0.02, recipe.Train.LearningRate);
        Assert.Equal(4, recipe.Train.Networks);
        Assert.Equal(RepositoryFiles.PathOf("examples"), recipe.Folder);
        Assert.Equal(File.ReadAllText(RepositoryFiles.PathOf("examples", "energy.yaml")), recipe.Text);
    }

    [Fact]
    public void The_plain_example_is_valid() =>
        Assert.Equal("energy-plain", RecipeReader.Read(RepositoryFiles.PathOf("examples", "energy-plain.yaml")).Name);

    [Fact]
    public void What_is_absent_takes_its_default()
    {
        Recipe recipe = RecipeReader.Parse("{name: a, data: {file: b.csv, target: c}, window: {length: 3}, model: [{dense: 1}]}", "a.yaml");

        Assert.Equal(1, recipe.Window.Horizon);
        Assert.True(recipe.Split.IsByShare);
        Assert.Equal(new PrepareRecipe().Scale, recipe.Prepare.Scale);
        Assert.Equal(new TrainRecipe(), recipe.Train);
    }

    [Fact]
    public void Layers_and_optimizers_take_sections()
    {
        Recipe recipe = RecipeReader.Parse(
            """
            name: a
            data: {file: b.csv, target: c, columns: [d, e]}
            prepare: {lags: [{column: c, steps: [7, 14]}, {column: d, steps: 2}]}
            window: {length: 3}
            season: 5
            model:
              - gru: {units: 8, return-sequences: true, reset-after: false, recurrent-activation: hard-sigmoid}
              - dropout: 0.25
              - simple-rnn: {units: 3, activation: relu, bias: false}
              - activation: gelu
              - dense: {units: 1, activation: softplus}
            train:
              loss: {huber: {delta: 0.5}}
              optimizer: {sgd: {momentum: 0.9, nesterov: true}}
              clip-value: 0.5
            """,
            "a.yaml");

        Assert.Equal(5, recipe.Season);
        Assert.Equal(["c", "d", "e"], recipe.RequiredColumns);
        Assert.Equal([7, 14], recipe.Prepare.Lags[0].Steps);
        RecurrentLayerRecipe gru = Assert.IsType<RecurrentLayerRecipe>(recipe.Model[0]);
        Assert.Equal((RecurrentKind.Gru, 8, true, false), (gru.Recurrent, gru.Units, gru.ReturnSequences, gru.ResetAfter));
        Assert.Equal("hard-sigmoid", gru.RecurrentActivation);
        Assert.Equal(7, gru.Line);
        Assert.Equal(0.25, Assert.IsType<DropoutLayerRecipe>(recipe.Model[1]).Rate);
        Assert.False(Assert.IsType<RecurrentLayerRecipe>(recipe.Model[2]).Bias);
        Assert.Equal("gelu", Assert.IsType<ActivationLayerRecipe>(recipe.Model[3]).Function);
        Assert.Equal(("huber", 0.5), (recipe.Train.Loss, recipe.Train.HuberDelta));
        Assert.Equal(new SgdRecipe(0.9, true), recipe.Train.Optimizer);
        Assert.Equal(new ClippingRecipe(ClippingKind.Value, 0.5), recipe.Train.Clipping);
    }

    [Theory]
    [InlineData("2016", "2016-01-01..2016-12-31")]
    [InlineData("2006..2015", "2006-01-01..2015-12-31")]
    [InlineData("2016-02", "2016-02-01..2016-02-29")]
    [InlineData("2016-02-03..2016-03", "2016-02-03..2016-03-31")]
    [InlineData("2016-02-03 06:00..2016-02-04T12:30", "2016-02-03 06:00:00..2016-02-04 12:30:00")]
    [InlineData("0.8", "0.8")]
    [InlineData("9999", "9999-01-01..9999-12-31")]
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
