using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.PublicApi.Tests.Toys;
using Unroll.Training;

namespace Unroll.PublicApi.Tests;

/// <summary>
/// Layers, cells, losses, metrics and activations of one's own: registered, they are made from JSON, saved and loaded as those of the
/// library.
/// </summary>
public sealed class OwnBlocksTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"unroll-{Guid.NewGuid():N}.safetensors");

    static OwnBlocksTests()
    {
        Layer.Catalogue.Register(ToyLayer.Entry);
        RnnCell.Catalogue.Register(Leaky.Entry);
        ActivationFunction.Catalogue.Register(new("cube", typeof(Cube), "The cube.", [], _ => new Cube()));
        Loss.Catalogue.Register(ToyLoss.Entry);
        Metric.Catalogue.Register(new("largest-error", typeof(LargestError), "The largest error.", [],
            _ => new LargestError())
        { ShortName = "max" });
    }

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_model_of_own_blocks_is_made_from_json_trained_saved_and_trained_on()
    {
        Layer[] layers =
        [
            Layer.Catalogue.Create(JsonNode.Parse("""{"rnn": {"leaky": {"units": 3, "rate": 0.25}, "return-sequences": true}}""")!),
            Layer.Catalogue.Create(
                JsonNode.Parse(
                    """{"toy-scaling": {"factor": 2, "name": "twice", "trainable": false, "activity-regularizer": {"l2": 0.5}}}""")!),
            Layer.Catalogue.Create(JsonNode.Parse("""{"bidirectional": {"rnn": {"leaky": 2}, "merge-mode":"sum"}}""")!),
            Layer.Catalogue.Create(JsonNode.Parse("""{"dense": {"units": 1, "activation": "cube"}}""")!),
        ];
        var model = new Sequential([new Input(4, 2), .. layers]);
        model.Compile(
            new Adam(0.01f),
            Loss.Catalogue.Create(JsonNode.Parse("""{"toy-pinball": 0.75}""")!),
            Metric.Catalogue.Create("largest-error"), Metric.Catalogue.Create("toy-pinball"), new MeanAbsoluteError());
        (float[,,] inputs, float[,] targets) = Data();
        model.Fit(inputs, targets, new FitOptions { Epochs = 1, Shuffle = false });
        model.Save(_path);

        Model loaded = Model.Load(_path);

        Assert.Equal(model.Summary(), loaded.Summary());
        Assert.Equal(model.Predict(inputs), loaded.Predict(inputs));
        Assert.Equal("twice", loaded.Layers[1].Name);
        Assert.False(loaded.Layers[1].Trainable);
        Assert.Equal(0.75f, Assert.IsType<ToyLoss>(loaded.OutputLosses[0].Loss).Quantile);
        EvaluationResult before = model.Evaluate(inputs, targets), after = loaded.Evaluate(inputs, targets);
        Assert.Equal(["max", "toy-pinball", "mae"], after.Metrics.Keys.Order(Comparer<string>.Create((a, b) => Order(a) - Order(b))));
        Assert.Equal(before.Loss, after.Loss);
        Assert.Equal(before.Metrics["max"], after.Metrics["max"]);
        using var predictor = new Predictor(loaded);
        float[] prediction = new float[1];
        predictor.Predict(new float[8], prediction);
        Assert.True(float.IsFinite(prediction[0]));
    }

    [Fact]
    public void A_model_whose_loss_and_metric_are_not_registered_predicts_and_says_at_fit_what_is_missing()
    {
        var model = new Sequential(new Input(4, 2), new Gru(3), new Dense(1));
        model.Compile(new Adam(0.01f), new Unknown(), new Unknown());
        (float[,,] inputs, float[,] targets) = Data();
        model.Fit(inputs, targets, new FitOptions { Epochs = 1 });
        model.Save(_path);

        Model loaded = Model.Load(_path);
        Assert.Equal(model.Predict(inputs), loaded.Predict(inputs));
        Assert.Null(loaded.Optimizer);
        using (Predictor predictor = Predictor.Load(_path))
        {
            predictor.Predict(new float[8], new float[1]);
        }

        string message = Assert.Throws<InvalidOperationException>(() => loaded.Fit(inputs, targets, new FitOptions { Epochs = 1 })).Message;
        Assert.Contains("the loss \"unknown\" is not known", message, StringComparison.Ordinal);
        Assert.Contains("Loss.Catalogue.Register", message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => loaded.Evaluate(inputs, targets));

        // Saved once more, it keeps what it could not read; registered, the loss is found.
        loaded.Save(_path);
        loaded = Model.Load(_path);
        Loss.Catalogue.Register(new("unknown", typeof(Unknown), "A loss.", [], _ => new Unknown()));
        Assert.Equal(model.Evaluate(inputs, targets).Loss, loaded.Evaluate(inputs, targets).Loss);
        Assert.Equal(0.01f, loaded.Optimizer!.LearningRate);

        Model uncompiled = Model.Load(_path, compile: false);
        Assert.Contains("Compile", Assert.Throws<InvalidOperationException>(() => uncompiled.Evaluate(inputs, targets)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_the_library_is_refused_and_ones_own_may_be_registered_again()
    {
        Assert.Throws<ArgumentException>(() =>
            Layer.Catalogue.Register(new LayerEntry("Dense", typeof(ToyLayer), "A layer.", [], _ => new ToyLayer(1))));
        Assert.Throws<ArgumentException>(() =>
            Loss.Catalogue.Register(new("accuracy", typeof(ToyLoss), "A loss with the name of a metric.", [], _ => new ToyLoss(0.5f))));
        Assert.Null(Loss.Catalogue.Find("accuracy"));
        Layer.Catalogue.Register(ToyLayer.Entry);
        Loss.Catalogue.Register(ToyLoss.Entry);
        Assert.Single(Layer.Catalogue.Entries, entry => entry.Name == "toy-scaling");
        Assert.Single(Metric.Catalogue.Entries, entry => entry.Name == "toy-pinball");
    }

    private static int Order(string metric) => metric switch { "max" => 0, "toy-pinball" => 1, _ => 2 };

    private static (float[,,] Inputs, float[,] Targets) Data()
    {
        var random = new RandomStream(3);
        var inputs = new float[20, 4, 2];
        var targets = new float[20, 1];
        for (int row = 0; row < 20; row++)
        {
            for (int t = 0; t < 4; t++)
            {
                (inputs[row, t, 0], inputs[row, t, 1]) = (random.NextSingle(), random.NextSingle());
            }

            targets[row, 0] = inputs[row, 3, 0] - inputs[row, 0, 1];
        }

        return (inputs, targets);
    }

    /// <summary>h = rate·h₋₁ + x·W.</summary>
    private sealed class Leaky(int units, float rate) : RnnCell(units)
    {
        private static readonly Setting<Leaky,
            int> _units = new("units", Unroll.Catalogue.Kind.Integer(1), cell => cell.Units, "Hidden units.") { IsRequired = true };

        private static readonly Setting<Leaky, float> _rate = new("rate", Unroll.Catalogue.Kind.Single(NumberRange.Share),
            cell => cell.Rate, "What stays.")
        { DefaultValue = 0.5f };

        private Parameter _kernel = null!;

        public static Entry<RnnCell> Entry { get; } =
            new("leaky", typeof(Leaky), "A leaky integrator.", [_units, _rate],
                values => new Leaky(values.Get(_units), values.Get(_rate)))
            { Shorthand = _units };

        public float Rate => rate;

        public override void Forward(RnnStep step)
        {
            Span<float> state = step.State();
            state.Clear();
            step.AddProduct(step.Input, _kernel, state);
            for (int i = 0; i < state.Length; i++)
            {
                state[i] += rate * step.PreviousState()[i];
            }
        }

        public override void Backward(RnnStep step)
        {
            for (int i = 0; i < step.StateGradient().Length; i++)
            {
                step.PreviousStateGradient()[i] += rate * step.StateGradient()[i];
            }

            step.AddKernelGradient(step.Input, step.StateGradient(), _kernel);
            step.AddProductTransposed(step.StateGradient(), _kernel, step.InputGradient);
        }

        protected override void Build(int inputs, RandomStream random) =>
            _kernel = AddParameter("kernel", new GlorotUniform(), random, inputs, Units);
    }

    private sealed class Cube : ActivationFunction
    {
        public override bool NeedsInput => true;

        protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength)
        {
            for (int i = 0; i < input.Length; i++)
            {
                output[i] = input[i] * input[i] * input[i];
            }
        }

        protected override void BackwardCore(
            ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient,
            int rowLength)
        {
            for (int i = 0; i < input.Length; i++)
            {
                inputGradient[i] = 3 * input[i] * input[i] * outputGradient[i];
            }
        }
    }

    private sealed class Unknown() : ToyLoss(0.5f);

    private sealed class LargestError : Metric
    {
        public override int GetSlotCount(int features) => 1;

        public override void Accumulate(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, Span<double> slots)
        {
            for (int i = 0; i < prediction.Values.Length; i++)
            {
                slots[0] = Math.Max(slots[0], Math.Abs(prediction.Values[i] - target.Values[i]));
            }
        }

        public override double Result(ReadOnlySpan<double> slots) => slots[0];
    }
}
