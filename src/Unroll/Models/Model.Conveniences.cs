using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Unroll.Data;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Models;

/// <content>What there is of the first input and output, and overloads for one input, one loss, arrays and tensors.</content>
public abstract partial class Model
{
    /// <summary>Shape of each sample that comes in (first, where there are several inputs).</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public Shape InputShape => InputShapes[0];

    /// <summary>Shape of each prediction (the first, where there are several outputs).</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public Shape OutputShape => OutputShapes[0];

    /// <summary>The loss, once compiled; that of the first output, where there are several.</summary>
    public Loss? Loss => OutputLosses.Count == 0 ? null : OutputLosses[0].Loss;

    /// <summary>What is reported beside the loss; of the first output, where there are several.</summary>
    public IReadOnlyList<Metric> Metrics => OutputLosses.Count == 0 ? [] : OutputLosses[0].Metrics;

    /// <summary>Fixes the shapes for samples of one shape and creates the weights; does nothing if that is done.</summary>
    /// <param name="input">Shape of a sample.</param>
    /// <exception cref="ArgumentException">The layers cannot take that shape.</exception>
    public void Build(Shape input) => Build([input]);

    /// <summary>Chooses what training minimises, how, and what it reports: the same at every output, where there are several.</summary>
    /// <param name="optimizer">How weights follow gradients.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="metrics">What is reported beside the loss.</param>
    public void Compile(Optimizer optimizer, Loss loss, params Metric[] metrics) => Compile(optimizer, [new OutputLoss(loss, metrics)]);

    /// <summary>Trains on sequences with a vector as target each.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    /// <param name="options">Epochs, batch size, validation and so on.</param>
    /// <returns>How training went.</returns>
    public History Fit(float[,,] x, float[,] y, FitOptions options) => Fit(new ArraySource(x, y), options);

    /// <summary>Trains on sequences with a sequence as target each.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <param name="y">Targets, [batch, timesteps, outputs].</param>
    /// <param name="options">Epochs, batch size, validation and so on.</param>
    /// <returns>How training went.</returns>
    public History Fit(float[,,] x, float[,,] y, FitOptions options) => Fit(new ArraySource(x, y), options);

    /// <summary>Trains on vectors.</summary>
    /// <param name="x">Inputs, [batch, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    /// <param name="options">Epochs, batch size, validation and so on.</param>
    /// <returns>How training went.</returns>
    public History Fit(float[,] x, float[,] y, FitOptions options) => Fit(new ArraySource(x, y), options);

    /// <summary>Trains on tensors.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features] or [batch, features].</param>
    /// <param name="y">Targets, [batch, timesteps, outputs] or [batch, outputs].</param>
    /// <param name="options">Epochs, batch size, validation and so on.</param>
    /// <returns>How training went.</returns>
    public History Fit(Tensor<float> x, Tensor<float> y, FitOptions options) => Fit(new ArraySource(x, y), options);

    /// <summary>The loss and the metrics on sequences with a vector as target each.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    public EvaluationResult Evaluate(float[,,] x, float[,] y) => Evaluate(new ArraySource(x, y));

    /// <summary>The loss and the metrics on vectors.</summary>
    /// <param name="x">Inputs, [batch, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    public EvaluationResult Evaluate(float[,] x, float[,] y) => Evaluate(new ArraySource(x, y));

    /// <summary>Predictions for a tensor.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features] or [batch, features].</param>
    /// <returns>[batch, outputs], or [batch, timesteps, outputs] where the model gives sequences.</returns>
    public Tensor<float> Predict(Tensor<float> x) => Predict(new ArraySource(x));

    /// <summary>Predictions for sequences, where the model gives a vector each.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <returns>[batch, outputs].</returns>
    /// <exception cref="InvalidOperationException">The model gives sequences.</exception>
    public float[,] Predict(float[,,] x) => ToMatrix(Predict(new ArraySource(x)));

    /// <summary>Predictions for vectors.</summary>
    /// <param name="x">Inputs, [batch, features].</param>
    /// <returns>[batch, outputs].</returns>
    public float[,] Predict(float[,] x) => ToMatrix(Predict(new ArraySource(x)));

    private static float[,] ToMatrix(Tensor<float> tensor)
    {
        if (tensor.Rank != 2)
        {
            throw new InvalidOperationException(
                "The model gives a sequence for each sample: call Predict with a Tensor<float> or a SampleSource to get all timesteps.");
        }

        float[,] matrix = new float[tensor.Lengths[0], tensor.Lengths[1]];
        tensor.FlattenTo(MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length));
        return matrix;
    }
}
