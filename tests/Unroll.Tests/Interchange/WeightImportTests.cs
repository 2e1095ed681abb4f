using System.Numerics.Tensors;
using Unroll.Formats;
using Unroll.Interchange;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Interchange;

/// <summary>Round trips of every kind of layer, finding modules, and what is refused.</summary>
public sealed class WeightImportTests
{
    private static readonly Dictionary<string, Func<Layer[]>> _kinds = new()
    {
        ["dense"] = () => [new Dense(3), new Dense(2, new DenseOptions { UseBias = false })],
        ["simple rnn"] = () => [new SimpleRnn(3, new SimpleRnnOptions { ReturnSequences = true }), new SimpleRnn(3)],
        ["lstm"] = () => [new Lstm(3, new LstmOptions { ReturnSequences = true }), new Lstm(2, new LstmOptions { UseBias = false })],
        ["gru"] = () => [new Gru(3, new GruOptions { ReturnSequences = true }), new Gru(2, new GruOptions { UseBias = false })],
        ["convolution"] = () => [new Conv1D(4, 3), new Conv1D(6, 2, new Conv1DOptions { Groups = 2, UseBias = false })],
        ["normalization"] = () => [
            new LayerNormalization(), new BatchNormalization(),
            new BatchNormalization(new BatchNormalizationOptions { Center = false, Scale = false }),
            new LayerNormalization(new LayerNormalizationOptions { Center = false })],
        ["attention"] =
            () => [new MultiHeadAttention(2, 2), new MultiHeadAttention(4, 1, new MultiHeadAttentionOptions { UseBias = false })],
        ["positions"] = () => [new PositionalEncoding(new PositionalEncodingOptions { Learned = true })],
        ["bidirectional"] = () => [
            new Bidirectional(new Lstm(3, new LstmOptions { ReturnSequences = true })),
            new Bidirectional(new Gru(2, new GruOptions { ReturnSequences = true }), MergeMode.Sum),
            new Bidirectional(new SimpleRnn(2, new SimpleRnnOptions { UseBias = false }))],
        ["transformer"] = () => [
            new TransformerEncoder(2, 8),
            new TransformerEncoder(2, 4, new TransformerEncoderOptions { NormalizeFirst = true, Dropout = 0.1f })],
        ["temporal convolution"] = () => [new TemporalConvolution(4, 3)],
        ["time distributed"] = () => [new TimeDistributed(new Dense(3))],
    };

