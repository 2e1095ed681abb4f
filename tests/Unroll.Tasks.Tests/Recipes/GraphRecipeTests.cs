using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Models;

using Unroll.Tasks.Guide;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>Networks that are graphs: branches, layers used twice, several heads, and what is refused of them.</summary>
public sealed class GraphRecipeTests
{
    private const string Heads = """
        name: small
        data: {file: series.csv, target: [load, price]}
        window: {length: 7, horizon: 2}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - lstm: {units: 4, name: trunk}
          - dense: {units: 2, name: load, from: trunk}
          - dense: {units: 2, name: price, from: trunk}
        outputs: [load, price]
        train:
          loss: {load: mean-squared-error, price: huber}
          loss-weights: {load: 1, price: 0.5}
        """;

    [Fact]
    public void Heads_are_outputs_by_their_names()
    {
        Recipe recipe = RecipeReader.Parse(Heads, "small.yaml");
        Model network = NetworkBuilder.Build(recipe, Window(2), 1);

        Assert.Equal(["load", "price"], network.OutputNames);
        Assert.Equal([2, 2], network.OutputShapes.Select(shape => shape.Features));
        Assert.Equal(["mean-squared-error", "huber"], recipe.Train.OutputLosses.Values.Select(loss => loss.Name));
        Assert.Equal(0.5, recipe.Train.LossWeights["price"]);
    }

    [Theory]
    [InlineData("outputs: [load, price]")]
    [InlineData("outputs: {load: load, price: price}")]
    [InlineData("outputs: {load: [price], price: [load]}")]
    public void A_recipe_of_several_heads_is_written_as_it_was_read(string outputs)
    {
        Recipe recipe = RecipeReader.Parse(Heads.Edit("outputs: [load, price]", outputs), "small.yaml") with { Name = "other" };
        Recipe again = RecipeReader.Parse(recipe.ToYaml(), "again.yaml");

        Assert.Equal(recipe.ToYaml(), again.ToYaml());
        Assert.Equal(
            recipe.Outputs.Select(output => $"{output.Layer}: {string.Join(",", output.Targets)}"),
            again.Outputs.Select(output => $"{output.Layer}: {string.Join(",", output.Targets)}"));
        Assert.Equal(recipe.Train.LossWeights, again.Train.LossWeights);
        Assert.Equal(["load", "price"], again.Train.OutputLosses.Keys);
    }

    [Theory]
    [InlineData("loss: {huber: {delta: 2}}", 0)]
    [InlineData("loss: huber", 0)]
    [InlineData("loss: {load: huber, price: {quantile: [0.1, 0.5, 0.9]}}", 2)]
    public void A_loss_is_of_all_outputs_or_of_each(string loss, int byOutput)
    {
        string text = Heads.Edit("loss: {load: mean-squared-error, price: huber}", loss);
        TrainRecipe train = RecipeReader.Parse(text, "small.yaml").Train;

        Assert.Equal((byOutput, byOutput == 0), (train.OutputLosses.Count, train.Loss is not null));
    }

