using Unroll.Data;
using Unroll.Interchange;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>What cannot go well on two threads at once is refused, and what can is not.</summary>
public sealed class ConcurrentUseTests
{
    private static readonly float[,,] _inputs = TestData.Sequences(8, 3, 2);
    private static readonly float[,] _targets = TestData.Means(_inputs);

    private static readonly Dictionary<string, Action<Model>> _calls = new()
    {
        ["Fit"] = model => model.Fit(_inputs, _targets),
        ["Evaluate"] = model => model.Evaluate(_inputs, _targets),
        ["Predict"] = model => model.Predict(_inputs),
        ["GetWeights"] = model => model.GetWeights(),
        ["SetWeights"] = model => model.SetWeights(new float[model.ParameterCount]),
        ["Save"] = model => model.Save(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())),
        ["Compile"] = model => model.Compile(new Adam(), new MeanSquaredError()),
        ["ResetState"] = model => model.ResetState(),
        ["GetWeights of a predictor"] = model => new Predictor(model).Dispose(),
        ["Forward"] = model => new GradientProbe(model, 8, 3).Forward(new float[8 * 3 * 2]),
        ["An import of weights"] = model => KerasWeights.Import(model, []),
        ["GetWeights of a learning-rate finder"] = model => LearningRateFinder.Find(model, new ArraySource(_inputs, _targets)),
    };

    public static TheoryData<string> Calls => [.. _calls.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Nothing_else_uses_a_model_in_training(string call)
    {
        Model model = Create();
        Exception? thrown = null;
        var callback = new HookedCallback { BatchEnd = _ => thrown = OnAnotherThread(() => _calls[call](model)) };
        Assert.Equal(StopReason.Completed, model.Fit(_inputs, _targets, new FitOptions { Callbacks = [callback] }).StopReason);
        string message = Assert.IsType<InvalidOperationException>(thrown).Message;
        Assert.StartsWith(call.Split(" of a ")[0] + " was called while Fit", message, StringComparison.Ordinal);
        Assert.Contains("another thread", message, StringComparison.Ordinal);

        // Nothing is left locked.
        model.Fit(_inputs, _targets);
        Assert.Null(OnAnotherThread(() => model.Fit(_inputs, _targets)));
    }

    [Fact]
    public void A_callback_may_use_the_model_but_not_train_it()
    {
        Model model = Create();
        int called = 0;
        model.Fit(_inputs, _targets, new FitOptions
        {
            Callbacks =
            [
                new HookedCallback
                {
                    EpochEnd = _ =>
                    {
                        model.Evaluate(_inputs, _targets);
                        model.SetWeights(model.GetWeights());
                        model.ResetState();
                        new Predictor(model).Dispose();
                        string message = Assert.Throws<InvalidOperationException>(() => model.Fit(_inputs, _targets)).Message;
                        Assert.DoesNotContain("another thread", message, StringComparison.Ordinal);
                        called++;
                    },
                },
            ],
        });
        Assert.Equal(1, called);
    }

    [Fact]
    public void A_model_that_predicts_is_not_trained_meanwhile()
    {
        Model model = Create();
        model.Build(Shape.Sequence(3, 2));
        Exception? fit = null, predict = null, inner = null;
        var source = new HookedSource(new ArraySource(_inputs, _targets), _ =>
        {
            fit ??= OnAnotherThread(() => model.Fit(_inputs, _targets));
            predict ??= OnAnotherThread(() => model.Predict(_inputs));
            inner ??= OnAnotherThread(() => model.SetWeights(new float[model.ParameterCount]));
        });
        model.Predict(source, new PredictOptions { Threads = 1 });
        Assert.Contains("predicts", Assert.IsType<InvalidOperationException>(fit).Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(inner);
        Assert.Null(predict);
        model.Fit(_inputs, _targets);
    }

    [Fact]
    public void States_that_are_carried_are_for_one_thread()
    {
        var model = new Sequential(new Input(3, 2), new Lstm(3, new() { Stateful = true }), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());
        model.Build();
        Exception? thrown = null;
        model.Predict(
            new HookedSource(new ArraySource(_inputs, _targets), _ => thrown ??= OnAnotherThread(() => model.Predict(_inputs))),
            new PredictOptions { Threads = 1 });
        Assert.IsType<InvalidOperationException>(thrown);
    }

    [Fact]
    public void A_part_of_a_graph_in_training_is_in_training()
    {
        Signal input = Graph.Input(Shape.Sequence(3, 2), "x");
        Signal hidden = new Lstm(3) { Name = "hidden" }.Apply(input);
        var graph = new Graph(input, new Dense(1).Apply(hidden));
        graph.Compile(new Adam(), new MeanSquaredError());
        graph.Build();
        Graph part = graph.Part([input], [hidden]);
        Exception? thrown = null;
        graph.Fit(_inputs, _targets, new FitOptions
        {
            Callbacks = [new HookedCallback { BatchEnd = _ => thrown = OnAnotherThread(() => part.Predict(_inputs)) }],
        });
        Assert.IsType<InvalidOperationException>(thrown);
    }

    [Fact]
    public void A_failed_training_lets_go_of_the_model()
    {
        Model model = Create();
        Assert.Throws<ArgumentException>(() => model.Fit(_inputs, new float[8, 3]));
        Assert.Null(OnAnotherThread(() => model.Fit(_inputs, _targets)));
    }

    [Fact]
    public void A_stream_is_for_one_thread_at_a_time()
    {
        Exception? step = null, reset = null, copy = null;
        StreamingPredictor stream = null!;
        float[] state = [];
        bool asks = false;
        var model = new Sequential(
            new Input(3, 2),
            new Lstm(3),
            new Lambda(
                (input, output) =>
                {
                    if (asks)
                    {
                        step = OnAnotherThread(() => stream.Step(new float[2], new float[3]));
                        reset = OnAnotherThread(() => stream.Reset());
                        copy = OnAnotherThread(() => stream.CopyState(state));
                    }

                    input.Values.CopyTo(output.Values);
                },
                (_, _, outputGradient, inputGradient) => outputGradient.Values.CopyTo(inputGradient.Values),
                isStepwise: true));
        model.Build();
        using Predictor predictor = new(model, new PredictorOptions { Threads = 1 });
        stream = predictor.CreateStream();
        state = new float[stream.StateLength];
        asks = true;
        stream.Step(new float[2], new float[3]);
        Assert.All(new[] { step, reset, copy }, thrown =>
            Assert.Contains("CreateStream", Assert.IsType<InvalidOperationException>(thrown).Message, StringComparison.Ordinal));

        // Nothing is left locked, not even by a step that failed.
        asks = false;
        Assert.Throws<ArgumentException>(() => stream.Step(new float[1], new float[3]));
        Assert.Null(OnAnotherThread(() => stream.Step(new float[2], new float[3])));
        stream.Reset(0);
        stream.CopyState(state);
        stream.RestoreState(state);
    }

    private static Sequential Create()
    {
        var model = new Sequential(new Lstm(3), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());
        return model;
    }

    private static Exception? OnAnotherThread(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(action));
        thread.Start();
        thread.Join();
        return thrown;
    }
}
