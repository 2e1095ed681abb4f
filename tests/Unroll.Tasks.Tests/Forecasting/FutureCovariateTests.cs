using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Future covariates over a horizon of several rows: their own input, and where networks take it.</summary>
public sealed class FutureCovariateTests
{
    private const string Data = "{file: small.csv, target: load, future-covariates: [plan]}";
    private const string Decoder = "[{gru: 8}, {repeat-vector: 3}, {gru: {units: 8, return-sequences: true}}, {dense: 1}]";
    private const string Placed =
        "[{gru: {units: 8, name: past}}, {conv1d: {filters: 4, kernel-size: 1, from: future}}, {flatten: {name: plans}}, " +
        "{concatenate: {from: [past, plans]}}, {dense: 3}]";

    private static readonly SeriesSet _series = SeriesSet.Of(Plans());

    [Fact]
    public void A_cyclic_calendar_widens_a_step_by_two_at_any_horizon()
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            prepare: "{steps: [scale: standard, calendar: {feature: day-of-week, encoding: cyclic}]}", window: "{length: 4, horizon: 24}",
            model: "[{gru: 4}, {dense: 24}]"));
        LearnedForecast learned = (LearnedForecast)forecaster.Plan(SeriesSet.Of(SmallSeries.Create())).Learned;

        Assert.Equal(Shape.Sequence(4, 3), learned.InputShape);
        Assert.Equal(["input", "future"], learned.Inputs.Select(input => input.Name));
        Assert.Equal(Shape.Sequence(24, 2), learned.Inputs[1].Shape);
        Assert.Equal(learned.Inputs[1].Features.Select(name => name + "+1"), learned.InputNames.Skip(1));
    }

    [Fact]
    public void One_row_ahead_needs_no_input_of_its_own()
    {
        Forecaster forecaster = Planning("[{gru: 4}, {dense: 1}]", "{length: 12, horizon: 1}");
        Assert.IsType<Sequential>(forecaster.Networks[0]);
        Assert.Equal(["load", "plan+1"], forecaster.InputNames);
    }

    [Theory]
    [InlineData(Decoder, "gru_2", 9)]
    [InlineData("[{gru: 8}, {repeat-vector: 3}, {time-distributed: {layer: {dense: 1}, name: each}}]", "each", 9)]
    [InlineData("[{dlinear: 3}, {dense: 1}]", "dense_1", 3)]
    [InlineData("[{lstm: {units: 8, return-sequences: true}}, {dense: 1}, flatten]", "dense_1", 9, 3)]
    public void A_network_that_does_not_name_them_takes_them_before(string model, string layer, int features, int length = 12)
    {
        Model network = Planning(model, $"{{length: {length}, horizon: 3}}").Networks[0];
        string[] lines = network.Summary().Split('\n');

        Assert.EndsWith("future_join_1", Line(layer).TrimEnd(), StringComparison.Ordinal);
        Assert.Contains($"{features}]", Line("future_join_1"), StringComparison.Ordinal);

        string Line(string name) => lines.Single(line => line.StartsWith(name + " ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[{reversible-normalization: {layers: [{gru: 8}, {dense: 3}], features: 0}}]")]
    [InlineData("[{gru: 3}]")]
    public void A_network_without_a_dense_layer_at_its_end_has_them_added(string model) =>
        Assert.Equal("future_add_1", Planning(model, "{length: 12, horizon: 3}").Networks[0].OutputLayers[0].Name);

    [Theory]
    [InlineData("[{gru: 8}, {dense: {units: 6, activation: relu}}, {dropout: 0.1}, {dense: 3}]", "mean-squared-error", 7)]
    [InlineData("[flatten, {dense: 3}]", "mean-squared-error", 25)]
    [InlineData("[{gru: 8}, {dense: 3}, {reshape: {timesteps: 3, features: 1}}]", "mean-squared-error", 9)]
    [InlineData("[{gru: 8}, {dense: 9}]", "student-t-likelihood", 9)]
    [InlineData("[{gru: 8}, {dense: 6}]", "{quantile: [0.1, 0.9]}", 9)]
    public void To_dense_layers_on_a_vector_a_network_is_added_that_all_steps_share(string model, string loss, int features)
    {
        Model network = Planned(Recipe(model, "{length: 12, horizon: 3}", $"{{epochs: 1, loss: {loss}}}")).Networks[0];
        string join = network.Summary().Split('\n').Single(line => line.StartsWith("future_join_1 ", StringComparison.Ordinal));

        Assert.Equal("future_add_1", network.OutputLayers[0].Name);
        Assert.Contains($"[batch, 3, {features}]", join, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_output_takes_them()
    {
        Model network = Planned(RecipeReader.Parse("""
            name: heads
            data: {file: small.csv, target: [load, wind], future-covariates: [plan]}
            window: {length: 12, horizon: 3}
            split: {train: 0.6, validation: 0.2, test: 0.2}
            model:
              - gru: {units: 4, name: trunk}
              - dense: {units: 3, name: load, from: trunk}
              - dense: {units: 3, name: wind, from: trunk}
            outputs: [load, wind]
            """, "heads.yaml")).Networks[0];

        Assert.Equal(["load", "wind"], network.OutputNames);
        Assert.Equal(2, network.Layers.Count(layer => layer.Name.StartsWith("future_add", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[{gru: 8}, {dense: 3}]")]
    [InlineData("[{gru: 8}, {dense: 6}]", "gaussian-likelihood")]
    [InlineData(Decoder)]
    [InlineData(Placed)]
    [InlineData("[{gru: 3}]")]
    public void What_only_the_plan_tells_is_learned_at_every_step(string model, string loss = "mean-absolute-error")
    {
        Forecaster forecaster = Forecaster.Create(Recipe(
            model, "{length: 12, horizon: 3}", $"{{loss: {loss}, learning-rate: 0.03, epochs: 60, seed: 3}}"));
        ForecastEvaluation test = forecaster.Fit(_series).Part("test");

        // The plan of each day is random, and moves the load by 10.
        Assert.All(test.ByStep, step => Assert.True(step["mae"] < 2.5, $"{step["mae"]}"));
    }

    [Fact]
    public void A_saved_network_forecasts_what_it_did()
    {
        Forecaster forecaster = Forecaster.Create(Recipe(Decoder, "{length: 12, horizon: 3}", "{epochs: 2, ensemble: 2, seed: 3}"));
        forecaster.Fit(_series);
        SeriesSet ahead = _series.Map(item =>
        {
            Frame longer = item.Frame.Extend(6);
            double[] plan = longer.Column("plan").ToArray();
            plan.AsSpan(^6).Fill(1);
            return longer.With("plan", plan);
        });
        string folder = Directory.CreateTempSubdirectory().FullName;
        forecaster.Save(folder);

        ForecastPoint[] expected = [.. forecaster.Forecast(ahead, 5)[0].Points];
        Assert.Equal(expected, Forecaster.Load(folder).Forecast(ahead, 5)[0].Points);
        Assert.Equal(5, expected.Length);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("[{gru: 8}, {dense: 5}]", 0, true)]
    [InlineData("[{gru: 8}, {dense: 5}]", 1, true)]
    [InlineData("[{gru: 8}, {dense: 5}]", 0, false)]
    public void Only_the_rows_of_the_steps_that_are_asked_for_must_be_there(string model, int gap, bool isEven)
    {
        SeriesSet series = isEven ? _series : SeriesSet.Of(Uneven(Plans()));
        Forecaster forecaster = Forecaster.Create(Recipe(model, $"{{length: 12, horizon: 5, gap: {gap}}}", "{epochs: 2, seed: 3}"));
        forecaster.Fit(series);

        // Each step has its own row, so that those of further steps do not matter.
        ForecastPoint[] all = [.. forecaster.Forecast(Ahead(5 + gap), 5)[0].Points];
        for (int steps = 1; steps <= 4; steps++)
        {
            Assert.Equal(all[..steps], forecaster.Forecast(Ahead(steps + gap), steps)[0].Points);
            InputException error = Assert.ThrowsAny<InputException>(() => forecaster.Forecast(Ahead(steps + gap - 1), steps));
            Assert.Contains(
                $"needs plan of the {CountFormatter.Format(steps + gap, "rows")} after", error.Message, StringComparison.Ordinal);
        }

        SeriesSet Ahead(int rows) => series.Map(item =>
        {
            Frame frame = item.Frame.Slice(0, 380 + rows);
            double[] load = frame.Column("load").ToArray(), wind = frame.Column("wind").ToArray();
            load.AsSpan(380).Fill(double.NaN);
            wind.AsSpan(380).Fill(double.NaN);
            return frame.With("load", load).With("wind", wind);
        });
    }

    [Fact]
    public void Beyond_the_horizon_only_the_rows_that_are_asked_for_must_be_there()
    {
        Forecaster forecaster = Forecaster.Create(Recipe("[{gru: 8}, {dense: 3}]", "{length: 12, horizon: 3}", "{epochs: 2, seed: 3}"));
        forecaster.Fit(_series);
        ForecastPoint[] six = [.. forecaster.Forecast(Ahead(6), 6)[0].Points];

        Assert.Equal(six[..4], forecaster.Forecast(Ahead(4), 4)[0].Points);
        Assert.ThrowsAny<InputException>(() => forecaster.Forecast(Ahead(3), 4));

        SeriesSet Ahead(int rows) => _series.Map(item =>
        {
            double[] load = item.Frame.Column("load")[..(380 + rows)].ToArray();
            load.AsSpan(380).Fill(double.NaN);
            return item.Frame.Slice(0, 380 + rows).With("load", load);
        });
    }

    [Fact]
    public void A_layer_may_take_them_at_one_row_ahead()
    {
        Forecaster forecaster = Planning(
            "[{gru: {units: 8, name: past}}, {flatten: {from: future, name: plans}}, {concatenate: {from: [past, plans]}}, {dense: 1}]",
            "{length: 12, horizon: 1}");
        Assert.Equal(Shape.Sequence(1, 1), forecaster.Learned.Inputs[1].Shape);
    }

    [Fact]
    public void Where_there_are_none_a_layer_cannot_take_them()
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Forecaster.Create(
            SmallSeries.Recipe(window: "{length: 12, horizon: 3}", model: Placed)).Plan(SeriesSet.Of(SmallSeries.Create())));
        Assert.Contains("model[2].conv1d.from", error.Message, StringComparison.Ordinal);
        Assert.Contains("there are none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_made_in_code_needs_both_inputs()
    {
        Forecaster forecaster = Forecaster.Create(Recipe("[{gru: 8}, {dense: 3}]", "{length: 12, horizon: 3}"));
        InputException error = Assert.ThrowsAny<InputException>(() => forecaster.Network(
            (input, seed) => new Sequential(new Layers.Input(input), new Layers.Lstm(4), new Layers.Dense(3)) { Seed = seed })
            .Plan(_series));
        Assert.Contains("future [batch, 3, 1]", error.Message, StringComparison.Ordinal);

        Forecaster both = forecaster.Network((input, seed) =>
        {
            Signal past = Graph.Input(input), future = Graph.Input(3, 1);
            Signal read = new Layers.Gru(4).Apply(past);
            Signal joined = new Layers.Concatenate().Apply(read, new Layers.Flatten().Apply(future));
            return new Graph([past, future], [new Layers.Dense(3).Apply(joined)]) { Seed = seed };
        });
        Assert.Equal(3, both.Fit(_series).Part("test").ByStep.Count);
    }

    [Fact]
    public void Sequences_that_are_cut_cannot_stand_beside_the_horizon()
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Forecaster.Create(
            Recipe("[{gru: 8}, {dense: 3}]", "{length: 12, horizon: 3}", "{epochs: 1, truncated-steps: 4}")).Fit(_series));
        Assert.Contains("truncated-steps", error.Message, StringComparison.Ordinal);
    }

    private static Forecaster Planning(string model, string window) => Planned(Recipe(model, window));

    private static Forecaster Planned(Recipe recipe)
    {
        Forecaster forecaster = Forecaster.Create(recipe);
        forecaster.Plan(_series);
        return forecaster;
    }

    private static Recipe Recipe(string model, string window, string train = "{epochs: 1, seed: 3}") => SmallSeries.Recipe(
        data: Data, prepare: "{steps: [scale: {method: standard, columns: load}]}", window: window, model: model, train: train);

    /// <summary>The frame with rows left out by chance, so that no stamp tells the next.</summary>
    private static Frame Uneven(Frame frame)
    {
        RandomStream random = new(9);
        DateTime time = new(2020, 1, 1);
        DateTime[] stamps = [.. Enumerable.Range(0, frame.RowCount).Select(_ => time = time.AddHours(1 + random.NextInt32(30)))];
        return new Frame(new TimeIndex(stamps), frame.ColumnNames, [.. frame.ColumnNames.Select(name => frame.Column(name).ToArray())]);
    }

    private static Frame Plans()
    {
        Frame frame = SmallSeries.Create(400);
        RandomStream random = new(5);
        double[] plan = [.. Enumerable.Range(0, 400).Select(_ => random.NextUInt64() % 2 == 0 ? 0.0 : 1.0)];
        return frame.With("plan", plan).With(
            "load", [.. plan.Zip(frame.Column("wind").ToArray(), (planned, wind) => (10 * planned) + (0.1 * wind))]);
    }
}
