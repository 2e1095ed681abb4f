using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>
/// A network that can be compiled, trained, evaluated, asked and saved. Reading (<c>Predict</c>, <c>Evaluate</c>) is safe from several
/// threads at once once the model is built; training is not.
/// </summary>
public abstract class Model
{
    private readonly Lock _preparing = new();
    private Parameter[]? _regularized;
    private RecurrentLayer[]? _recurrent;

    private protected Model()
    {
    }

    /// <summary>Seed of the initial weights; also of shuffling and dropout, unless <see cref="FitOptions.Seed"/> says otherwise. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Short texts that are saved with the model, for what belongs to it but is no weight, such as how its input was scaled.</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The layers, each once, each after those it takes from.</summary>
    public IReadOnlyList<Layer> Layers => Network.Layers;

    /// <summary>Names of the inputs, in the order in which samples have them.</summary>
    public abstract IReadOnlyList<string> InputNames { get; }

    /// <summary>Names of the outputs, in the order in which targets belong to them.</summary>
    public abstract IReadOnlyList<string> OutputNames { get; }

    /// <summary>Whether shapes are known and weights are there.</summary>
    public abstract bool IsBuilt { get; }

    /// <summary>Shapes of each sample's inputs.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public abstract IReadOnlyList<Shape> InputShapes { get; }

    /// <summary>Shapes of each prediction's outputs.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public abstract IReadOnlyList<Shape> OutputShapes { get; }

    /// <summary>Shape of each sample that comes in (first, where there are several inputs).</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public Shape InputShape => InputShapes[0];

    /// <summary>Shape of each prediction (the first, where there are several outputs).</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public Shape OutputShape => OutputShapes[0];

    /// <summary>All parameters, in the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. Layers.SelectMany(layer => layer.Parameters)];

    /// <summary>Number of trainable values.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>The loss, once compiled; that of the first output, where there are several.</summary>
    public Loss? Loss => OutputLosses.Count == 0 ? null : OutputLosses[0].Loss;

    /// <summary>What is made small at each output, once compiled. One alone holds for every output.</summary>
    public IReadOnlyList<OutputLoss> OutputLosses { get; private set; } = [];

    /// <summary>The optimizer, once compiled.</summary>
    public Optimizer? Optimizer { get; private set; }

    /// <summary>What is reported beside the loss; of the first output, where there are several.</summary>
    public IReadOnlyList<Metric> Metrics => OutputLosses.Count == 0 ? [] : OutputLosses[0].Metrics;

    /// <summary>Length of a buffer that holds the gradient of all parameters, each at its offset.</summary>
    internal int GradientLength { get; private protected set; }

    /// <summary>The optimizer's memory; carried from one <c>Fit</c> to the next, so that training goes on where it stopped.</summary>
    internal OptimizerState? OptimizerState { get; set; }

    /// <summary>Fixes the shapes and creates the weights from <see cref="Seed"/>; does nothing if that is done.</summary>
    /// <exception cref="InvalidOperationException">The first layer does not say what shape comes in, so that data must.</exception>
    public abstract void Build();

    /// <summary>Fixes the shapes for samples of one shape and creates the weights; does nothing if that is done.</summary>
    /// <param name="input">Shape of a sample.</param>
    /// <exception cref="ArgumentException">The layers cannot take that shape.</exception>
    public void Build(Shape input) => Build([input]);

    /// <summary>Fixes the shapes for samples of some shapes and creates the weights; does nothing if that is done.</summary>
    /// <param name="inputs">Shapes of a sample's inputs.</param>
    /// <exception cref="ArgumentException">The layers cannot take those shapes.</exception>
    public abstract void Build(IReadOnlyList<Shape> inputs);

    /// <summary>Chooses what training minimises, how, and what it reports: the same at every output, where there are several.</summary>
    /// <param name="optimizer">How weights follow gradients.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="metrics">What is reported beside the loss.</param>
    public void Compile(Optimizer optimizer, Loss loss, params Metric[] metrics) => Compile(optimizer, [new OutputLoss(loss, metrics)]);

