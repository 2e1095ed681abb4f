using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Models;

/// <content>What there is of the first input and output, and overloads for one input, one loss, arrays and tensors.</content>
public abstract partial class Model
{
    /// <summary>Input shape of each sample (the first, where there are several inputs).</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public Shape InputShape => InputShapes[0];

    /// <summary>Shape of each prediction (the first, where there are several outputs).</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public Shape OutputShape => OutputShapes[0];

    /// <summary>The layer of each output.</summary>
    public IReadOnlyList<Layer> OutputLayers => [.. Network.Outputs.Select(Network.LayerOf)];

    /// <summary>
    /// Whether a <see cref="StreamingPredictor"/> may give the timesteps one at a time: each output then depends on the timesteps so far
    /// alone, as with recurrent layers and causal convolutions that read forwards.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public bool IsStreamable => StreamRules.Problem(Network, InputShapes) is null;

    /// <summary>The loss, once compiled; that of the first output, where there are several.</summary>
    public Loss? Loss => OutputLosses.Count == 0 ? null : OutputLosses[0].Loss;

    /// <summary>The metrics; of the first output, where there are several.</summary>
    public IReadOnlyList<Metric> Metrics => OutputLosses.Count == 0 ? [] : OutputLosses[0].Metrics;

    /// <summary>Fixes the shapes for samples of one shape and makes the parameters; does nothing if that is done.</summary>
    /// <param name="input">Shape of a sample.</param>
    /// <exception cref="ArgumentException">The layers cannot take that shape.</exception>
    public void Build(Shape input) => Build([input]);

    /// <summary>Sets optimizer, loss and metrics: the same at every output, where there are several.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="loss">The loss that training minimises.</param>
    /// <param name="metrics">The metrics reported beside the loss.</param>
    public void Compile(Optimizer optimizer, Loss loss, params Metric[] metrics) => Compile(optimizer, [new OutputLoss(loss, metrics)]);

    /// <summary>Trains on samples of one input and one target: arrays or tensors, as in <see cref="Samples"/>.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets.</param>
    /// <param name="options">Epochs, batch size, validation and so on; leave out for one epoch in batches of 32.</param>
    /// <returns>The history of the training.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">There are not as many targets as inputs, or they do not have the model's shapes.</exception>
    public History Fit(Samples x, Samples y, FitOptions options = default) => Fit([x], [y], options);

    /// <summary>Trains on samples of several inputs or several targets.</summary>
    /// <param name="x">One for each input, in the order of <see cref="InputNames"/>; for example <c>[past, calendar]</c>.</param>
    /// <param name="y">One for each output, in the order of <see cref="OutputNames"/>.</param>
    /// <param name="options">Epochs, batch size, validation and so on; leave out for one epoch in batches of 32.</param>
    /// <returns>The history of the training.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">There are not as many samples in each, or they do not have the model's shapes.</exception>
    public History Fit(IReadOnlyList<Samples> x, IReadOnlyList<Samples> y, FitOptions options = default) =>
        Fit(WithTargets(x, y), options);

    /// <summary>Loss and metrics on samples of one input and one target: arrays or tensors, as in <see cref="Samples"/>.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">There are not as many targets as inputs, or they do not have the model's shapes.</exception>
    public EvaluationResult Evaluate(Samples x, Samples y, PredictOptions options = default) => Evaluate([x], [y], options);

    /// <summary>The loss and the metrics on samples of several inputs or several targets.</summary>
    /// <param name="x">One for each input, in the order of <see cref="InputNames"/>.</param>
    /// <param name="y">One for each output, in the order of <see cref="OutputNames"/>.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">There are not as many samples in each, or they do not have the model's shapes.</exception>
    public EvaluationResult Evaluate(IReadOnlyList<Samples> x, IReadOnlyList<Samples> y, PredictOptions options = default) =>
        Evaluate(WithTargets(x, y), options);

    /// <summary>Predictions for samples of one input: an array or a tensor, as in <see cref="Samples"/>.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <returns>[batch, outputs], or [batch, timesteps, outputs] where the model returns sequences.</returns>
    /// <exception cref="ArgumentException">They do not have the model's shape.</exception>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public Tensor<float> Predict(Samples x, PredictOptions options = default) => Predict(new ArraySource(x), options);

    /// <summary>Predictions for samples of several inputs.</summary>
    /// <param name="x">One for each input, in the order of <see cref="InputNames"/>.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <returns>[batch, outputs], or [batch, timesteps, outputs] where the model returns sequences.</returns>
    /// <exception cref="ArgumentException">There are not as many samples in each, or they do not have the model's shapes.</exception>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public Tensor<float> Predict(IReadOnlyList<Samples> x, PredictOptions options = default) => Predict(new ArraySource(x), options);

    /// <summary>Predictions of all outputs for samples of one input.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <returns>One tensor for each output, [batch, features] or [batch, timesteps, features].</returns>
    /// <exception cref="ArgumentException">They do not have the model's shape.</exception>
    public IReadOnlyList<Tensor<float>> PredictAll(Samples x, PredictOptions options = default) => PredictAll(new ArraySource(x), options);

    /// <summary>Predictions of all outputs for samples of several inputs.</summary>
    /// <param name="x">One for each input, in the order of <see cref="InputNames"/>.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <returns>One tensor for each output, [batch, features] or [batch, timesteps, features].</returns>
    /// <exception cref="ArgumentException">There are not as many samples in each, or they do not have the model's shapes.</exception>
    public IReadOnlyList<Tensor<float>> PredictAll(IReadOnlyList<Samples> x, PredictOptions options = default) =>
        PredictAll(new ArraySource(x), options);

    private static ArraySource WithTargets(IReadOnlyList<Samples> x, IReadOnlyList<Samples> y)
    {
        ArgumentNullException.ThrowIfNull(y);
        return new ArraySource(x, y);
    }
}
