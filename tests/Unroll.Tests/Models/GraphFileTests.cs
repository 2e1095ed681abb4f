using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Layers;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>Graphs and all kinds of layers come back from a file as they were.</summary>
public sealed class GraphFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-graphs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_graph_with_shared_layers_and_several_inputs_and_outputs_comes_back()
    {
        RnnCell.Catalogue.Register(MinimalGatedCell.Entry);
        Signal past = Graph.Input(6, 3, "past");
        Signal future = Graph.Input(6, 3, "future");
        Signal calendar = Graph.Input(4, "calendar");
        var shared = new Lstm(
            4, new LstmOptions { ReturnSequences = true, ReturnState = true, Dropout = 0.3f, Peephole = true })
        { Name = "memory" };
        Signal first = shared.Apply(past);
        Signal second = shared.Apply([future, .. first.State]);
        Signal both =
            new Bidirectional(new Gru(3, new GruOptions { ReturnSequences = true, RecurrentDropout = 0.1f }), MergeMode.Sum).Apply(second);
        Signal convolved = new TemporalConvolution(3, 2, [1, 2], new TemporalConvolutionOptions { LayerNormalization = true }).Apply(both);
        Signal own = new Rnn(new MinimalGatedCell(3)).Apply(convolved);
        Signal attended = new TransformerEncoder(2, 5).Apply(first);
        Signal joined = new Concatenate().Apply(own, new GlobalMaxPooling1D().Apply(attended), calendar);
        var model = new Graph(
            [past, future, calendar],
            [new Dense(2) { Name = "load" }.Apply(joined), new TimeDistributed(new Dense(1)) { Name = "price" }.Apply(both)])
        { Seed = 9 };
        model.Compile(new Adam(0.01f), [new OutputLoss(new MeanSquaredError()), new OutputLoss(new Huber(0.5f)) { Weight = 0.25 }]);
        model.Build();
        string path = Path.Combine(_folder.FullName, "graph.safetensors");
        model.Save(path);

        Model loaded = Model.Load(path);

        Assert.IsType<Graph>(loaded);
        Assert.Equal(model.Summary(), loaded.Summary());
        Assert.Equal(model.GetWeights(), loaded.GetWeights());
        Assert.Equal(["past", "future", "calendar"], loaded.InputNames);
        Assert.Equal(["load", "price"], loaded.OutputNames);
        Assert.Equal(0.25, loaded.OutputLosses[1].Weight);
        ArraySource samples = new([Random(5, 6, 3), Random(5, 6, 3), Random(5, 4)], [Random(5, 2), Random(5, 6, 1)]);
        IReadOnlyList<Tensor<float>> before = model.PredictAll(samples), after = loaded.PredictAll(samples);
        for (int o = 0; o < 2; o++)
        {
            Assert.Equal(Flat(before[o]), Flat(after[o]));
        }

        // Training goes on, too, with the same numbers.
        model.Fit(samples, new FitOptions { Epochs = 2 });
        loaded.Fit(samples, new FitOptions { Epochs = 2 });
        Assert.Equal(model.GetWeights(), loaded.GetWeights());
    }

    [Fact]
    public void A_layer_that_nobody_knows_is_named()
    {
        var model = new Sequential(new Input(4, 2), new Rnn(new UnregisteredCell()));
        model.Build();
        string path = Path.Combine(_folder.FullName, "unknown.safetensors");
        InputException exception = Assert.Throws<InputException>(() => model.Save(path));
        Assert.Contains("UnregisteredCell", exception.Message, StringComparison.Ordinal);
        Assert.Contains("RnnCell.Catalogue.Register", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    private static Tensor<float> Random(params nint[] lengths)
    {
        var random = new RandomStream((ulong)lengths.Sum(length => (long)length));
        float[] values = new float[lengths.Aggregate((nint)1, (product, length) => product * length)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.NextNormal();
        }

        return Tensor.Create(values, lengths);
    }

    private sealed class UnregisteredCell() : RnnCell(2)
    {
        public override void Forward(RnnStep step) => step.State().Fill(1);

        public override void Backward(RnnStep step)
        {
        }

        protected override void Build(int inputs, RandomStream random)
        {
        }
    }
}