    /// <summary>Chooses what training minimises at each output, how, and what it reports.</summary>
    /// <param name="optimizer">How weights follow gradients.</param>
    /// <param name="losses">One for each output, in their order; the sum of their means, each times its weight, is made small.</param>
    /// <exception cref="ArgumentException">There is not one for each output.</exception>
    public void Compile(Optimizer optimizer, IReadOnlyList<OutputLoss> losses)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(losses);
        if (losses.Count != 1 && losses.Count != OutputNames.Count)
        {
            throw new ArgumentException(
                $"Got {losses.Count} losses for {OutputNames.Count} outputs ({string.Join(", ", OutputNames)}): give one for each, in this order.", nameof(losses));
        }

        Optimizer = optimizer;
        OutputLosses = [.. losses];
        OptimizerState = null;
    }

    /// <summary>Trains on samples.</summary>
    /// <param name="training">The samples.</param>
    /// <param name="options">Epochs, batch size, validation and so on.</param>
    /// <returns>How training went.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">The samples do not have the model's shapes, or there are none.</exception>
    public History Fit(SampleSource training, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(training);
        return Trainer.Fit(this, training, options);
    }

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

    /// <summary>The loss and the metrics on samples; nothing is learned, nothing dropped.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public EvaluationResult Evaluate(SampleSource samples, PredictOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var team = new WorkerTeam(options.Threads);
        return new Evaluator(this, samples, options.BatchSize, team).Evaluate();
    }

    /// <summary>The loss and the metrics on sequences with a vector as target each.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    public EvaluationResult Evaluate(float[,,] x, float[,] y) => Evaluate(new ArraySource(x, y));

    /// <summary>The loss and the metrics on vectors.</summary>
    /// <param name="x">Inputs, [batch, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    public EvaluationResult Evaluate(float[,] x, float[,] y) => Evaluate(new ArraySource(x, y));

    /// <summary>
    /// Predictions for samples, whose targets are not looked at. The same on any number of threads; a sample's last bits may depend on how
    /// many others are in its batch.
    /// </summary>
    /// <param name="samples">The samples.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <returns>[samples, outputs], or [samples, timesteps, outputs] where the model gives sequences.</returns>
    public Tensor<float> Predict(SampleSource samples, PredictOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var team = new WorkerTeam(options.Threads);
        return OutputNames.Count == 1
            ? new Predictions(this, samples, options.BatchSize, team).ToTensors()[0]
            : throw new InvalidOperationException(
                $"The model has {OutputNames.Count} outputs ({string.Join(", ", OutputNames)}): call PredictAll to get them all.");
    }

    /// <summary>Predictions of all outputs for samples, whose targets are not looked at.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="options">Batch size and threads.</param>
    /// <returns>One tensor for each output, [samples, features] or [samples, timesteps, features].</returns>
    public IReadOnlyList<Tensor<float>> PredictAll(SampleSource samples, PredictOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var team = new WorkerTeam(options.Threads);
        return new Predictions(this, samples, options.BatchSize, team).ToTensors();
    }

    /// <summary>Lets all stateful layers start from zero again.</summary>
    public void ResetState()
    {
        _recurrent ??= [.. AllLayers.OfType<RecurrentLayer>()];
        foreach (RecurrentLayer layer in _recurrent)
        {
            layer.ResetState();
        }
    }

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

    /// <summary>A table of the layers, their output shapes and numbers of parameters.</summary>
    public string Summary()
    {
        if (!IsBuilt)
        {
            Build();
        }

        return ModelSummary.ToText(this);
    }

    /// <summary>A copy of all weights, one parameter after another.</summary>
    public float[] GetWeights()
    {
        RequireBuilt();
        float[] weights = new float[ParameterCount];
        int at = 0;
        foreach (Parameter parameter in Parameters)
        {
            parameter.Values.CopyTo(weights.AsSpan(at));
            at += parameter.Length;
        }

        return weights;
    }

    /// <summary>Replaces all weights.</summary>
    /// <param name="weights">As <see cref="GetWeights"/> gave them, from a model of the same architecture.</param>
    /// <exception cref="ArgumentException">The number of weights is another.</exception>
    public void SetWeights(ReadOnlySpan<float> weights)
    {
        RequireBuilt();
        if (weights.Length != ParameterCount)
        {
            throw new ArgumentException(
                $"The model has {ParameterCount} weights, but got {weights.Length}: take them from a model of the same architecture.");
        }

        int at = 0;
        foreach (Parameter parameter in Parameters)
        {
            weights.Slice(at, parameter.Length).CopyTo(parameter.Values);
            parameter.MarkChanged();
            at += parameter.Length;
        }
    }

    /// <summary>
    /// Writes the model to one file in the safetensors format: weights as tensors, architecture and <see cref="Metadata"/> as metadata. The
    /// file is written aside and renamed, so that the old one stays whole until the new one is.
    /// </summary>
    /// <param name="path">Where to; <c>.safetensors</c> by custom.</param>
    public void Save(string path)
    {
        RequireBuilt();
        ModelFile.Save(this, path);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is missing, damaged, or no model of Unroll.</exception>
    public static Model Load(string path) => ModelFile.Load(path);

    /// <summary>Brings packed weights up to date before passes.</summary>
    internal void Prepare(bool training)
    {
        // Predicting threads may come here together: the first one packs, the others wait for it.
        lock (_preparing)
        {
            _regularized ??= [.. Parameters.Where(parameter => parameter.Regularizer is not null)];
            IReadOnlyList<Layer> layers = Layers;
            for (int i = 0; i < layers.Count; i++)
            {
                layers[i].Prepare(training);
            }
        }
    }

    /// <summary>The layers and how they hang together.</summary>
    internal abstract LayerGraph Network { get; }

    /// <summary>Plans the buffers of one shard.</summary>
    /// <param name="inputs">Shapes of a sample's inputs, their timesteps known.</param>
    /// <param name="masked">Whether each input may have padded timesteps.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="options">What else the pass is to do.</param>
    /// <param name="gradients">Where the gradients of the parameters go, if there are any; null for a buffer of the pass's own.</param>
    internal ShardPass CreatePass(
        IReadOnlyList<Shape> inputs, IReadOnlyList<bool> masked, int rows, PassOptions options, AlignedBuffer? gradients = null)
    {
        gradients = options.Training ? gradients ?? new AlignedBuffer(Math.Max(GradientLength, 1)) : null;
        var context = new PassContext(gradients)
        {
            KeepsStateGradients = options.KeepStateGradients,
            CarriesState = options.CarryState,
            StateKeeping = options.StateKeeping,
            BatchRows = rows,
        };
        return new ShardPass(
            Network,
            [.. inputs.Select((shape, i) => new PassTensor(shape, rows, options.InputGradients, masked[i]))],
            null,
            context);
    }

    /// <summary>The shapes that go out for input with a known number of timesteps.</summary>
    internal Shape[] InferOutputs(IReadOnlyList<Shape> inputs)
    {
        Shape[] shapes = Network.InferShapes(inputs);
        return [.. Network.Outputs.Select(signal => shapes[signal])];
    }

    /// <summary>Builds the model for a source's samples and checks that they fit.</summary>
    internal void RequireInput(SampleSource samples)
    {
        Shape[] shapes = samples.GetInputShapes();
        Build(shapes);
        RequireShapes(shapes);
    }

    /// <summary>Checks that samples of some shapes may come in.</summary>
    private protected void RequireShapes(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count != InputShapes.Count)
        {
            throw new ArgumentException(
                $"The model has {InputShapes.Count} inputs ({string.Join(", ", InputNames)}), but the data have {inputs.Count}: give one for each, in this order.");
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            if (!InputShapes[i].Accepts(inputs[i]))
            {
                LayerErrors.ThrowShape(inputs.Count == 1 ? "The model" : $"The model's input '{InputNames[i]}'", InputShapes[i], inputs[i]);
            }
        }
    }

    /// <summary>Builds the model for a source's samples and checks that inputs and targets fit it and its losses.</summary>
    /// <returns>What is measured at each output.</returns>
    internal IReadOnlyList<OutputLoss> RequireSamples(SampleSource samples)
    {
        (_, IReadOnlyList<OutputLoss> losses) = RequireCompiled();
        RequireInput(samples);
        Shape[] outputs = InferOutputs(samples.GetInputShapes());
        if (samples.TargetCount != outputs.Length)
        {
            throw new ArgumentException(
                $"The model has {outputs.Length} outputs ({string.Join(", ", OutputNames)}), but the samples have {samples.TargetCount} targets: give one for each, in this order.");
        }

        for (int o = 0; o < outputs.Length; o++)
        {
            Shape target = samples.GetTargetShape(o), expected = losses[o].Loss.GetTargetShape(outputs[o]);
            if (!expected.Accepts(target))
            {
                string where = outputs.Length == 1 ? "" : $" at '{OutputNames[o]}'";
                string wanted = expected == outputs[o] ? "" : $", for which the loss {losses[o].Loss.Name} wants targets of {expected}";
                throw new ArgumentException(
                    $"The model gives {outputs[o]} for this input{where}{wanted}, but the targets are {target}: " +
                    "give the last layer as many units as there are targets, and return sequences only where targets are sequences.");
            }

            if (losses[o].Metrics.FirstOrDefault(metric => metric.GetTargetShape(outputs[o]) != expected) is { } metric)
            {
                throw new ArgumentException(
                    $"The metric {metric.Name} wants targets of {metric.GetTargetShape(outputs[o])}, but the loss {losses[o].Loss.Name} wants {expected}: choose a metric that fits the loss.");
            }
        }

        return losses;
    }

    internal (Optimizer Optimizer, IReadOnlyList<OutputLoss> Losses) RequireCompiled() => Optimizer is null || OutputLosses.Count == 0
        ? throw new InvalidOperationException("The model is not compiled: call Compile with an optimizer and a loss first.")
        : (Optimizer, OutputLosses.Count == OutputNames.Count ? OutputLosses : [.. OutputNames.Select(_ => OutputLosses[0])]);

    /// <summary>All layers, those inside others included.</summary>
    internal IEnumerable<Layer> AllLayers => Flatten(Layers);

    /// <summary>The parameters that training changes, in the order of the layers.</summary>
    internal IEnumerable<Parameter> TrainedParameters => Layers.SelectMany(layer => layer.TrainedParameters);

    /// <summary>What regularizers add to a batch's loss.</summary>
    internal double Penalty(ShardPlan plan)
    {
        double sum = 0;
        foreach (Parameter parameter in _regularized!)
        {
            sum += parameter.Regularizer!.Penalty(parameter.Values);
        }

        foreach (ShardPass pass in plan.Passes)
        {
            sum += pass.ActivityPenalty;
        }

        return sum;
    }

    private static IEnumerable<Layer> Flatten(IEnumerable<Layer> layers) => layers.SelectMany(layer => Flatten(layer.InnerLayers).Prepend(layer));

    private void RequireBuilt()
    {
        if (!IsBuilt)
        {
            Build();
        }
    }

    private static float[,] ToMatrix(Tensor<float> tensor)
    {
        if (tensor.Rank != 2)
        {
            throw new InvalidOperationException(
                "The model gives a sequence for each sample: call Predict with a Tensor<float> or a SampleSource to get all timesteps.");
        }

        float[,] matrix = new float[tensor.Lengths[0], tensor.Lengths[1]];
        tensor.FlattenTo(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length));
        return matrix;
    }
}
