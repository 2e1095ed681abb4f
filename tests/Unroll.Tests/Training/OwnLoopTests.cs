using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Training loops of a user's own, from gradients and the model's optimizer.</summary>
public sealed class OwnLoopTests
{
    private const int BatchSize = 8;
    private static readonly float[,,] _inputs = TestData.Sequences(32, 5, 2, seed: 3);
    private static readonly float[] _targets = [.. TestData.Means(_inputs).Cast<float>()];

    public static TheoryData<string> Optimizers { get; } = ["adam", "adamw", "sgd", "rmsprop", "nadam", "adagrad", "adadelta", "lion"];

    /// <summary>Dropout, penalties, clipping and decay included: the bits of <c>Fit</c> on the same batches in the same order.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_loop_of_gradients_and_steps_is_that_of_fit(string name)
    {
        Model fitted = Create(name), looped = Create(name);
        fitted.Fit(_inputs, _targets, new FitOptions { Epochs = 3, BatchSize = BatchSize, Shuffle = false });
        Loop(looped, epochs: 3);
        Assert.Equal(fitted.GetWeights(), looped.GetWeights());
    }

    [Fact]
    public void Steps_go_on_in_fit_and_after_a_file()
    {
        Model fitted = Create("adam"), looped = Create("adam");
        fitted.Fit(_inputs, _targets, new FitOptions { Epochs = 2, BatchSize = BatchSize, Shuffle = false });
        Loop(looped, epochs: 1);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            looped.Save(path);
            Model loaded = Model.Load(path);
            loaded.Fit(_inputs, _targets, new FitOptions { BatchSize = BatchSize, Shuffle = false });
            Assert.Equal(fitted.GetWeights(), loaded.GetWeights());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Frozen_layers_stay()
    {
        Model model = Create("sgd");
        model.Layers[1].Trainable = false;
        float[] before = [.. model.Layers[1].Parameters.SelectMany(parameter => parameter.Values.ToArray())];
        float[] head = model.Layers[^1].Parameters[0].Values.ToArray();
        Loop(model, epochs: 1);
        Assert.Equal(before, model.Layers[1].Parameters.SelectMany(parameter => parameter.Values.ToArray()));
        Assert.NotEqual(head, model.Layers[^1].Parameters[0].Values.ToArray());
    }

    [Fact]
    public void What_is_no_gradient_is_refused_and_changes_nothing()
    {
        Model model = Create("adam");
        float[] before = model.GetWeights();
        string tooLong = Assert.Throws<ArgumentException>(() => model.ApplyGradients(_ => new float[7])).Message;
        Assert.Contains("has 7 values, but the parameter has", tooLong, StringComparison.Ordinal);
        string broken = Assert.Throws<ArgumentException>(
            () => model.ApplyGradients(parameter => [.. Enumerable.Repeat(float.NaN, parameter.Length)])).Message;
        Assert.Contains("' is infinite or NaN, so it was not made", broken, StringComparison.Ordinal);
        Assert.Equal(before, model.GetWeights());
    }

    [Fact]
    public void Models_without_an_optimizer_for_it_are_refused()
    {
        Sequential model = new(new Input(2), new Dense(1));
        Assert.Contains(
            "not compiled", Assert.Throws<InvalidOperationException>(() => model.ApplyGradients(_ => [])).Message,
            StringComparison.Ordinal);
        model.Compile(new Lbfgs(), new MeanSquaredError());
        Assert.Contains(
            "train with Fit", Assert.Throws<InvalidOperationException>(() => model.ApplyGradients(_ => [])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_callback_ends_training_for_a_reason_of_its_own()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.checkpoint");
        try
        {
            FitOptions options = new() { Epochs = 10, Callbacks = [new StopsAt(2)], Checkpoint = new TrainingCheckpoint(path) };
            History history = Create("adam").Fit(_inputs, _targets, options);
            Assert.Equal(
                (StopReason.Requested, 2, "Two are enough."), (history.StopReason, history.Epochs.Count, history.StopDetail));
            Assert.StartsWith("Requested after 2 epochs", history.ToString(), StringComparison.Ordinal);

            // Run again, it has ended for the same reason.
            History again = Create("adam").Fit(_inputs, _targets, options with { Callbacks = [new StopsAt(99)] });
            Assert.Equal((StopReason.Requested, 2, "Two are enough."), (again.StopReason, again.Epochs.Count, again.StopDetail));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Sequential Create(string optimizer)
    {
        Sequential model = new(
            new Input(5, 2),
            new Lstm(4, new LstmOptions { KernelRegularizer = new L2(0.01f) }),
            new Dropout(0.3f),
            new Dense(1))
        { Seed = 7 };
        Optimizer made = Optimizer.Catalogue.Create(optimizer);
        made.Clipping = GradientClipping.ByGlobalNorm(0.2f);
        model.Compile(made, new MeanSquaredError());
        model.Build();
        return model;
    }

    private static void Loop(Model model, int epochs)
    {
        GradientProbe probe = new(model, BatchSize, timesteps: 5, training: true);
        float[] inputs = [.. _inputs.Cast<float>()];
        int width = inputs.Length / _targets.Length;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            for (int first = 0; first < _targets.Length; first += BatchSize)
            {
                probe.Forward(inputs.AsSpan(first * width, BatchSize * width));
                probe.Backward(model.Loss!, _targets.AsSpan(first, BatchSize));
                model.ApplyGradients(probe.Gradient);
            }
        }
    }

    private sealed class StopsAt(int epoch) : Callback
    {
        public override void OnEpochEnd(TrainingContext context)
        {
            if (context.Epoch == epoch)
            {
                context.Stop(detail: "Two are enough.");
            }
        }
    }
}
