using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>
/// A network that can be compiled, trained, evaluated, used for prediction and saved. Once the model is built, <c>Predict</c> and
/// <c>Evaluate</c> may run on many threads at once, unless a layer is stateful. Training, and whatever else changes the model, needs it for
/// itself: a call meanwhile, other than from a callback of that training, is an <see cref="InvalidOperationException"/>.
/// </summary>
public abstract partial class Model
{
    private protected Model()
    {
    }

    /// <summary>
    /// Seed of the initial weights; also of shuffling and dropout, unless <see cref="FitOptions.Seed"/> is set. Default: 0.
    /// </summary>
    public ulong Seed { get; init; }

    /// <summary>Short texts that are saved with the model and are no weights, such as how its input was scaled.</summary>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The layers, each once, each after those it takes from.</summary>
    public IReadOnlyList<Layer> Layers => Network.Layers;

    /// <summary>Names of the inputs, in the order in which samples have them.</summary>
    public abstract IReadOnlyList<string> InputNames { get; }

    /// <summary>Names of the outputs, in the order in which targets belong to them.</summary>
    public abstract IReadOnlyList<string> OutputNames { get; }

    /// <summary>Whether the shapes are fixed and the parameters made.</summary>
    public abstract bool IsBuilt { get; }

    /// <summary>Shapes of each sample's inputs.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public abstract IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>Shapes of each prediction's outputs.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public abstract IReadOnlyList<Shape> OutputShapes { get; }

    /// <summary>All parameters, in the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. Layers.SelectMany(layer => layer.Parameters)];

    /// <summary>Number of trainable values.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>The loss and metrics of each output, once compiled. A single one holds for every output.</summary>
    public IReadOnlyList<OutputLoss> OutputLosses { get; private set; } = [];

    /// <summary>The optimizer, once compiled.</summary>
    public Optimizer? Optimizer { get; private set; }

    /// <summary>The training section of a file that could not be read, since something in it is not registered.</summary>
    internal JsonObject? UnreadTraining { get; set; }

    /// <summary>The optimizer's state of such a file.</summary>
    internal SavedOptimizer? UnreadOptimizer { get; set; }

    /// <summary>Length of a buffer that holds the gradient of all parameters, each at its offset.</summary>
    internal int GradientLength { get; private protected set; }

    /// <summary>The optimizer's state; carried from one <c>Fit</c> to the next, so that training continues where it stopped.</summary>
    internal OptimizerState? OptimizerState { get; set; }

    /// <summary>
    /// Fixes the shapes and makes the parameters, whose weights are drawn from <see cref="Seed"/> when they are first needed; does nothing
    /// if that is done.
    /// </summary>
    /// <exception cref="InvalidOperationException">The first layer does not give the input shape, so that data must.</exception>
    /// <exception cref="ArgumentException">There would be more weights than fit into memory; the message names the layer.</exception>
    public abstract void Build();

    /// <summary>
    /// Fixes the shapes for samples of some shapes and makes the parameters, whose weights are drawn from <see cref="Seed"/> when they are
    /// first needed; does nothing if that is done.
    /// </summary>
    /// <param name="inputs">Shapes of a sample's inputs.</param>
    /// <exception cref="ArgumentException">
    /// The layers cannot take those shapes, or there would be more weights than fit into memory; the message names the layer.
    /// </exception>
    public abstract void Build(IReadOnlyList<Shape> inputs);