    public static TheoryData<string> Kinds { get; } = new(_kinds.Keys);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void PyTorch_and_back_changes_no_weight(string kind) =>
        RoundTrip(kind, (from, to) => PyTorchWeights.Import(to, PyTorchWeights.Export(from)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Keras_and_back_changes_no_weight(string kind)
    {
        RoundTrip(kind, (from, to) => KerasWeights.Import(to, KerasWeights.Export(from)));
        RoundTrip(kind, (from, to) => KerasWeights.SetWeights(to, KerasWeights.GetWeights(from)));
    }

    [Fact]
    public void Embeddings_go_both_ways()
    {
        Sequential Make(ulong seed) => new(new Input(4, 1), new Embedding(5, 3), new Lstm(2)) { Seed = seed };
        (Sequential from, Sequential to) = (Make(1), Make(2));
        PyTorchWeights.Import(to, PyTorchWeights.Export(from));
        Assert.Equal(from.GetWeights(), to.GetWeights());
    }

    [Fact]
    public void Attention_to_narrower_keys_and_values_goes_both_ways()
    {
        Graph Make(ulong seed)
        {
            Signal query = Graph.Input(3, 4, "query");
            Signal value = Graph.Input(5, 2, "value");
            Signal key = Graph.Input(5, 6, "key");
            var graph = new Graph([query, value, key], [new MultiHeadAttention(2, 2).Apply(query, value, key)]) { Seed = seed };
            graph.Build();
            return graph;
        }

        (Graph from, Graph to) = (Make(1), Make(2));
        IReadOnlyList<SafetensorsTensor> state = PyTorchWeights.Export(from);
        Assert.Equal([4, 6], state.Single(tensor => tensor.Name.EndsWith("k_proj_weight", StringComparison.Ordinal)).Shape);
        PyTorchWeights.Import(to, state);
        Assert.Equal(from.GetWeights(), to.GetWeights());
    }

    [Fact]
    public void Keras_keeps_axes_for_heads()
    {
        Sequential model = Build(
            1, () => [new MultiHeadAttention(2, 3, new MultiHeadAttentionOptions { ValueDimension = 5, OutputDimension = 7 })]);
        Assert.Equal(
            ["4, 2, 3", "2, 3", "4, 2, 3", "2, 3", "4, 2, 5", "2, 5", "2, 5, 7", "7"],
            KerasWeights.GetWeights(model).Select(tensor => string.Join(", ", tensor.Lengths.ToArray())));
    }

    [Fact]
    public void Stacked_layers_are_levels_of_one_module_where_mapped()
    {
        Layer[] Stack() => [new Lstm(3, new LstmOptions { ReturnSequences = true }), new Lstm(3), new Dense(2)];
        (Sequential from, Sequential to) = (Build(1, Stack), Build(2, Stack));
        Dictionary<string, string> map = new() { ["lstm_1"] = "encoder.rnn", ["lstm_2"] = "encoder.rnn" };

        IReadOnlyList<SafetensorsTensor> state = PyTorchWeights.Export(from, map);
        Assert.Contains(state, tensor => tensor.Name == "encoder.rnn.weight_ih_l1");

        // Mapped: the others keep their weights. Not mapped: found by shapes.
        float[] dense = to.Layers[^1].Parameters[0].Values.ToArray();
        Assert.Equal(["lstm_1 0", "lstm_2 1"], PyTorchWeights.Import(to, state, map).Select(layer => $"{layer.Layer} {layer.Level}"));
        Assert.Equal(dense, to.Layers[^1].Parameters[0].Values.ToArray());
        PyTorchWeights.Import(to, state);
        Assert.Equal(from.GetWeights(), to.GetWeights());
    }

    [Fact]
    public void Both_directions_are_in_one_module()
    {
        Sequential model = Build(1, () => [
            new Bidirectional(new Lstm(3, new LstmOptions { ReturnSequences = true })),
            new Bidirectional(new Lstm(3, new LstmOptions { ReturnSequences = true }))]);
        Dictionary<string, string> map = new() { ["bidirectional_1"] = "rnn", ["bidirectional_2"] = "rnn" };

        IReadOnlyList<SafetensorsTensor> state = PyTorchWeights.Export(model, map);

        Assert.Equal(16, state.Count);
        Assert.Equal([12, 6], state.Single(tensor => tensor.Name == "rnn.weight_ih_l1_reverse").Shape);
        Assert.Contains(
            "no place", Error(Build(1, () => [new Lstm(3), new RepeatVector(2), new Lstm(3)]), state), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transformers_parts_have_PyTorchs_names_where_the_block_is_mapped()
    {
        Layer[] Stack() => [new TransformerEncoder(2, 8), new TransformerEncoder(2, 8)];
        (Sequential from, Sequential to) = (Build(1, Stack), Build(2, Stack));
        Dictionary<string, string> map = from.Layers.Where(layer => layer is TransformerEncoder)
            .Select((layer, i) => (layer.Name, Module: $"layers.{i}")).ToDictionary(pair => pair.Name, pair => pair.Module);

        IReadOnlyList<SafetensorsTensor> state = PyTorchWeights.Export(from, map);

        Assert.Equal(
            ["linear1.bias", "linear1.weight", "linear2.bias", "linear2.weight", "norm1.bias", "norm1.weight", "norm2.bias", "norm2.weight",
                "self_attn.in_proj_bias", "self_attn.in_proj_weight", "self_attn.out_proj.bias", "self_attn.out_proj.weight"],
            state.Where(tensor => tensor.Name.StartsWith("layers.1.", StringComparison.Ordinal)).Select(tensor => tensor.Name[9..])
                .Order(StringComparer.Ordinal));
        PyTorchWeights.Import(to, state.Reverse(), map);
        Assert.Equal(from.GetWeights(), to.GetWeights());

        // Without a map: by the numbers in the names.
        Sequential found = Build(3, Stack);
        PyTorchWeights.Import(found, state);
        Assert.Equal(from.GetWeights(), found.GetWeights());
    }

    [Theory]
    [InlineData("lstm", "lstm_1")]
    [InlineData("lstm_1", "lstm_2")]
    [InlineData("lstm_9", "lstm_10")]
    public void Keras_numbers_tell_the_order(string first, string second)
    {
        Layer[] Stack() => [new Lstm(4, new LstmOptions { ReturnSequences = true }), new Lstm(4)];
        (Sequential from, Sequential to) = (Build(1, Stack), Build(2, Stack));
        KerasWeights.Import(to, KerasWeights.Export(from, new Dictionary<string, string> { ["lstm_1"] = first, ["lstm_2"] = second }));
        Assert.Equal(from.GetWeights(), to.GetWeights());
    }

    [Fact]
    public void Names_without_an_order_are_not_guessed()
    {
        Layer[] Stack() => [new Dense(4), new Dense(4)];
        (Sequential from, Sequential to) = (Build(1, Stack), Build(2, Stack));
        float[] before = to.GetWeights();
        IReadOnlyList<SafetensorsTensor> state = PyTorchWeights.Export(
            from, new Dictionary<string, string> { ["dense_1"] = "hidden", ["dense_2"] = "final" });

        string message = Assert.Throws<InputException>(() => PyTorchWeights.Import(to, state)).Message;

        Assert.Contains("'hidden', 'final'", message, StringComparison.Ordinal);
        Assert.Contains("'dense_1', 'dense_2'", message, StringComparison.Ordinal);
        Assert.Equal(before, to.GetWeights());
    }

    [Fact]
    public void Another_shape_is_named_with_both_and_nothing_changes()
    {
        Sequential from = Build(1, () => [new Dense(4), new Lstm(3)]);
        Sequential to = Build(2, () => [new Dense(4), new Lstm(5)]);
        float[] before = to.GetWeights();
        foreach (Dictionary<string, string>? map in new Dictionary<string, string>?[] { null,
            new() { ["dense_1"] = "dense_1", ["lstm_1"] = "lstm_1" } })
        {
            string message = Assert.Throws<InputException>(() => PyTorchWeights.Import(to, PyTorchWeights.Export(from), map)).Message;
            Assert.Contains("'lstm_1.weight_ih_l0' has shape [12, 4], but [20, 4] is expected", message, StringComparison.Ordinal);
            Assert.Equal(before, to.GetWeights());
        }
    }

    [Fact]
    public void Tensors_missing_or_left_over_are_named()
    {
        Sequential model = Build(1, () => [new Dense(4)]);
        IReadOnlyList<SafetensorsTensor> state = PyTorchWeights.Export(model);
        var extra = new SafetensorsTensor("head.weight", [1], new float[1]);
        var count = new SafetensorsTensor("dense_1.num_batches_tracked", [], new float[1]);

        Assert.Contains("'dense_1.bias'", Error(model, [state[0]]), StringComparison.Ordinal);
        Assert.Contains("'head.weight'", Error(model, [.. state, extra]), StringComparison.Ordinal);
        Assert.Contains("no module has such tensors", Error(model, [count]), StringComparison.Ordinal);
        Assert.Single(PyTorchWeights.Import(model, [.. state, count]));
        Assert.Single(PyTorchWeights.Import(model, [.. state, extra], new Dictionary<string, string> { ["dense_1"] = "dense_1" }));
        Assert.Contains(
            "'dense_1.bias' of shape [4] has no place",
            Error(Build(1, () => [new Dense(4, new DenseOptions { UseBias = false })]), state),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_PyTorch_does_not_have_are_named()
    {
        foreach (Layer layer in new Layer[]
        {
            new Gru(2, new GruOptions { ResetAfter = false }),
            new Lstm(2, new LstmOptions { Peephole = true }),
            new MultiHeadAttention(2, 3),
        })
        {
            Sequential model = Build(1, () => [new Dense(4), layer]);
            Assert.Contains(
                $"'{layer.Name}'", Assert.Throws<ArgumentException>(() => PyTorchWeights.Export(model)).Message, StringComparison.Ordinal);
            Assert.Contains(
                $"'{layer.Name}'", Assert.Throws<ArgumentException>(() => PyTorchWeights.Import(model, [])).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Maps_that_do_not_fit_the_model_are_refused()
    {
        Sequential model = Build(1, () => [new Dense(4), new Dense(4)]);
        Dictionary<string, string> unknown = new() { ["dense"] = "x" };
        Assert.Contains(
            "dense_1, dense_2", Assert.Throws<ArgumentException>(() => PyTorchWeights.Export(model, unknown)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PyTorchWeights.Import(model, [], unknown));
        Assert.Throws<ArgumentException>(
            () => PyTorchWeights.Export(model, new Dictionary<string, string> { ["dense_1"] = "x", ["dense_2"] = "x" }));
        Assert.Throws<InputException>(() => KerasWeights.SetWeights(model, [Tensor.Create(new float[1], [1])]));
    }

    private static string Error(Model model, IEnumerable<SafetensorsTensor> state) =>
        Assert.Throws<InputException>(() => PyTorchWeights.Import(model, state)).Message;

    private static void RoundTrip(string kind, Action<Model, Model> copy)
    {
        (Sequential from, Sequential to) = (Build(1, _kinds[kind]), Build(2, _kinds[kind]));
        var random = new RandomStream(9);
        from.SetWeights([.. Enumerable.Range(0, from.ParameterCount).Select(_ => (float)random.NextNormal())]);
        copy(from, to);
        Assert.Equal(from.GetWeights(), to.GetWeights());
    }

    private static Sequential Build(ulong seed, Func<Layer[]> layers)
    {
        var model = new Sequential([new Input(6, 4), .. layers()]) { Seed = seed };
        model.Build();
        return model;
    }
}
