using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
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
        Layer.Catalogue.Register(Scaling.Entry);
        RnnCell.Catalogue.Register(Leaky.Entry);
        ActivationFunction.Catalogue.Register(new("cube", typeof(Cube), "The cube.", [], _ => new Cube()));
        Loss.Catalogue.Register(Pinball.Entry);
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
            Layer.Catalogue.Create(JsonNode.Parse("""{"scaling": {"factor": 2, "name": "twice", "trainable": false, "activity-regularizer": {"l2": 0.5}}}""")!),
            Layer.Catalogue.Create(JsonNode.Parse("""{"bidirectional": {"rnn": {"leaky": 2}, "merge": "sum"}}""")!),
            Layer.Catalogue.Create(JsonNode.Parse("""{"dense": {"units": 1, "activation": "cube"}}""")!),
        ];
        var model = new Sequential([new Input(4, 2), .. layers]);
        model.Compile(
            new Adam(0.01f),
            Loss.Catalogue.Create(JsonNode.Parse("""{"pinball-of-mine": 0.75}""")!),
            Metric.Catalogue.Create("largest-error"), Metric.Catalogue.Create("pinball-of-mine"), new MeanAbsoluteError());
        (float[,,] inputs, float[,] targets) = Data();
        model.Fit(inputs, targets, new FitOptions { Epochs = 1, Shuffle = false });
        model.Save(_path);

        Model loaded = Model.Load(_path);

        Assert.Equal(model.Summary(), loaded.Summary());
        Assert.Equal(model.Predict(inputs), loaded.Predict(inputs));
        Assert.Equal("twice", loaded.Layers[1].Name);
        Assert.False(loaded.Layers[1].Trainable);
        Assert.Equal(0.75f, Assert.IsType<Pinball>(loaded.OutputLosses[0].Loss).Quantile);
        EvaluationResult before = model.Evaluate(inputs, targets), after = loaded.Evaluate(inputs, targets);
        Assert.Equal(["max", "pinball-of-mine", "mae"], after.Metrics.Keys.Order(Comparer<string>.Create((a, b) => Order(a) - Order(b))));
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
            Layer.Catalogue.Register(new LayerEntry("Dense", typeof(Scaling), "A layer.", [], _ => new Scaling(1))));
        Assert.Throws<ArgumentException>(() =>
            Loss.Catalogue.Register(new("accuracy", typeof(Pinball), "A loss with the name of a metric.", [], _ => new Pinball(0.5f))));
        Assert.Null(Loss.Catalogue.Find("accuracy"));
        Layer.Catalogue.Register(Scaling.Entry);
        Assert.Single(Layer.Catalogue.Entries, entry => entry.Name == "scaling");
    }

    private static int Order(string metric) => metric switch { "max" => 0, "pinball-of-mine" => 1, _ => 2 };

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

    private sealed class Scaling(float factor) : UnaryLayer
    {
        private static readonly Setting<Scaling,
            float> _factor = new("factor", Unroll.Catalogue.Kind.Single(), layer => layer.Factor, "The factor.") { DefaultValue = 1 };

        // No LayerEntry: the settings that all layers have come by themselves.
        public static Entry<Layer> Entry { get; } = new("scaling", typeof(Scaling), "Multiplies by a number.", [_factor],
            values => new Scaling(values.Get(_factor)));

        public float Factor => factor;

        public override Shape GetOutputShape(Shape input) => input;

        public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
        {
            for (int i = 0; i < input.Values.Length; i++)
            {
                output.Values[i] = factor * input.Values[i];
            }
        }

        public override void Backward(
            LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, TimeMajorSpan outputGradient, TimeMajorSpan inputGradient,
            PassContext context)
        {
            for (int i = 0; i < inputGradient.Values.Length; i++)
            {
                inputGradient.Values[i] = factor * outputGradient.Values[i];
            }
        }
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

    private class Pinball(float quantile) : StepLoss
    {
        private static readonly Setting<Pinball, float> _quantile =
            new("quantile", Unroll.Catalogue.Kind.Single(NumberRange.Fraction), loss => loss.Quantile,
                "The quantile.")
            { DefaultValue = 0.5f };

        public static Entry<Loss> Entry { get; } =
            new("pinball-of-mine", typeof(Pinball), "The pinball loss.", [_quantile],
                values => new Pinball(values.Get(_quantile)))
            { Shorthand = _quantile };

        public float Quantile => quantile;

        protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
        {
            double sum = 0;
            for (int i = 0; i < prediction.Length; i++)
            {
                float error = target[i] - prediction[i];
                float slope = error >= 0 ? quantile : quantile - 1;
                sum += slope * error;
                gradient[i] = -slope * scale;
            }

            return sum;
        }
    }

    private sealed class Unknown() : Pinball(0.5f);

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
