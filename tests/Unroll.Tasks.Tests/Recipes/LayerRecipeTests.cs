using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>From the text of a layer to the layer.</summary>
public class LayerRecipeTests
{
    // Windows of 10 steps of one feature go in; what is left of them goes into a dense layer, after a summary where it is a sequence still.
    [Theory]
    [InlineData("conv1d: {filters: 5, kernel-size: 3}", typeof(Conv1D), true, 5)]
    [InlineData("conv1d: {filters: 5, kernel-size: 3, padding: causal, strides: 2, dilation-rate: 2, activation: relu, use-bias: false}",
        typeof(Conv1D), true, 5)]
    [InlineData("max-pooling1d: 2", typeof(MaxPooling1D), true, 1)]
    [InlineData("average-pooling1d: {pool-size: 5}", typeof(AveragePooling1D), true, 1)]
    [InlineData("global-max-pooling1d", typeof(GlobalMaxPooling1D), false, 1)]
    [InlineData("global-average-pooling1d:", typeof(GlobalAveragePooling1D), false, 1)]
    [InlineData("bidirectional: {gru: 3}", typeof(Bidirectional), false, 6)]
    [InlineData("bidirectional: {lstm: {units: 3, return-sequences: true}, merge-mode: sum}", typeof(Bidirectional), true, 3)]
    [InlineData("batch-normalization", typeof(BatchNormalization), true, 1)]
    [InlineData("batch-normalization: {momentum: 0.9, epsilon: 0.01}", typeof(BatchNormalization), true, 1)]
    [InlineData("layer-normalization: {epsilon: 0.01}", typeof(LayerNormalization), true, 1)]
    [InlineData("masking", typeof(Masking), true, 1)]
    [InlineData("masking: -1", typeof(Masking), true, 1)]
    [InlineData("embedding: {input-dim: 7, output-dim: 4, mask-zero: true}", typeof(Embedding), true, 4)]
    public void A_layer_is_built_as_its_text_says(string text, Type type, bool isSequence, int features)
    {
        Sequential network = Build(isSequence ? [text, "global-average-pooling1d", "dense: 1"] : [text, "dense: 1"]);

        Assert.IsType(type, network.Layers[0]);
        Assert.Equal(isSequence ? 3 : 2, network.Layers.Count);
        Assert.Equal(features + 1, network.Layers[^1].ParameterCount);
    }

    [Fact]
    public void Settings_reach_the_layers()
    {
        Sequential network = Build(
            "conv1d: {filters: 5, kernel-size: 3, padding: same, strides: 2, use-bias: false}",
            "max-pooling1d: {pool-size: 3, strides: 1, padding: same}",
            "bidirectional: {gru: 3, merge-mode: average}",
            "global-max-pooling1d",
            "dense: 1");

        Assert.Equal(15, network.Layers[0].ParameterCount);
        MaxPooling1D pooling = Assert.IsType<MaxPooling1D>(network.Layers[1]);
        Assert.Equal((3, 1, WindowPadding.Same), (pooling.PoolSize, pooling.Strides, pooling.Padding));
        Bidirectional both = Assert.IsType<Bidirectional>(network.Layers[2]);
        Assert.Equal(MergeMode.Average, both.MergeMode);
        Assert.True(both.ForwardLayer.ReturnSequences);
    }