    [Theory]
    [InlineData("outputs: [load, price]", "outputs: [load, prise]",
        "line 9, column 17, field outputs[2]: there is no layer named \"prise\". Did you mean \"price\"?")]
    [InlineData("outputs: [load, price]", "outputs: [load]",
        "field model[3]: no layer takes from this one, and it is not among the outputs.")]
    [InlineData("outputs: [load, price]\n", "",
        "field model[2]: no layer takes from this one, and it is not the last. Name it in another layer's from, join branches")]
    [InlineData("outputs: [load, price]", "outputs: [load, load]", "field outputs[2]: load is listed twice.")]
    [InlineData("outputs: [load, price]", "outputs: [load, input]", "field outputs[2]: the input is no output.")]
    [InlineData("outputs: [load, price]", "outputs: {load: load, price: prise}",
        "field outputs.price: the target \"prise\" is not known here. Did you mean \"price\"?")]
    [InlineData("outputs: [load, price]", "outputs: {load: [load, price], price: price}",
        "field outputs.price: the target price is predicted by load already.")]
    [InlineData("outputs: [load, price]", "outputs: {load: load, price: }", "field outputs.price: expected text")]
    [InlineData("outputs: [load, price]", "outputs: {}", "field outputs: the section is empty.")]
    [InlineData("target: [load, price]", "target: [load, price, wind]", "field outputs: no output predicts the target wind.")]
    [InlineData("target: [load, price]", "target: load", "field outputs[2]: \"price\" is none of the targets (load).")]
    [InlineData("loss: {load: mean-squared-error, price: huber}", "loss: {load: mean-squared-error, prise: huber}",
        "field train.loss.prise: the output \"prise\" is not known here. Did you mean \"price\"?")]
    [InlineData("loss: {load: mean-squared-error, price: huber}", "loss: {load: mean-squared-error}",
        "field train.loss: the output price has no loss.")]
    [InlineData("loss: {load: mean-squared-error, price: huber}", "loss: {load: mean-squared-error, price: hubre}",
        "field train.loss.price: the loss \"hubre\" is not known here. Did you mean \"huber\"?")]
    [InlineData("loss: {load: mean-squared-error, price: huber}", "loss: {hubre: {delta: 2}}",
        "field train.loss.hubre: the loss \"hubre\" is not known here. Did you mean \"huber\"?")]
    [InlineData("loss: {load: mean-squared-error, price: huber}", "loss: {load: mean-squared-error, price: categorical-crossentropy}",
        "field train.loss.price: categorical-crossentropy is a loss of classes")]
    [InlineData("loss-weights: {load: 1, price: 0.5}", "loss-weights: {load: 1, prise: 0.5}",
        "field train.loss-weights.prise: the output \"prise\" is not known here. Did you mean \"price\"?")]
    [InlineData("loss-weights: {load: 1, price: 0.5}", "loss-weights: {load: -1}",
        "field train.loss-weights.load: expected a number from 0, but got -1.")]
    [InlineData("loss-weights: {load: 1, price: 0.5}", "loss-weights: {load: 0, price: 0}", "field train.loss-weights: all weights are 0")]
    [InlineData("loss-weights: {load: 1, price: 0.5}", "early-stopping: {monitor: val_mae}",
        "field train.early-stopping.monitor: \"val_mae\" is not recorded while training. Use loss, val_loss, load_loss, val_load_loss, "
        + "price_loss, val_price_loss")]
    [InlineData("loss-weights: {load: 1, price: 0.5}", "metrics: {load: [mae], prise: mae}",
        "field train.metrics.prise: the output \"prise\" is not known here. Did you mean \"price\"?")]
    [InlineData("loss-weights: {load: 1, price: 0.5}", "metrics: {load: [rmsee]}",
        "field train.metrics.load[1]: the metric \"rmsee\" is not known here. Did you mean \"rmse\"?")]
    // What layers take.
    [InlineData("from: trunk}\n  - dense: {units: 2, name: price", "from: trnk}\n  - dense: {units: 2, name: price",
        "field model[2].dense.from: there is no layer named \"trnk\" above. Did you mean \"trunk\"? Known: input, trunk.")]
    [InlineData("from: trunk}\n  - dense: {units: 2, name: price", "from: price}\n  - dense: {units: 2, name: price",
        "line 7, column 41, field model[2].dense.from: \"price\" stands further down, and a layer takes only from those above it")]
    [InlineData("name: load, from: trunk}", "name: load, from: load}", "field model[2].dense.from: \"load\" is this layer itself")]
    [InlineData("name: trunk}", "name: input}",
        "line 6, column 28, field model[1].lstm.name: \"input\" is the network's input, which from: input takes.")]
    [InlineData("lstm: {units: 4, name: trunk}", "input: {timesteps: 7, features: 2}",
        "field model[1].input: the input comes from the data, so a recipe has no layer for it. Remove it")]
    [InlineData("lstm: {units: 4, name: trunk}", "input", "field model[1]: the input comes from the data")]
    [InlineData("lstm: {units: 4, name: trunk}", "shared: trunk", "field model[1].shared.layer: there is no layer named \"trunk\" above.")]
    [InlineData("lstm: {units: 4, name: trunk}", "shared: {layer: input, name: trunk}",
        "field model[1].shared.layer: the input is no layer.")]
    [InlineData("lstm: {units: 4, name: trunk}", "shared: {name: trunk}", "field model[1].shared.layer: is missing.")]
    [InlineData("lstm: {units: 4, name: trunk}", "shared: {layer: trunk, units: 3}",
        "field model[1].shared.units: the key \"units\" is not known here.")]
    public void What_makes_no_network_is_refused_where_it_stands(string part, string instead, string message)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(Heads.Edit(part, instead), "small.yaml"));

        Assert.StartsWith("small.yaml, line ", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Contains(message, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void A_layer_used_twice_has_its_weights_once()
    {
        Model network = Build(
            "conv1d: {filters: 3, kernel-size: 1, name: left}",
            "conv1d: {filters: 3, kernel-size: 1, from: input, name: right}",
            "gru: {units: 5, from: left, name: encoder}",
            "shared: {layer: encoder, from: right, name: twin}",
            "subtract: {from: [encoder, twin]}",
            "dense: 1");

        Assert.Equal(1, network.Layers.Count(layer => layer is Gru));
        Assert.Equal(5, network.Layers.Count);
        Assert.Contains("(shared)", network.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_whose_second_use_feeds_sequences_returns_them()
    {
        Model network = Build(
            "lstm: {units: 1, name: h}", "shared: h", "lstm: 3", "global-average-pooling1d: {from: h}",
            "concatenate: {from: [lstm, pooled]}", "dense: 1");

        Assert.True(Assert.IsType<Lstm>(network.Layers[0]).ReturnSequences);

        static Model Build(params string[] layers) => GraphRecipeTests.Build(
            [.. layers.Select(layer => layer.Replace("lstm: 3", "lstm: {units: 3, name: lstm}", StringComparison.Ordinal)
                .Replace("{from: h}", "{from: h, name: pooled}", StringComparison.Ordinal))]);
    }

    [Fact]
    public void The_same_tensor_may_be_taken_twice()
    {
        Model network = Build("gru: {units: 2, name: h}", "concatenate: {from: [h, h]}", "dense: 1");

        Assert.Equal(4, network.Layers[1].OutputShape.Features);
    }

    [Fact]
    public void Uses_of_layers_are_explained_and_the_input_is_none()
    {
        Assert.Contains("shared (layer use)", RecipeGuide.Explain("shared"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            RecipeGuide.Catalogues.SelectMany(catalogue => catalogue.Descriptions), block => block.Name == RecipeGraph.InputName);
        Assert.Contains("outputs (key of a recipe)", RecipeGuide.Explain("outputs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_use_of_a_layer_made_in_code_is_written_and_read()
    {
        Recipe recipe = RecipeReader.Parse(Heads, "small.yaml");
        recipe = recipe with
        {
            Model =
            [
                .. recipe.Model,
                Block("""{"shared": {"layer": "load", "from": "trunk", "name": "again"}}"""),
                Block("""{"add": {"from": ["again", "price"], "name": "sum"}}"""),
            ],
            Outputs = [new OutputRecipe("load"), new OutputRecipe("sum", "price")],
            Train = new TrainRecipe(),
        };

        Assert.Equal(recipe.Check().ToYaml(), RecipeReader.Parse(recipe.ToYaml(), "again.yaml").ToYaml());

        static Block<Layer> Block(string json) => new ModelItemKind().Read(new JsonConfiguration(JsonNode.Parse(json), "code"));
    }

    private static Model Build(params string[] layers)
    {
        string text = RecipeTemplate.With("  - lstm: 4\n  - dense: 1", string.Join("\n", layers.Select(layer => $"  - {layer}")));
        return NetworkBuilder.Build(RecipeReader.Parse(text, "small.yaml"), Window(1), 1);
    }

    private static NetworkInput[] Window(int features) =>
        [new("input", Shape.Sequence(7, features), [.. Enumerable.Range(0, features).Select(feature => $"x{feature}")])];
}
