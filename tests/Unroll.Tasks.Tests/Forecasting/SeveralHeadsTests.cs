using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Forecasters with several heads, each with its targets and its loss.</summary>
public sealed class SeveralHeadsTests
{
    private const string Data = "{file: small.csv, target: [load, wind]}";
    private const string Window = "{length: 14, horizon: 2}";

    private const string Model =
        "[{gru: {units: 8, name: trunk}}, {dense: {units: 2, from: trunk, name: wind}}, {dense: {units: 6, from: trunk, name: load}}]\n"
        + "outputs: [wind, load]";

    private const string Train =
        "{loss: {wind: mean-absolute-error, load: {quantile: [0.1, 0.5, 0.9]}}, loss-weights: {wind: 0.5}, learning-rate: 0.02, "
        + "epochs: 25, metrics: {wind: [mae]}, seed: 3}";

    private static readonly Frame _frame = SmallSeries.Create();

    [Fact]
    public void Each_head_learns_its_target_with_its_loss()
    {
        Forecaster forecaster = Forecaster.Create(Recipe(Train));
        TrainingRun run = forecaster.Fit(_frame);
        ForecastEvaluation load = run.Part("test"), wind = load.FurtherTargets[0];

        Assert.Equal(("load", "wind"), (load.Target, wind.Target));
        Assert.True(load.Model["mae"] < 0.6 * load.Baseline("naive")["mae"], $"{load.Model["mae"]}");
        Assert.True(wind.Model["mae"] < 0.6 * wind.Baseline("naive")["mae"], $"{wind.Model["mae"]}");
        Assert.Equal([0.1, 0.5, 0.9], load.QuantileLevels);
        Assert.Empty(wind.QuantileLevels);

        // As in Keras: the loss is the weighted sum of the outputs' losses, which stand beside it.
        IReadOnlyDictionary<string, double> last = run.Histories[0].Epochs[^1].Metrics;
        Assert.Equal(run.Histories[0].Epochs[^1].Loss, (0.5 * last["wind_loss"]) + last["load_loss"], 6);
    }

    [Fact]
    public void A_head_of_weight_zero_learns_nothing()
    {
        Forecaster forecaster = Forecaster.Create(Recipe(
            "{loss: mean-squared-error, loss-weights: {wind: 0}, epochs: 2}", Model.Edit("units: 6", "units: 2")));
        forecaster.Plan(SeriesSet.Of(_frame));
        float[] before = forecaster.Networks[0].Layers.Single(layer => layer.Name == "wind").Parameters[0].Values.ToArray();
        forecaster.Fit(_frame);

        Assert.Equal(before, forecaster.Networks[0].Layers.Single(layer => layer.Name == "wind").Parameters[0].Values.ToArray());
    }

    [Fact]
    public void Heads_with_one_loss_forecast_as_the_joined_network_does()
    {
        // The same numbers, joined by concatenate: for a horizon of 1 the targets stand side by side.
        const string Heads =
            "[{gru: {units: 4, name: trunk}}, {dense: {units: 1, from: trunk, name: load}}, {dense: {units: 1, from: trunk, name: wind}}]";
        Recipe several = SmallSeries.Recipe(Data, window: "{length: 14}", model: Heads + "\noutputs: [load, wind]", train: "{epochs: 3}");
        Recipe joined = SmallSeries.Recipe(
            Data, window: "{length: 14}", model: Heads[..^1] + ", {concatenate: {from: [load, wind]}}]", train: "{epochs: 3}");
        Forecaster first = Forecaster.Create(several), second = Forecaster.Create(joined);
        first.Plan(SeriesSet.Of(_frame));
        second.Plan(SeriesSet.Of(_frame));

        Assert.Equal(first.Networks[0].GetWeights(), second.Networks[0].GetWeights());
        Assert.Equal(
            first.Forecast(SeriesSet.Of(_frame), 1).Select(forecast => forecast.Points[0].Value),
            second.Forecast(SeriesSet.Of(_frame), 1).Select(forecast => forecast.Points[0].Value));
    }