    [Theory]
    [InlineData("conv1d: 32", "field model[1].conv1d: expected a section")]
    [InlineData("conv1d: {filters: 3}", "field model[1].conv1d.kernel-size: is missing")]
    [InlineData("conv1d", "conv1d needs its settings, for example conv1d: {filters: 32, kernel-size: 5")]
    [InlineData("global-max-pooling", "Did you mean \"global-max-pooling1d\"?")]
    [InlineData("global-max-pooling1d: 3", "expected a section of key: value pairs, but got 3")]
    [InlineData("bidirectional: {merge-mode: sum}", "field model[1].bidirectional.layer: is missing")]
    [InlineData("bidirectional: {gru: 3, lstm: 3}", "gives layer once more")]
    [InlineData("bidirectional: {gru: 3, merge-mode: mean}", "the value \"mean\" is not known here")]
    [InlineData("max-pooling1d: {pool-size: 2, padding: causal}", "the value \"causal\" is not known here")]
    [InlineData("embedding: {input-dim: 3}", "field model[1].embedding.output-dim: is missing")]
    [InlineData("batch-normalization: {momentum: 1}", "expected a number from 0 to below 1, but got 1")]
    [InlineData("rnn: {cell: mine}",
        "field model[1].rnn.cell: the cell \"mine\" is not known here. There is none but those that a program registers.")]
    [InlineData("masking: x", "expected a number, but got x")]
    public void What_no_layer_is_made_of_is_refused(string text, string message)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Build(text, "dense: 1"));

        Assert.StartsWith("small.yaml, line 8", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_do_not_fit_together_are_refused() =>
        Assert.Contains(
            "field model[1]: ",
            Assert.ThrowsAny<InputException>(() => Build("conv1d: {filters: 3, kernel-size: 11}", "gru: 3", "dense: 1")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("field model[1]: Layer 'lstm_1'", "lstm: 1000000000")]
    [InlineData("field model[2]: Layer 'lstm_2'", "lstm: 15000", "lstm: 20000")]
    [InlineData("field model[1]: Layer 'conv1d_1'", "conv1d: {filters: 2147483647, kernel-size: 3}", "gru: 3")]
    [InlineData("field model[1]: Layer 'multi-head-attention_1'", "multi-head-attention: {num-heads: 100000, key-dim: 100000}", "gru: 3")]
    public void Layers_larger_than_memory_are_refused_at_their_place(string message, params string[] layers)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Build([.. layers, "dense: 1"]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("smaller", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_final_state_is_taken_by_its_number()
    {
        Graph network = Assert.IsType<Graph>(Plan(
            "lstm: {units: 4, return-state: true, name: encoder}", "lstm: {units: 4, from: [input, encoder.1, encoder.2], name: decoder}",
            "dense: 1"));

        Assert.Equal(3, network.Layers.Single(layer => layer.Name == "decoder").InputShapes.Count);
    }

    [Theory]
    [InlineData("lstm: {units: 4, return-state: true, name: encoder}", "encoder.3",
        "the layer has 3 outputs, which are numbered from 0: encoder, encoder.1, encoder.2.")]
    [InlineData("lstm: {units: 4, name: encoder}", "encoder.1",
        "the layer has one output. A recurrent one gives its final states, too, with return-state: true.")]
    [InlineData("lstm: {units: 4, name: encoder}", "encodr.1",
        "there is no layer named \"encodr\" above. Did you mean \"encoder\"? Known: input, encoder.")]
    public void A_state_that_is_not_there_is_refused(string encoder, string state, string message)
    {
        InputException error = Assert.ThrowsAny<InputException>(
            () => Plan(encoder, $"lstm: {{units: 4, from: [input, {state}]}}", "dense: 1"));

        Assert.StartsWith("small.yaml, line 9", error.Message, StringComparison.Ordinal);
        Assert.Contains($"field model[2].lstm.from[2]: {message}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lstm: {units: 4, return-state: true}", "field model[1]: the layer gives 3 outputs")]
    [InlineData("bidirectional: {gru: {units: 4, return-state: true}}", "field model[1]: the layer gives 3 outputs")]
    public void States_that_no_layer_takes_are_refused(string layer, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<InputException>(() => Plan(layer, "dense: 1")).Message, StringComparison.Ordinal);

    private static Sequential Build(params string[] layers) => Assert.IsType<Sequential>(Plan(layers));

    private static Model Plan(params string[] layers)
    {
        string text = RecipeTemplate.With("  - lstm: 4\n  - dense: 1", string.Join("\n", layers.Select(layer => $"  - {layer}")))
            .Edit("length: 7", "length: 10");
        if (layers[0].Contains("output-dim", StringComparison.Ordinal))
        {
            // An embedding takes indices as they are.
            text = text.Edit("split:", "prepare: {steps: []}\nsplit:");
        }

        Learner learner = new(RecipeReader.Parse(text, "small.yaml"));
        DateTime[] days = [.. Enumerable.Range(0, 100).Select(day => new DateTime(2020, 1, 1).AddDays(day))];
        learner.Plan(SeriesSet.Of(new Frame(new TimeIndex(days), ["load"], [[.. days.Select(day => (double)(day.Day % 5))]])));
        return learner.Networks[0];
    }
}
