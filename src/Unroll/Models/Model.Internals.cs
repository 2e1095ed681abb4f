using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Models;

/// <content>What training, prediction and model files need of a model.</content>
public abstract partial class Model
{
    private readonly Lock _preparing = new();
    private RecurrentLayer[]? _recurrent;

    /// <summary>The lock on the model's use.</summary>
    internal virtual UseGate Gate { get; } = new();

    /// <summary>Begins a prediction: by many threads at once, unless it builds the model or carries states.</summary>
    private UseGate.Lease Use(string what) => IsBuilt && !Array.Exists(RecurrentLayers, layer => layer.Stateful)
        ? Gate.Read(what) : Gate.Change(what);

    /// <summary>Brings packed weights up to date before passes.</summary>
    internal void Prepare(bool training)
    {
        // Predicting threads may come here together: the first one packs, the others wait for it.
        lock (_preparing)
        {
            DrawWeights(CancellationToken.None);
            IReadOnlyList<Layer> layers = Layers;
            for (int i = 0; i < layers.Count; i++)
            {
                layers[i].Prepare(training);
            }
        }
    }

    /// <summary>The graph of the layers.</summary>
    internal abstract LayerGraph Network { get; }

    /// <summary>Shapes of all signals; null where the shape of an input is not known yet.</summary>
    /// <exception cref="ArgumentException">The layers do not fit together.</exception>
    internal Shape[]? TryInferShapes() =>
        IsBuilt ? Network.InferShapes(InputShapes) : DeclaredInputs.Count == 0 ? null : Network.InferShapes(DeclaredInputs);

    /// <summary>Shapes of the inputs as the model declares them; none where the data are to tell.</summary>
    internal abstract IReadOnlyList<Shape> DeclaredInputs { get; }

    /// <summary>Plans the buffers of one shard.</summary>
    /// <param name="inputs">Shapes of a sample's inputs, their timesteps known.</param>
    /// <param name="masked">Whether each input may have padded timesteps.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="options">Options of the pass.</param>
    /// <param name="gradients">The buffer of the parameters' gradients, if there are any; null for a buffer of the pass's own.</param>
    /// <param name="network">The layers to run; null for all of the model's.</param>
    internal ShardPass CreatePass(
        IReadOnlyList<Shape> inputs, IReadOnlyList<bool> masked, int rows, PassOptions options, GradientBuffer? gradients = null,
        LayerGraph? network = null)
    {
        gradients = options.Training ? gradients ?? new GradientBuffer(GradientLength, Parameters) : null;
        var context = new PassContext(gradients)
        {
            KeepsStateGradients = options.KeepStateGradients,
            CarriesState = options.CarryState,
            StateKeeping = options.StateKeeping,
            Cancellation = options.Cancellation,
            BatchRows = rows,
        };
        return new ShardPass(
            network ?? Network,
            [.. inputs.Select((shape, i) => new PassTensor(shape, rows, options.InputGradients, masked[i]))],
            null,
            context);
    }

    internal (Optimizer Optimizer, IReadOnlyList<OutputLoss> Losses) RequireCompiled()
    {
        if (TryCompile() is { } missing)
        {
            throw new InvalidOperationException(
                $"The model cannot be compiled as it was saved: {missing.Message} Or call Compile with an optimizer and a loss.", missing);
        }

        return Optimizer is null || OutputLosses.Count == 0
            ? throw new InvalidOperationException("The model is not compiled: call Compile with an optimizer and a loss first.")
            : (Optimizer, OutputLosses.Count == OutputNames.Count ? OutputLosses : [.. OutputNames.Select(_ => OutputLosses[0])]);
    }

    /// <summary>Sets the optimizer, and the loss and metrics of each output, which has no state then.</summary>
    /// <exception cref="ArgumentException">The last activation does not fit a loss or metric.</exception>
    internal void SetCompiled(Optimizer optimizer, IReadOnlyList<OutputLoss> losses)
    {
        if (losses.Count != 1 && losses.Count != OutputNames.Count)
        {
            throw new ArgumentException(
                $"Got {CountFormatter.Format(losses.Count, "losses")} for {CountFormatter.Format(OutputNames.Count, "outputs")} " +
                $"({string.Join(", ", OutputNames)}): give one for each, in "
                + $"this order.", nameof(losses));
        }

        OutputRequirements.Check(this, losses);
        Optimizer = optimizer;
        OutputLosses = [.. losses];
        OptimizerState = null;
        UnreadTraining = null;
        UnreadOptimizer = null;
    }

    /// <summary>Compiles the model by its file, where that is still to be done.</summary>
    /// <returns>What the file names that is not registered; null where there is nothing.</returns>
    /// <exception cref="InputException">The description is damaged.</exception>
    internal InputException? TryCompile()
    {
        // Threads that evaluate may come here together.
        lock (_preparing)
        {
            try
            {
                if (UnreadTraining is { } training)
                {
                    SavedOptimizer? saved = UnreadOptimizer;
                    TrainingDescription.Compile(this, training);
                    saved?.Restore(this);
                }

                return null;
            }
            catch (ConfigurationException exception) when (exception.IsUnknownName)
            {
                return exception;
            }
        }
    }

    /// <summary>All layers, those inside others included.</summary>
    internal IEnumerable<Layer> AllLayers => Flatten(Layers);

    /// <summary>
    /// The recurrent layers, those inside others included. Of a built model: some layers make what is inside them only then.
    /// </summary>
    internal RecurrentLayer[] RecurrentLayers => _recurrent ??= [.. AllLayers.OfType<RecurrentLayer>()];

    /// <summary>All parameters, named <c>layer.parameter</c>, in the order of the layers.</summary>
    internal IEnumerable<(string Name, Parameter Parameter)> NamedParameters =>
        Layers.SelectMany(layer => layer.Parameters.Select(parameter => (NameOf(layer, parameter), parameter)));

    /// <summary>The name of a layer's parameter in a model, and in its file.</summary>
    internal static string NameOf(Layer layer, Parameter parameter) => $"{layer.Name}.{parameter.Name}";

    /// <summary>The parameters that training changes, in the order of the layers.</summary>
    internal IEnumerable<Parameter> TrainedParameters => Layers.SelectMany(layer => layer.TrainedParameters);

    private static IEnumerable<Layer> Flatten(IEnumerable<Layer> layers) =>
        layers.SelectMany(layer => Flatten(layer.InnerLayers).Prepend(layer));
}