    [Fact]
    public void A_head_may_have_several_targets_in_any_order_and_give_a_sequence()
    {
        Frame frame = _frame.With("sum", [.. _frame.Column("load").ToArray().Zip(_frame.Column("wind").ToArray(), (a, b) => a + b)]);
        Recipe recipe = SmallSeries.Recipe(
            "{file: small.csv, target: [load, wind, sum]}", window: Window,
            model: "[{gru: {units: 8, name: trunk}}, {dense: {units: 2, from: trunk, name: a}}, "
                + "{repeat-vector: {timesteps: 2, from: trunk}}, {gru: {units: 8, return-sequences: true}}, {dense: {units: 2, name: b}}]\n"
                + "outputs: {a: wind, b: [sum, load]}",
            train: "{learning-rate: 0.02, epochs: 25}");
        Forecaster forecaster = Forecaster.Create(recipe);
        ForecastEvaluation test = forecaster.Fit(frame).Part("test");

        Assert.All(
            test.FurtherTargets.Prepend(test), target => Assert.True(
                target.Model["mae"] < 0.8 * target.Baseline("naive")["mae"], $"{target.Target} {target.Model["mae"]}"));
        double[] ahead = [.. forecaster.Forecast(SeriesSet.Of(frame)).Select(forecast => forecast.Points[0].Value)];
        Assert.InRange(ahead[0], 60, 140);
        Assert.InRange(ahead[1], 0, 20);
        Assert.InRange(ahead[2], 60, 160);
    }

    [Fact]
    public void A_run_takes_up_its_heads_as_they_were()
    {
        using TemporaryFolder folder = new();
        Forecaster forecaster = Forecaster.Create(Recipe(Train.Edit("epochs: 25", "epochs: 2, ensemble: 2")));
        TrainingRun run = forecaster.Fit(_frame);
        RunFolder.Write(folder.Path, run, forecaster);
        Forecaster loaded = Forecaster.Load(folder.Path);

        Assert.Equal(["wind", "load"], loaded.Networks[0].OutputNames);
        IReadOnlyList<OutputLoss> losses = Unroll.Models.Model.Load(Directory.GetFiles(folder.Path, "model*")[0]).OutputLosses;
        Assert.Equal([0.5, 1], losses.Select(loss => loss.Weight));
        Assert.Contains("val_wind_mae", run.Histories[0].Epochs[0].Metrics.Keys);
        Assert.Equal(["mean-absolute-error", "quantile"], losses.Select(loss => loss.Loss.Name));
        SeriesForecast[] before = [.. forecaster.Forecast(SeriesSet.Of(_frame), 5)], after = [.. loaded.Forecast(SeriesSet.Of(_frame), 5)];
        Assert.Equal(before.SelectMany(part => part.Points), after.SelectMany(part => part.Points));
        Assert.Equal([3, 0], after.Select(part => part.Quantiles.Count));
        string[] table = File.ReadAllLines(Path.Combine(folder.Path, "predictions.csv"));
        Assert.Equal(
            "part,target,origin,time,step,actual,forecast,q0.1,q0.5,q0.9,lower_80,upper_80,lower_95,upper_95,naive,seasonal_naive",
            table[0]);
        Assert.Contains(
            table, line => line.StartsWith("test,wind,", StringComparison.Ordinal) && line.Contains(",,,,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{dense: {units: 2, from: trunk, name: wind}}", "{dense: {units: 3, from: trunk, name: wind}}",
        "field model[2]: the layer gives 3 outputs, but window.horizon is 2. Make it dense: 2")]
    [InlineData("{dense: {units: 6, from: trunk, name: load}}", "{dense: {units: 2, from: trunk, name: load}}",
        "field model[3]: the layer gives 2 outputs, but window.horizon × 3 quantiles is 6. Make it dense: 6")]
    public void A_head_of_another_size_is_refused_where_it_stands(string part, string instead, string message) => Assert.Contains(
        message,
        Assert.ThrowsAny<InputException>(
            () => Forecaster.Create(Recipe(Train, Model.Edit(part, instead))).Plan(SeriesSet.Of(_frame))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_graph_made_in_code_names_its_outputs_as_the_recipe_does()
    {
        Forecaster forecaster = Forecaster.For("load", "wind").Past(7).Train(train => train with { Epochs = 1 }).Network(Network);

        Assert.Contains(
            "outputs: [a, b]", Assert.ThrowsAny<InputException>(() => forecaster.Fit(_frame)).Message, StringComparison.Ordinal);
        forecaster = forecaster.With(recipe => recipe with { Outputs = [new OutputRecipe("a", "wind"), new OutputRecipe("b", "load")] });
        forecaster.Fit(_frame);
        Assert.Equal(2, forecaster.Forecast(SeriesSet.Of(_frame)).Count);

        static Graph Network(Shape shape)
        {
            Signal input = Graph.Input(shape), trunk = new Gru(4).Apply(input);
            return new Graph(
                [input], [new Dense(1) { Name = "a" }.Apply(trunk), new Dense(1) { Name = "b" }.Apply(trunk)]);
        }
    }

    private static Recipe Recipe(string train, string model = Model) =>
        SmallSeries.Recipe(Data, window: Window, model: model, train: train);
}
