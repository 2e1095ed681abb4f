using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Several outputs, gathered gradients, averaged weights, frozen layers, statefulness and truncated back-propagation.</summary>
public sealed class TrainingOptionTests
{
    [Fact]
    public void Several_outputs_have_losses_weights_and_metrics_of_their_own()
    {
        Signal input = Graph.Input(4, 3, "past");
        Signal memory = new Lstm(4, new LstmOptions { ReturnSequences = true }).Apply(input);
        Graph model = new([input],
            [new Dense(1) { Name = "each" }.Apply(memory), new Dense(2) { Name = "whole" }.Apply(new GlobalMaxPooling1D().Apply(memory))]);
        float[,,] x = TestData.Sequences(9, 4, 3);
        Tensor<float> inputs = Tensor.Create(TestData.Flat(x), [9, 4, 3]);
        Tensor<float> each = Tensor.Create(Enumerable.Range(0, 36).Select(i => MathF.Sin(i)).ToArray(), [9, 4, 1]);
        Tensor<float> whole = Tensor.Create(Enumerable.Range(0, 18).Select(i => MathF.Cos(i)).ToArray(), [9, 2]);
        ArraySource samples = new([inputs], [each, whole]);
        model.Compile(new Sgd(0.05f),
            [new OutputLoss(new MeanSquaredError(), new MeanAbsoluteError()), new OutputLoss(new Huber()) { Weight = 0.25 }]);

        EvaluationResult before = model.Evaluate(samples);
        History history = model.Fit(samples, new FitOptions { Epochs = 30, BatchSize = 4, Validation = samples });

        Assert.Equal(before.Metrics["each_loss"] + (0.25 * before.Metrics["whole_loss"]), before.Loss, 1e-9);
        Assert.True(before.Metrics.ContainsKey("each_mae"));
        Assert.True(history.Epochs[^1].Metrics.ContainsKey("val_each_mae"));
        EvaluationResult after = model.Evaluate(samples);
        Assert.True(after.Metrics["each_loss"] < before.Metrics["each_loss"]);
        Assert.True(after.Metrics["whole_loss"] < before.Metrics["whole_loss"]);
        IReadOnlyList<Tensor<float>> predictions = model.PredictAll(samples);
        Assert.Equal([(nint)9, 4, 1], predictions[0].Lengths.ToArray());
        Assert.Equal([(nint)9, 2], predictions[1].Lengths.ToArray());
        Assert.Contains(
            "PredictAll", Assert.Throws<InvalidOperationException>(() => model.Predict(samples)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Compile(new Sgd(), [.. Enumerable.Repeat(new OutputLoss(new Huber()), 3)]));
        Assert.Contains(
            "2 outputs", Assert.Throws<ArgumentException>(() => model.Fit(x, new float[9, 1], default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_graph_shares_its_weights_and_cannot_be_trained()
    {
        Signal input = Graph.Input(4, 3);
        Signal hidden = new Lstm(4) { Name = "memory" }.Apply(input);
        var whole = new Graph(input, new Dense(1).Apply(hidden)) { Seed = 3 };
        Graph encoder = whole.Part([input], [whole.Find("memory")]);
        whole.Compile(new Sgd(0.1f), new MeanSquaredError());
        float[,,] x = TestData.Sequences(5, 4, 3);
        Tensor<float> before = encoder.Predict(x);
        whole.Fit(x, TestData.Means(x), default);
        Assert.NotEqual(before.Cast<float>(), encoder.Predict(x).Cast<float>());
        encoder.Compile(new Sgd(0.1f), new MeanSquaredError());
        Assert.Contains(
            "part", Assert.Throws<ArgumentException>(() => encoder.Fit(x, new float[5, 4], default)).Message, StringComparison.Ordinal);
        Assert.Contains("memory", Assert.Throws<ArgumentException>(() => whole.Find("nothing")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gathered_gradients_make_the_step_of_one_large_batch(bool padded)
    {
        float[,,] x = TestData.Sequences(24, 5, 3);
        float[,,] y = TestData.Sequences(24, 5, 1, seed: 8);
        ArraySource source = padded ? new ArraySource(x, y) { Lengths = [.. Enumerable.Range(0, 24).Select(i => 1 + (i % 5))] }
            : new ArraySource(x, y);
        float[] Train(int batch, int steps)
        {
            Model model = Make(sequences: true);
            model.Fit(source, new FitOptions { Epochs = 3, BatchSize = batch, AccumulationSteps = steps, Shuffle = false });
            return model.GetWeights();
        }

        // The last step of an epoch takes what is left.
        Compare.Near("weights", Train(16, 1), Train(4, 4), 1e-5);
    }

    [Fact]
    public void Averaged_weights_are_the_moving_average_of_all_steps()
    {
        float[,,] x = TestData.Sequences(20, 5, 3);
        List<float[]> steps = [];
        var recorder = new HookedCallback { BatchEnd = context => steps.Add(context.Model.GetWeights()) };
        Model model = Make(sequences: false);
        float[] average = model.GetWeights();
        History history = model.Fit(
            new ArraySource(x, TestData.Means(x)),
            new FitOptions
            {
                Epochs = 3,
                BatchSize = 8,
                WeightAverage = new ExponentialMovingAverage(0.8f),
                Callbacks = [recorder],
                Validation = new ArraySource(x, TestData.Means(x))
            });
        foreach (float[] weights in steps)
        {
            average = [.. average.Zip(weights, (a, w) => (0.8f * a) + (0.2f * w))];
        }

        Assert.Equal(9, steps.Count);
        Compare.Near("average", average, model.GetWeights(), 1e-5);
        Assert.Equal(model.Evaluate(x, TestData.Means(x)).Loss, history.Epochs[^1].ValidationLoss!.Value, 1e-9);
    }

    [Theory]
    [InlineData("swa", 3, 1)]
    [InlineData("swa", 2, 2)]
    [InlineData("polyak", 4, 1)]
    public void Means_of_weights_are_of_the_epochs_or_steps_that_count(string kind, int start, int every)
    {
        float[,,] x = TestData.Sequences(20, 5, 3);
        List<float[]> all = [];
        var recorder = new HookedCallback { BatchEnd = context => all.Add(context.Model.GetWeights()) };
        Model model = Make(sequences: false);
        const int Epochs = 7, Batches = 3;
        model.Fit(new ArraySource(x, TestData.Means(x)), new FitOptions
        {
            Epochs = Epochs,
            BatchSize = 8,
            WeightAverage = kind == "swa" ? new StochasticWeightAverage(start, every) : new PolyakAverage(start),
            Callbacks = [recorder],
        });
        float[][] counted = [.. kind == "swa"
            ? Enumerable.Range(1, Epochs).Where(epoch => epoch >= start && (epoch - start) % every == 0)
                .Select(epoch => all[(epoch * Batches) - 1])
            : all.Skip(start - 1)];

        Assert.Equal(Epochs * Batches, all.Count);
        float[] mean = [.. Enumerable.Range(0, counted[0].Length).Select(i => counted.Average(weights => weights[i]))];
        Compare.Near("mean", mean, model.GetWeights(), 1e-5);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1)]
    public void Before_it_starts_a_mean_is_the_weights_themselves(int epochs)
    {
        float[,,] x = TestData.Sequences(20, 5, 3);
        Model plain = Make(sequences: false), averaged = Make(sequences: false);
        FitOptions options = new() { Epochs = epochs, BatchSize = 8 };
        plain.Fit(x, TestData.Means(x), options);
        averaged.Fit(x, TestData.Means(x), options with { WeightAverage = new StochasticWeightAverage(epochs) });

        Assert.Equal(plain.GetWeights(), averaged.GetWeights());
    }

    [Fact]
    public void Frozen_layers_stay_and_thaw_when_told()
    {
        float[,,] x = TestData.Sequences(20, 5, 3);
        Model model = Make(sequences: false);
        model.Layers[0].Trainable = false;
        float[] before = [.. model.Layers[0].Parameters.SelectMany(parameter => parameter.Values.ToArray())];
        float[] head = model.Layers[1].Parameters[0].Values.ToArray();
        model.Fit(x, TestData.Means(x), new FitOptions { Epochs = 2 });
        Assert.Equal(before, model.Layers[0].Parameters.SelectMany(parameter => parameter.Values.ToArray()));
        Assert.NotEqual(head, model.Layers[1].Parameters[0].Values.ToArray());
        Assert.Contains("not trained", model.Summary(), StringComparison.Ordinal);

        var thaw = new HookedCallback { EpochBegin = context => context.Model.Layers[0].Trainable = context.Epoch == 2 };
        model.Fit(x, TestData.Means(x), new FitOptions { Epochs = 2, Callbacks = [thaw] });
        Assert.NotEqual(before, model.Layers[0].Parameters.SelectMany(parameter => parameter.Values.ToArray()));
    }

    [Fact]
    public void A_stateful_layer_goes_on_where_the_batch_before_ended()
    {
        float[,,] x = TestData.Sequences(4, 6, 3);
        var whole = new Sequential(
            new Input(Shape.AnyLength, 3), new Lstm(4, new LstmOptions { ReturnSequences = true }), new Gru(2))
        { Seed = 5 };
        var stateful = new Sequential(
            new Input(Shape.AnyLength, 3),
            new Lstm(4, new LstmOptions { ReturnSequences = true, Stateful = true }),
            new Gru(2, new GruOptions { Stateful = true }))
        { Seed = 5 };
        Tensor<float> expected = whole.Predict(x);
        Tensor<float> first = stateful.Predict(Cut(x, 0, 2));
        Tensor<float> second = stateful.Predict(Cut(x, 2, 4));
        Compare.Near("second half", [.. expected.Cast<float>()], [.. second.Cast<float>()], 1e-6);
        stateful.ResetState();
        Assert.Equal(first.Cast<float>(), stateful.Predict(Cut(x, 0, 2)).Cast<float>());
        Assert.Contains(
            "ResetState", Assert.Throws<ArgumentException>(() => stateful.Predict(TestData.Sequences(3, 2, 3))).Message,
            StringComparison.Ordinal);

        stateful.Compile(new Sgd(0.1f), new MeanSquaredError());
        string Message(FitOptions options) => Assert.Throws<ArgumentException>(() => stateful.Fit(x, new float[4, 2], options)).Message;
        Assert.Contains("Shuffle", Message(new FitOptions { BatchSize = 2 }), StringComparison.Ordinal);
        Assert.Contains("batches of 3", Message(new FitOptions { BatchSize = 3, Shuffle = false }), StringComparison.Ordinal);
        stateful.Fit(x, new float[4, 2], new FitOptions { BatchSize = 2, Shuffle = false, ValidationSplit = 0.5f });
    }

    [Fact]
    public void States_inside_a_layer_are_reset_even_if_the_model_was_asked_to_before_it_was_built()
    {
        float[,,] x = TestData.Sequences(2, 3, 2);
        var model = new Sequential(new Bidirectional(new Gru(2, new GruOptions { Stateful = true }))) { Seed = 5 };
        model.ResetState();
        Tensor<float> first = model.Predict(x);
        Assert.NotEqual(first.Cast<float>(), model.Predict(x).Cast<float>());
        model.ResetState();
        Assert.Equal(first.Cast<float>(), model.Predict(x).Cast<float>());
    }

    [Fact]
    public void Pieces_of_a_sequence_carry_the_state_but_not_the_gradient()
    {
        float[,,] x = TestData.Sequences(6, 10, 3);
        float[,,] y = TestData.Sequences(6, 10, 1, seed: 4);
        ArraySource source = new(x, y) { Lengths = [10, 3, 7, 10, 4, 1] };

        // With a rate that changes nothing, the pieces' mean loss is that of the whole: states are carried, weights are those of whole
        // sequences.
        Model model = Make(sequences: true);
        model.Optimizer!.LearningRate = 1e-30f;
        double expected = model.Evaluate(source).Loss;
        double pieces = model.Fit(source, new FitOptions { BatchSize = 3, TruncatedSteps = 4 }).Epochs[0].Loss;
        Assert.Equal(expected, pieces, 1e-6);

        // One piece is the whole sequence.
        float[] Train(int steps)
        {
            Model trained = Make(sequences: true);
            trained.Fit(source, new FitOptions { Epochs = 2, BatchSize = 3, TruncatedSteps = steps });
            return trained.GetWeights();
        }

        Assert.Equal(Train(0), Train(10));
        Assert.NotEqual(Train(0), Train(4));

        // The gradient of a piece takes the states at its start as given.
        Model truncated = Make(sequences: true);
        var whole = new ArraySource(x, y);
        float[] before = truncated.GetWeights();
        truncated.Fit(whole, new FitOptions { BatchSize = 6, TruncatedSteps = 5, AccumulationSteps = 2, Shuffle = false });
        float[] step = truncated.GetWeights();
        float[] gradient = PieceGradients(x, y, before);
        Compare.Near("step", [.. before.Zip(gradient, (weight, slope) => weight - (0.1f * slope))], step, 1e-5);
    }

    [Fact]
    public void Pieces_with_one_target_a_sequence_train_on_the_last_one()
    {
        float[,,] x = TestData.Sequences(6, 10, 3);
        Model model = Make(sequences: false);
        List<long> steps = [];
        var recorder = new HookedCallback { BatchEnd = context => steps.Add(context.Step) };
        double expected = model.Evaluate(x, TestData.Means(x)).Loss;
        History history = model.Fit(x, TestData.Means(x), new FitOptions { BatchSize = 6, TruncatedSteps = 3, Callbacks = [recorder] });
        Assert.Equal(expected, history.Epochs[0].Loss, 1e-6);
        Assert.Equal([1], steps);
        var backwards = new Sequential(new Input(10, 3), new Bidirectional(new Lstm(2)), new Dense(1));
        backwards.Compile(new Sgd(), new MeanSquaredError());
        Assert.Contains(
            "backward",
            Assert.Throws<ArgumentException>(() => backwards.Fit(x, TestData.Means(x), new FitOptions { TruncatedSteps = 3 })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Gradient_norms_are_recorded_by_batch()
    {
        float[,,] x = TestData.Sequences(8, 5, 3);
        Model model = Make(sequences: false);
        var probe = new GradientProbe(model, 8, 5);
        probe.Forward(TestData.Flat(x));
        probe.Backward(new MeanSquaredError(), [.. TestData.Means(x).Cast<float>()]);
        var norms = new GradientNormHistory();
        model.Fit(x, TestData.Means(x), new FitOptions { BatchSize = 8, Epochs = 2, Shuffle = false, Callbacks = [norms] });
        Layer lstm = model.Layers[0];
        Assert.Equal(probe.GradientNorm(lstm), norms.OfLayer(lstm.Name)[0], 1e-6);
        Assert.Equal(probe.GradientNorm(lstm.Parameters[1]), norms.Norms[$"{lstm.Name}.recurrent_kernel"][0], 1e-6);
        Assert.Equal(2, norms.OfLayer(lstm.Name).Count);
    }

    private static Sequential Make(bool sequences)
    {
        var model = new Sequential(
            new Input(Shape.AnyLength, 3), new Lstm(4, new LstmOptions { ReturnSequences = sequences }), new Dense(1))
        { Seed = 5 };
        model.Build();
        model.Compile(new Sgd(0.1f), new MeanSquaredError());
        return model;
    }

    /// <summary>The mean gradient of both halves of the sequences, the second from the states in which the first ended.</summary>
    private static float[] PieceGradients(float[,,] x, float[,,] y, float[] weights)
    {
        Signal input = Graph.Input(5, 3);
        Signal hidden = Graph.Input(4), cell = Graph.Input(4);
        Signal memory = new Lstm(4, new LstmOptions { ReturnSequences = true, ReturnState = true }).Apply(input, hidden, cell);
        var model = new Graph([input, hidden, cell], [new Dense(1).Apply(memory), .. memory.State]);
        model.Build();
        model.SetWeights(weights);
        var probe = new GradientProbe(model, 6, 5);
        float[] h = new float[24], c = new float[24];
        float[] sum = new float[weights.Length];
        for (int half = 0; half < 2; half++)
        {
            IReadOnlyList<float[]> outputs = probe.Forward([TestData.Flat(Cut(x, half * 5, 5)), h, c]);
            probe.Backward(new MeanSquaredError(), TestData.Flat(Cut(y, half * 5, 5)));
            float[] gradient = [.. model.Parameters.SelectMany(probe.Gradient)];
            sum = [.. sum.Zip(gradient, (total, part) => total + (part / 2))];
            (h, c) = (outputs[1], outputs[2]);
        }

        return sum;
    }

    private static float[,,] Cut(float[,,] x, int start, int length)
    {
        float[,,] part = new float[x.GetLength(0), length, x.GetLength(2)];
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int t = 0; t < length; t++)
            {
                for (int j = 0; j < x.GetLength(2); j++)
                {
                    part[i, t, j] = x[i, start + t, j];
                }
            }
        }

        return part;
    }
}
