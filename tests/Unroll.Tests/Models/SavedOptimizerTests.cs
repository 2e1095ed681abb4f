using Unroll.Formats;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>A model that was saved and loaded trains on as if it had never stopped, bit for bit.</summary>
public sealed class SavedOptimizerTests : IDisposable
{
    private static readonly float[,,] _inputs = TestData.Sequences(30, 4, 2);
    private static readonly float[,] _targets = TestData.Means(_inputs);

    private static readonly Dictionary<string, FitOptions> _settings = new()
    {
        ["plain"] = new(),
        ["not shuffled"] = new() { Shuffle = false },
        ["accumulation"] = new() { AccumulationSteps = 3 },
        ["truncation"] = new() { TruncatedSteps = 2 },
        ["seed"] = new() { Seed = 9 },
        ["schedule"] = new()
        {
            Callbacks = [new LearningRateScheduler(new ExponentialDecay(0.02f, 0.9f, 2), byStep: true)],
        },
    };

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");

    public static TheoryData<string> OptimizerNames => [.. Optimizer.Catalogue.Entries
        .Where(entry => entry.Type.Assembly == typeof(Optimizer).Assembly && !entry.Type.IsSubclassOf(typeof(FullBatchOptimizer)))
        .Select(entry => entry.Name)];

    public static TheoryData<string> SettingNames => [.. _settings.Keys];

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(OptimizerNames))]
    public void Every_optimizer_goes_on(string optimizer) => AssertGoesOn(Optimizer.Catalogue.Create(optimizer), new());

    [Fact]
    public void Options_of_optimizers_go_on()
    {
        AssertGoesOn(new Adam(0.01f, new AdamOptions { AmsGrad = true }) { Clipping = GradientClipping.ByGlobalNorm(1) }, new());
        AssertGoesOn(new Sgd(0.01f, new SgdOptions { Momentum = 0.9f, Nesterov = true }), new());
        AssertGoesOn(new RmsProp(0.01f, new RmsPropOptions { Centered = true, Momentum = 0.5f }), new());
    }

    [Theory]
    [MemberData(nameof(SettingNames))]
    public void Every_setting_of_training_goes_on(string settings) => AssertGoesOn(new Adam(0.01f), _settings[settings]);

    [Fact]
    public void Graphs_with_shared_and_frozen_layers_go_on()
    {
        Assert.Equal(Train(save: false), Train(save: true));

        float[] Train(bool save)
        {
            Signal input = Graph.Input(Shape.Sequence(4, 2));
            var shared = new Dense(3) { Name = "shared" };
            Signal once = shared.Apply(new Dense(2) { Name = "frozen", Trainable = false }.Apply(input));
            Signal end = new Dense(1).Apply(new Lstm(3).Apply(new Concatenate().Apply(once, shared.Apply(input))));
            Model model = new Graph(input, end) { Seed = 3 };
            model.Compile(new Adam(0.01f), new MeanSquaredError());
            model.Fit(_inputs, _targets, new FitOptions { Epochs = 2 });
            model = save ? SaveAndLoad(model) : model;
            model.Fit(_inputs, _targets, new FitOptions { Epochs = 2 });
            return model.GetWeights();
        }
    }

    [Fact]
    public void A_learning_rate_that_was_lowered_stays()
    {
        Model model = Create(new Adam(0.01f));
        model.Fit(_inputs, _targets);
        model.Optimizer!.LearningRate = 0.001f;
        Assert.Equal(0.001f, SaveAndLoad(model).Optimizer!.LearningRate);
    }

    [Fact]
    public void It_is_left_out_on_request()
    {
        Model model = Create(new Adam(0.01f));
        model.Fit(_inputs, _targets);
        model.Save(_path, includeOptimizer: false);
        SafetensorsFile file = SafetensorsFile.Read(_path);
        Assert.DoesNotContain(file.Tensors, tensor => tensor.Name.Contains("optimizer", StringComparison.Ordinal));
        Assert.Equal(["unroll.model"], file.Metadata.Keys);
        Model loaded = Model.Load(_path);
        Assert.Null(loaded.OptimizerState);
        Assert.Equal(model.GetWeights(), loaded.GetWeights());
        Assert.IsType<Adam>(loaded.Optimizer);
    }

    [Fact]
    public void What_was_never_trained_has_none()
    {
        Model model = Create(new Adam());
        model.Build(Shape.Sequence(4, 2));
        Assert.Null(SaveAndLoad(model).OptimizerState);
    }

    [Fact]
    public void Prediction_does_not_even_read_it()
    {
        Model model = Create(new Adam(0.01f));
        model.Fit(_inputs, _targets);
        model.Save(_path);
        SafetensorsFile file = SafetensorsFile.Read(_path);
        Assert.Equal(2 * model.Parameters.Count(parameter => parameter.IsTrainable), file.Tensors.Count(
            tensor => tensor.Name.StartsWith("unroll.optimizer.", StringComparison.Ordinal)));

        // Whatever is in it.
        SafetensorsFile.Write(_path, [.. file.Tensors.Select(tensor => SavedOptimizer.IsPart(tensor.Name)
            ? new SafetensorsTensor(tensor.Name, [1], new float[] { float.NaN }) : tensor)], file.Metadata);
        using Predictor predictor = Predictor.Load(_path);
        Assert.Equal(model.GetWeights(), Model.Load(_path, compile: false).GetWeights());
        Assert.Contains(
            "includeOptimizer: false", Assert.Throws<InputException>(() => Model.Load(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optimizer_that_is_not_registered_keeps_it_for_later()
    {
        Model model = Create(new Adam(0.01f));
        model.Fit(_inputs, _targets);
        model.Save(_path);
        SafetensorsFile file = SafetensorsFile.Read(_path);
        string description = file.Metadata["unroll.model"].Edit("{\"adam\":", "{\"adamant\":");
        SafetensorsFile.Write(_path, file.Tensors, new Dictionary<string, string>(file.Metadata) { ["unroll.model"] = description });

        Model unread = Model.Load(_path);
        Assert.Null(unread.Optimizer);
        unread.Save(_path);
        Assert.Equal(file.Tensors.Count, SafetensorsFile.Read(_path).Tensors.Count);
        unread.Compile(new Adam(), new MeanSquaredError());
        unread.Save(_path);
        Assert.Equal(model.Parameters.Count, SafetensorsFile.Read(_path).Tensors.Count);
    }

    [Fact]
    public void A_checkpoint_of_a_further_training_knows_the_ones_before()
    {
        float[] whole = Run(null);
        using var cancellation = new CancellationTokenSource();
        string checkpoint = _path + ".checkpoint";
        try
        {
            Run(new FitOptions
            {
                Checkpoint = new(checkpoint),
                Callbacks = [new HookedCallback { EpochEnd = _ => cancellation.Cancel() }],
                CancellationToken = cancellation.Token,
            });
            Model model = Create(new Adam(0.01f));
            model.Build(Shape.Sequence(4, 2));
            model.Fit(_inputs, _targets, new FitOptions { Epochs = 3, Checkpoint = new(checkpoint), Callbacks = [new HookedCallback()] });
            Assert.Equal(whole, model.GetWeights());
        }
        finally
        {
            File.Delete(checkpoint);
        }

        static float[] Run(FitOptions? second)
        {
            Model model = Create(new Adam(0.01f));
            model.Fit(_inputs, _targets, new FitOptions { Epochs = 2 });
            model.Fit(_inputs, _targets, (second ?? new()) with { Epochs = 3 });
            return model.GetWeights();
        }
    }

    private static Sequential Create(Optimizer optimizer)
    {
        var model = new Sequential(new BatchNormalization(), new Lstm(5), new Dropout(0.3f), new Dense(1)) { Seed = 4 };
        model.Compile(optimizer, new MeanSquaredError());
        return model;
    }

    private void AssertGoesOn(Optimizer optimizer, FitOptions options)
    {
        float[] once = Train([4], false), twice = Train([2, 2], false), saved = Train([2, 2], true);
        Assert.Equal(twice, saved);
        Assert.Equal(once, saved);

        float[] Train(int[] epochs, bool save)
        {
            float rate = optimizer.LearningRate;
            Model model = Create(optimizer);
            foreach ((int i, int count) in epochs.Index())
            {
                model = save && i > 0 ? SaveAndLoad(model) : model;
                model.Fit(_inputs, _targets, options with { Epochs = count, BatchSize = 8 });
            }

            optimizer.LearningRate = rate;
            return model.GetWeights();
        }
    }

    private Model SaveAndLoad(Model model)
    {
        model.Save(_path);
        return Model.Load(_path);
    }
}
