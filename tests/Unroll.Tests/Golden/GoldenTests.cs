using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Golden;

/// <summary>The engine against what PyTorch and Keras' layers compute from the same numbers.</summary>
public sealed class GoldenTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Cases { get; } = new(GoldenCases.All.Select(golden => golden.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Engine_agrees_with_the_peer(string name)
    {
        GoldenCase golden = GoldenCases.Named(name);
        GoldenSupport.RequireKnown(golden);
        if (golden.IsLoss)
        {
            CheckLoss(golden);
        }
        else if (golden.IsOptimizer)
        {
            CheckOptimizer(golden);
        }
        else if (GoldenRecurrent.Takes(golden))
        {
            GoldenRecurrent.Check(golden, Tolerance);
        }
        else if (GoldenLayer.Kinds.Contains(golden.Kind))
        {
            GoldenLayer.Check(golden, Tolerance);
        }
        else
        {
            CheckNetwork(golden);
        }
    }

    [Fact]
    public void Every_file_is_a_case_of_its_own()
    {
        Assert.NotEmpty(GoldenCases.All);
        Assert.Equal(GoldenFolder.Files().Count, GoldenCases.All.Select(golden => golden.Name).Distinct().Count());
    }

    private static void CheckNetwork(GoldenCase golden)
    {
        GoldenNetwork network = GoldenNetwork.From(golden);
        var engine = new EngineNetwork(network.Spec, network.Weights, network.Rows);

        Compare.Near("output", golden["output"].Data, engine.Forward(golden["input"].Data), Tolerance);

        int parameters = golden.Whole("parameters", engine.Model.ParameterCount);
        Assert.Equal(parameters, engine.Model.ParameterCount);
        if (!golden.Has("output_grad"))
        {
            return;
        }

        engine.Backward(golden["output_grad"].Data);
        Compare.Near("input gradient", golden["input_grad"].Data, engine.InputGradient, Tolerance);
        foreach ((int layer, string parameter, float[] expected) in network.Gradients.All())
        {
            Compare.Near($"gradient of {layer}.{parameter}", expected, engine.Gradient(layer, parameter), Tolerance);
        }
    }

    private static void CheckLoss(GoldenCase golden)
    {
        CrossEntropyOptions crossEntropy = new()
        {
            FromLogits = golden.Flag("fromLogits", golden.Kind.EndsWith("_logits", StringComparison.Ordinal)),
            LabelSmoothing = golden.Number("labelSmoothing", 0),
        };
        Loss loss = golden.Kind.Replace("_logits", "", StringComparison.Ordinal) switch
        {
            "mean_squared_error" => new MeanSquaredError(),
            "mean_absolute_error" => new MeanAbsoluteError(),
            "binary_crossentropy" => new BinaryCrossEntropy(crossEntropy),
            "categorical_crossentropy" => new CategoricalCrossEntropy(crossEntropy),
            "sparse_categorical_crossentropy" => new SparseCategoricalCrossEntropy(crossEntropy),
            "kl_divergence" => new KullbackLeibler(fromLogits: golden.Text("note", "").Contains("logits", StringComparison.Ordinal)),
            "gaussian_nll" => new GaussianLikelihood(),
            "quantile" => new Quantile(golden.Number("quantile", 0.5f)),
            "huber" => new Huber(golden.Number("delta", 1)),
            _ => throw new NotSupportedException($"The tests do not know the loss {golden.Kind}."),
        };
        int rows = golden["prediction"].Shape[0];
        int features = golden["prediction"].Shape[1];
        int targets = loss.GetTargetShape(Shape.Vector(features)).Features;
        var prediction = new TimeMajorSpan(golden["prediction"].Data, 1, rows, features);

        // Some cases have more columns than the loss has targets: the first ones count.
        int columns = golden["target"].Shape.Length == 1 ? 1 : golden["target"].Shape[1];
        float[] values = [.. golden["target"].Data.Where((_, i) => i % columns < targets)];
        var target = new TimeMajorSpan(values, 1, rows, targets);
        int terms = rows * loss.TermsPerStep(features);
        var gradient = new float[rows * features];

        double sum = loss.Accumulate(prediction, target, default, new TimeMajorSpan(gradient, 1, rows, features), 1f / terms);

        Compare.Near("loss", golden["loss"].Data, [(float)(sum / terms)], Tolerance);
        Compare.Near("gradient", golden["prediction_grad"].Data, gradient, Tolerance);
    }

    /// <summary>Ten full batches of a Dense layer without bias: its kernel is w, and the whole way through training is judged.</summary>
    private static void CheckOptimizer(GoldenCase golden)
    {
        GoldenTensor a = golden["A"];
        GoldenTensor trajectory = golden["trajectory"];
        int samples = a.Shape[0];
        int inputs = a.Shape[1];
        int units = golden["y"].Shape[1];
        var model = new Sequential(new Input(inputs), new Dense(units, new DenseOptions { UseBias = false }));
        model.Build();
        model.SetWeights(golden["w0"].Data);
        model.Compile(Optimizer(golden), new MeanSquaredError());
        List<float[]> weights = [];
        var recorder = new HookedCallback { EpochEnd = context => weights.Add(context.Model.GetWeights()) };

        model.Fit(
            ToMatrix(a.Data, samples, inputs),
            ToMatrix(golden["y"].Data, samples, units),
            new FitOptions { Epochs = trajectory.Shape[0], BatchSize = samples, Shuffle = false, Callbacks = [recorder] });

        Assert.Equal(trajectory.Shape[0], weights.Count);
        Compare.Near("trajectory", trajectory.Data, [.. weights.SelectMany(values => values)], Tolerance);
    }

    private static Optimizer Optimizer(GoldenCase golden)
    {
        float rate = golden.Number("lr", 0);
        float clip = golden.Number("clipNorm", golden.Number("clipValue", 0));
        return golden.Kind switch
        {
            "adam" => new Adam(
                rate,
                new AdamOptions
                {
                    Beta1 = golden.Number("beta1", 0.9f),
                    Beta2 = golden.Number("beta2", 0.999f),
                    Epsilon = golden.Number("eps", 1e-8f),
                }),
            "adamw" => new AdamW(
                rate,
                golden.Number("weightDecay", AdamW.DefaultWeightDecay),
                new AdamOptions
                {
                    Beta1 = golden.Number("beta1", 0.9f),
                    Beta2 = golden.Number("beta2", 0.999f),
                    Epsilon = golden.Number("eps", 1e-8f),
                }),
            "adadelta" => new Adadelta(rate, golden.Number("rho", 0.9f), golden.Number("eps", 1e-6f)),
            "amsgrad" => new Adam(rate, new AdamOptions { Epsilon = golden.Number("eps", 1e-8f), AmsGrad = true }),
            "adagrad" => new Adagrad(rate, golden.Number("eps", 1e-7f)),
            "rmsprop" => new RmsProp(
                rate,
                new RmsPropOptions
                {
                    Rho = golden.Number("rho", 0.9f),
                    Epsilon = golden.Number("eps", 1e-7f),
                    Momentum = golden.Number("momentum", 0)
                }),
            "sgd_weight_decay" => new Sgd(rate) { WeightDecay = golden.Number("l2", 0) },
            "sgd_clip_norm" => new Sgd(rate) { Clipping = GradientClipping.ByGlobalNorm(clip) },
            "sgd_clip_value" => new Sgd(rate) { Clipping = GradientClipping.ByValue(clip) },
            _ => new Sgd(rate, new SgdOptions { Momentum = golden.Number("momentum", 0), Nesterov = golden.Flag("nesterov", false) }),
        };
    }

    private static float[,] ToMatrix(float[] values, int rows, int columns)
    {
        var matrix = new float[rows, columns];
        Buffer.BlockCopy(values, 0, matrix, 0, values.Length * sizeof(float));
        return matrix;
    }
}