    /// <summary>Sets the optimizer, and the loss and metrics of each output.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="losses">One for each output, in their order; training minimises the weighted sum of their means.</param>
    /// <exception cref="ArgumentException">
    /// There is not one for each output, or the last activation does not fit a loss or metric, as far as it is known: for example no
    /// activation under a cross-entropy of probabilities.
    /// </exception>
    public void Compile(Optimizer optimizer, IReadOnlyList<OutputLoss> losses)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(losses);
        using UseGate.Lease use = Gate.Change(nameof(Compile));
        SetCompiled(optimizer, losses);
    }

    /// <summary>Trains on samples.</summary>
    /// <param name="training">The samples.</param>
    /// <param name="options">Epochs, batch size, validation and so on; leave out for one epoch in batches of 32.</param>
    /// <returns>The history of the training.</returns>
    /// <exception cref="InvalidOperationException">
    /// The model is not compiled, or is in use on another thread, or in training already.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The samples do not have the model's shapes, or have no targets or ones that the loss cannot take, or there are none.
    /// </exception>
    public History Fit(SampleSource training, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        using UseGate.Lease use = Gate.Begin(nameof(Fit));
        return Trainer.Fit(this, training, options);
    }

    /// <summary>The loss and the metrics on samples, without training or dropout.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled, or is in training on another thread.</exception>
    /// <exception cref="ArgumentException">
    /// The samples do not have the model's shapes, or have no targets or ones that the loss cannot take, or there are none.
    /// </exception>
    public EvaluationResult Evaluate(SampleSource samples, PredictOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using UseGate.Lease use = Use(nameof(Evaluate));
        using var team = new WorkerTeam(options.Threads);
        return new Evaluator(this, samples, options.BatchSize, team).Evaluate();
    }

    /// <summary>
    /// Predictions for samples, which need no targets. The same on any number of threads; a sample's last bits may depend on how
    /// many others are in its batch.
    /// </summary>
    /// <param name="samples">The samples.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <returns>[samples, outputs], or [samples, timesteps, outputs] where the model returns sequences.</returns>
    public Tensor<float> Predict(SampleSource samples, PredictOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return OutputNames.Count == 1
            ? PredictAll(samples, options)[0]
            : throw new InvalidOperationException(
                $"The model has {CountFormatter.Format(OutputNames.Count, "outputs")} ({string.Join(", ", OutputNames)}): call " +
                $"PredictAll to get them all.");
    }

    /// <summary>Predictions of all outputs for samples, which need no targets.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <returns>One tensor for each output, [samples, features] or [samples, timesteps, features].</returns>
    public IReadOnlyList<Tensor<float>> PredictAll(SampleSource samples, PredictOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using UseGate.Lease use = Use(nameof(Predict));
        using var team = new WorkerTeam(options.Threads);
        return new Predictions(this, samples, options.BatchSize, team).ToTensors();
    }

    /// <summary>Resets the states of all stateful layers to zero.</summary>
    public void ResetState()
    {
        using UseGate.Lease use = Gate.Change(nameof(ResetState));
        // Nothing has a state before the model is built, and what is inside a layer is not there yet.
        foreach (RecurrentLayer layer in IsBuilt ? RecurrentLayers : [])
        {
            layer.ResetState();
        }
    }

    /// <summary>A table of the layers, their output shapes and numbers of parameters; no weights are drawn for it.</summary>
    public string Summary()
    {
        RequireBuilt();
        return ModelSummary.ToText(this);
    }

    /// <summary>
    /// Writes the model to one file in the safetensors format: weights as tensors, architecture and <see cref="Metadata"/> as metadata. The
    /// file is written aside and renamed, so that the old one stays whole until the new one is. As in Keras, the optimizer's state goes
    /// with it, so that training after <see cref="Load"/> goes on as if it had never stopped, bit for bit: its arrays, the numbers of steps
    /// and epochs, and so the order of the samples and the random numbers of dropout. States of stateful layers are not kept.
    /// </summary>
    /// <param name="path">Where to; <c>.safetensors</c> by custom.</param>
    /// <param name="includeOptimizer">
    /// Whether the optimizer's state is written, which for Adam is twice as large as the weights; false for a model that is only to
    /// predict. Prediction alone (<see cref="Predictor.Load"/>) does not read it.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The model is not built and does not know its input's shape, or a weight is not finite.
    /// </exception>
    /// <exception cref="InputException">The file cannot be written there, or a layer's type is not registered.</exception>
    public void Save(string path, bool includeOptimizer = true)
    {
        RequireBuilt();
        using UseGate.Lease use = Gate.Read(nameof(Save));
        ModelFile.Save(this, path, includeOptimizer);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compile">
    /// Whether the model is compiled as it was when it was saved, to be trained or evaluated; false for prediction alone, which needs no
    /// loss. An optimizer, loss or metric of a user that is not registered is no error here: the model predicts all the same, and
    /// <c>Fit</c> and
    /// <c>Evaluate</c> say what is missing. Registered by then, it is found.
    /// </param>
    /// <exception cref="InputException">
    /// The file is missing, damaged, of another version, or has a layer that is not registered.
    /// </exception>
    public static Model Load(string path, bool compile = true) => ModelFile.Load(path, compile);

    private void RequireBuilt()
    {
        if (!IsBuilt)
        {
            Build();
        }
    }
}
