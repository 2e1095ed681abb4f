using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Analysis.Estimators;

/// <summary>A multilayer perceptron: a network of dense layers on scaled features.</summary>
internal sealed class Perceptron
{
    private const int FewestForValidation = 40;
    private const float ValidationShare = 0.15f;
    private const int Patience = 20;

    private readonly Sequential _network;
    private readonly FeatureScale _scale;
    private readonly int[] _units;

    private Perceptron(FeatureScale scale, int[] units, ulong seed)
    {
        (_scale, _units) = (scale, units);
        Layer[] hidden = [.. units[1..^1].Select(count => new Dense(count, new() { Activation = ActivationFunction.Relu }))];
        _network = new Sequential([new Input(units[0]), .. hidden, new Dense(units[^1])]) { Seed = seed };
        _network.Build();
    }

    /// <summary>The network in words.</summary>
    public string Description => $"multilayer perceptron, {CountFormatter.Format(_network.ParameterCount, "parameters")}";

    /// <summary>Learns.</summary>
    /// <param name="rows">The features.</param>
    /// <param name="targets">The targets, a sample a row.</param>
    /// <param name="outputs">How many numbers the network gives.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="options">The settings.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Perceptron Fit(
        double[][] rows, Samples targets, int outputs, Loss loss, PerceptronOptions options, CancellationToken cancellation)
    {
        FeatureScale scale = FeatureScale.Of(rows, isStandardized: true);
        try
        {
            Perceptron perceptron = new(scale, [rows[0].Length, .. options.HiddenUnits, outputs], (ulong)options.Seed);
            perceptron._network.Compile(new Adam((float)options.LearningRate), loss);
            bool isValidated = rows.Length >= FewestForValidation;
            perceptron._network.Fit(perceptron.Samples(rows), targets, new FitOptions
            {
                Epochs = options.Epochs,
                BatchSize = Math.Clamp(rows.Length / 20, 8, 64),
                ValidationSplit = isValidated ? ValidationShare : 0,
                Callbacks = isValidated
                    ? [new EarlyStopping(new EarlyStoppingOptions { Patience = Patience, RestoreBestWeights = true })] : [],
                CancellationToken = cancellation,
            });
            cancellation.ThrowIfCancellationRequested();
            return perceptron;
        }
        catch (ArgumentException exception)
        {
            // What does not fit into memory, for example.
            throw new InputException($"The perceptron cannot be trained: {exception.Message}", exception);
        }
    }

    public static Perceptron Load(JsonNode json)
    {
        Perceptron perceptron = new(FeatureScale.Load(json["scale"]), SavedEstimator.Integers(json["units"]), 0);
        double[][] weights = SavedEstimator.Rows(json["weights"]);
        foreach ((Parameter parameter, double[] values) in perceptron._network.Parameters.Zip(weights))
        {
            for (int i = 0; i < values.Length; i++)
            {
                parameter.Values[i] = (float)values[i];
            }

            parameter.MarkChanged();
        }

        return perceptron;
    }

    /// <summary>The network as JSON.</summary>
    public JsonObject Save() => new()
    {
        ["scale"] = _scale.Save(),
        ["units"] = SavedEstimator.Integers(_units),
        ["weights"] = SavedEstimator.Rows(_network.Parameters.Select(Weights)),
    };

    /// <summary>The network's outputs for rows.</summary>
    /// <param name="rows">The features.</param>
    public double[][] Predict(double[][] rows)
    {
        if (rows.Length == 0)
        {
            return [];
        }

        System.Numerics.Tensors.Tensor<float> outputs = _network.Predict(Samples(rows));
        float[] flat = new float[outputs.FlattenedLength];
        outputs.FlattenTo(flat);
        return [.. flat.Chunk(_units[^1]).Select(row => row.Select(value => (double)value).ToArray())];
    }

    private static double[] Weights(Parameter parameter)
    {
        double[] values = new double[parameter.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = parameter.Values[i];
        }

        return values;
    }

    private Samples Samples(double[][] rows)
    {
        float[,] values = new float[rows.Length, rows[0].Length];
        for (int i = 0; i < rows.Length; i++)
        {
            double[] scaled = _scale.Apply(rows[i]);
            for (int j = 0; j < scaled.Length; j++)
            {
                values[i, j] = (float)scaled[j];
            }
        }

        return values;
    }
}
