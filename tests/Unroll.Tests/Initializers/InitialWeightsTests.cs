using Unroll.Data;
using Unroll.Initializers;
using Unroll.Interchange;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Initializers;

/// <summary>When initial weights are drawn: when they are needed, once, and cancellably.</summary>
public sealed class InitialWeightsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Loading_importing_and_describing_draw_no_weights()
    {
        string path = Path.Combine(_folder.FullName, "model.safetensors");
        string keras = Path.Combine(_folder.FullName, "keras.safetensors");
        string pytorch = Path.Combine(_folder.FullName, "pytorch.safetensors");
        Model model = CreateModel();
        model.Build();
        Assert.Contains("Total parameters", model.Summary(), StringComparison.Ordinal);
        Assert.Equal(0, Counting.Fills);
        model.Save(path);
        KerasWeights.Save(model, keras);
        PyTorchWeights.Save(model, pytorch);
        int drawn = Counting.Fills;
        Assert.Equal(8, drawn);

        float[] weights = model.GetWeights();
        Assert.Equal(weights, Model.Load(path).GetWeights());
        using (var predictor = Predictor.Load(path))
        {
            using Predictor snapshot = new(model);
        }

        Model copy = CreateModel();
        KerasWeights.Load(copy, keras);
        Assert.Equal(weights, copy.GetWeights());
        copy = CreateModel();
        PyTorchWeights.Load(copy, pytorch);
        Assert.Equal(weights, copy.GetWeights());
        copy = CreateModel();
        copy.SetWeights(weights);
        Assert.Equal(weights, copy.GetWeights());
        Assert.Equal(drawn, Counting.Fills);
    }

    [Fact]
    public void Weights_do_not_depend_on_which_is_read_first()
    {
        Model forward = CreateStack(), backward = CreateStack();
        forward.Build();
        backward.Build();
        foreach (Parameter parameter in backward.Parameters.Reverse())
        {
            Assert.Equal(parameter.Length, parameter.Values.Length);
        }

        Assert.Equal(forward.GetWeights(), backward.GetWeights());
    }

    [Fact]
    public void A_cancelled_training_draws_no_further_weights_and_says_so()
    {
        using CancellationTokenSource cancelling = new();
        int asked = 0;
        Model model = new Sequential(
            new Input(4, 2),
            new Lstm(3, new LstmOptions { ReturnSequences = true, KernelInitializer = new Cancelling(cancelling.Cancel) }),
            new Lstm(200, new LstmOptions { RecurrentInitializer = new Cancelling(() => asked++) }),
            new Dense(1));
        model.Compile(new Sgd(), new MeanSquaredError());
        var samples = new ArraySource(TestData.Sequences(8, 4, 2), new float[8, 1]);
        History history = model.Fit(samples, new FitOptions { CancellationToken = cancelling.Token });

        Assert.Equal(StopReason.Cancelled, history.StopReason);
        Assert.Empty(history.Epochs);
        Assert.Equal(0, asked);
        Assert.All(model.Layers[1].Parameters, parameter => Assert.False(parameter.HasValues));
    }

    [Fact]
    public void Weights_that_were_cancelled_are_drawn_later_as_they_would_have_been()
    {
        using CancellationTokenSource cancelling = new();
        Model whole = CreateStack(), cut = CreateStack(cancelling.Cancel);
        whole.Build();
        cut.Build();
        Assert.Throws<OperationCanceledException>(() => cut.DrawWeights(cancelling.Token));
        Assert.Contains(cut.Parameters, parameter => parameter.HasValues);
        Assert.Contains(cut.Parameters, parameter => !parameter.HasValues);
        Assert.Equal(whole.GetWeights(), cut.GetWeights());
    }

    [Fact]
    public void Every_initializer_of_the_library_stops_when_it_is_cancelled()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        foreach (Initializer initializer in new Initializer[]
        {
            new GlorotUniform(), new GlorotNormal(), new HeUniform(), new HeNormal(), new Orthogonal(), new Zeros(), new Ones(),
            new Constant(0.3f), new RandomUniform(), new RandomNormal(),
        })
        {
            float[] values = new float[300 * 200];
            Assert.Throws<OperationCanceledException>(() => initializer.Fill(values, 300, 200, new RandomStream(1), cancelled.Token));
            Assert.All(values, value => Assert.Equal(0, value));
        }
    }

    private static Sequential CreateModel() => new(
        new Input(4, 2),
        new Lstm(3, new LstmOptions
        {
            ReturnSequences = true,
            KernelInitializer = new Counting(),
            RecurrentInitializer = new Counting(),
            BiasInitializer = new Counting(),
        }),
        new Conv1D(3, 2, new Conv1DOptions
        {
            KernelInitializer = new Counting(),
            BiasInitializer = new Counting(),
        }),
        new SimpleRnn(2, new SimpleRnnOptions { RecurrentInitializer = new Counting() }),
        new Dense(1, new DenseOptions { KernelInitializer = new Counting(), BiasInitializer = new Counting() }))
    { Seed = 7 };

    // Layers inside one another, whose weights come from one stream.
    private static Sequential CreateStack(Action? onBias = null) => new(
        new Input(4, 2),
        new Bidirectional(new Lstm(3, new LstmOptions { ReturnSequences = true, BiasInitializer = new Cancelling(onBias) })),
        new Gru(140),
        new Dense(1))
    { Seed = 7 };

    /// <summary>Ones; something happens when it is asked.</summary>
    private sealed class Cancelling(Action? onFill) : Initializer
    {
        public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
        {
            onFill?.Invoke();
            values.Fill(random.NextSingle());
        }
    }
}
