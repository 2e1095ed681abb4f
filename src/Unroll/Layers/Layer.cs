using Unroll.Catalogue;
using Unroll.Initializers;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>
/// A layer: its parameters, its shapes, and its forward and backward pass. A layer keeps no activations: the state of a pass lives in the
/// <see cref="LayerWorkspace"/> it makes for it, so that one layer serves many threads at once. Most layers have one input and one output:
/// see <see cref="UnaryLayer"/>.
/// </summary>
public abstract class Layer
{
    /// <summary>All layers by name; users register their own here, with a <see cref="LayerEntry"/>.</summary>
    public static BlockCatalogue<Layer> Catalogue { get; } = new(
        "layer", () => [.. LayerList.Entries.Select(listed => listed.Entry)])
    {
        Listed = LayerList.Entries,
        Complete = LayerEntry.Of,
    };

    private readonly List<Parameter> _parameters = [];
    private string _name = "";
    private InitialWeights? _initial;

    /// <summary>Name within its model, for example <c>lstm_1</c>; given by the model unless the user did.</summary>
    /// <exception cref="ArgumentException">The name is empty or has a dot, which separates a layer's name from its parameters'.</exception>
    public string Name
    {
        get => _name;
        init => Rename(value);
    }

    /// <summary>
    /// The layer's kind in model files and summaries: its name in <see cref="Catalogue"/>, for example <c>lstm</c>.
    /// </summary>
    public string Kind => Catalogue.NameOf(this);

    /// <summary>The layer's arrays, once it is built: trainable ones, and others such as moving averages.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>
    /// Whether training changes the layer's parameters. May be changed between trainings to freeze and unfreeze. Default: true.
    /// </summary>
    public bool Trainable { get; set; } = true;

    /// <summary>
    /// The regularizer of the first output, a sample, whose penalty is added to the loss; null: none.
    /// </summary>
    public Regularizer? ActivityRegularizer { get; set; }

    /// <summary>Whether the layer knows its input shapes and has its parameters.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>Shapes of each sample's inputs, once built.</summary>
    public IReadOnlyList<Shape> InputShapes { get; private set; } = [];

    /// <summary>Shapes of each sample's outputs, once built.</summary>
    public IReadOnlyList<Shape> OutputShapes { get; private set; } = [];

    /// <summary>Shape of each sample's first input, once built.</summary>
    public Shape InputShape => InputShapes.Count > 0 ? InputShapes[0] : default;

    /// <summary>Shape of each sample's first output, once built.</summary>
    public Shape OutputShape => OutputShapes.Count > 0 ? OutputShapes[0] : default;

    /// <summary>Number of values in all parameters.</summary>
    public int ParameterCount => Parameters.Sum(parameter => parameter.Length);

    /// <summary>
    /// Whether a training pass must see the whole batch at once, as batch normalisation must: batches are then not cut into shards.
    /// </summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>
    /// Whether output timestep t depends on input timestep t alone, so that a <see cref="Models.StreamingPredictor"/> may give the
    /// timesteps one at a time. Recurrent layers, causal convolutions and blocks are streamed without it. Default: false.
    /// </summary>
    public virtual bool IsStepwise => false;

    /// <summary>Whether the output has the values of the input, moved, repeated, averaged or left out: their range is the same.</summary>
    internal virtual bool PassesValues => false;

    /// <summary>The values that an output can have.</summary>
    /// <param name="output">Index of the output.</param>
    /// <param name="inputs">The values that each input can have.</param>
    internal virtual OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) =>
        PassesValues ? inputs[0] : OutputRange.Unknown;

    /// <summary>The output shapes for input shapes.</summary>
    /// <param name="inputs">Shapes of a sample, one an input.</param>
    /// <exception cref="ArgumentException">The layer cannot take those shapes; the message names the expected ones.</exception>
    public abstract IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs);

    /// <summary>
    /// Brings derived forms of the parameters (packed copies) up to date. Called by the model before passes, on one thread.
    /// </summary>
    /// <param name="training">Whether a backward pass follows.</param>
    public virtual void Prepare(bool training)
    {
    }

    /// <summary>Creates the workspace of passes over batches of one size.</summary>
    /// <param name="pass">The pass that is planned: its rows, shapes and masks are known, its context is there.</param>
    public virtual LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return new(pass.Rows, pass.InputShape().Timesteps);
    }

    /// <summary>Whether an output has a mask, that is, may have padded timesteps.</summary>
    /// <param name="output">Index of the output.</param>
    /// <param name="inputs">Whether each input has a mask.</param>
    /// <param name="outputShape">Shape of the output.</param>
    public virtual bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return outputShape.IsSequence && inputs.Count > 0 && inputs[0];
    }

    /// <summary>
    /// Computes the mask of an output; called before <see cref="Forward"/> for each output that <see cref="GivesMask"/>. Unless a layer
    /// overrides it, it is that of the first input.
    /// </summary>
    /// <param name="pass">The pass; the inputs are there.</param>
    /// <param name="output">Index of the output.</param>
    /// <param name="mask">Receives one entry for each timestep and row, time-major.</param>
    public virtual void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        pass.Input().Mask.CopyTo(mask);
    }

    /// <summary>
    /// Computes the outputs from the inputs. Padded timesteps of the outputs are replaced by zeros afterwards.
    /// </summary>
    /// <param name="pass">Inputs, outputs, workspace, mode and random numbers.</param>
    public abstract void Forward(LayerPass pass);

    /// <summary>
    /// Computes the gradients of the inputs from those of the outputs, and adds those of the parameters to
    /// <see cref="PassContext.Gradient"/>. Follows a <see cref="Forward"/> on the same pass. Gradients at padded timesteps are zeros.
    /// </summary>
    /// <param name="pass">Inputs, outputs and their gradients, workspace, mode and random numbers.</param>
    public abstract void Backward(LayerPass pass);

    /// <summary>Applies the layer to signals: the functional way to make a <see cref="Models.Graph"/>.</summary>
    /// <param name="inputs">The inputs, in order.</param>
    /// <returns>The first output; the others are its <see cref="Models.Signal.Outputs"/>.</returns>
    /// <exception cref="ArgumentException">The layer cannot take inputs of those shapes.</exception>
    public Models.Signal Apply(params Models.Signal[] inputs) => Models.Application.Create(this, inputs).Outputs[0];

    /// <summary>
    /// Makes the parameters. Called once. Give each its initializer: initial values are then drawn only if they are needed, which those of
    /// a model that is loaded are not.
    /// </summary>
    /// <param name="inputs">Shapes of a sample, one an input.</param>
    /// <param name="random">Random numbers for initial weights that have no initializer.</param>
    protected virtual void BuildParameters(IReadOnlyList<Shape> inputs, RandomStream random)
    {
    }

    /// <summary>Adds a parameter of zeros; for <see cref="BuildParameters"/>.</summary>
    /// <param name="name">Name within the layer.</param>
    /// <param name="dimensions">Sizes of its axes.</param>
    /// <exception cref="ArgumentException">It would be longer than an array can be.</exception>
    protected Parameter AddParameter(string name, params int[] dimensions) => Add(new Parameter(name, dimensions));

    /// <summary>
    /// Adds a parameter whose initial values an initializer draws when they are first read; for <see cref="BuildParameters"/>.
    /// </summary>
    /// <param name="name">Name within the layer.</param>
    /// <param name="initializer">Its initializer.</param>
    /// <param name="random">Random numbers for that.</param>
    /// <param name="dimensions">Sizes of its axes; [inputs, outputs] for a kernel.</param>
    /// <exception cref="ArgumentException">
    /// It would be longer than an array can be, or the initializer cannot fill an array of that length.
    /// </exception>
    protected Parameter AddParameter(string name, Initializer initializer, RandomStream random, params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return AddParameter(name, initializer, dimensions[0], dimensions[^1], random, dimensions);
    }

    /// <summary>Adds a parameter with an initializer, for units that have other numbers of inputs and outputs than its axes.</summary>
    private protected Parameter AddParameter(
        string name, Initializer initializer, int fanIn, int fanOut, RandomStream random, params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        InitialWeights initial = _initial
            ?? throw new InvalidOperationException("Parameters are added in BuildParameters, which the model calls.");
        Parameter parameter = Add(new Parameter(name, dimensions) { Initial = initial });
        initial.Add(parameter, initializer, fanIn, fanOut, random);
        return parameter;
    }

    /// <summary>
    /// Adds an array that gradients do not train, such as a moving average; it is saved with the model. For <see cref="BuildParameters"/>.
    /// </summary>
    /// <param name="name">Name within the layer.</param>
    /// <param name="dimensions">Sizes of its axes.</param>
    /// <exception cref="ArgumentException">It would be longer than an array can be.</exception>
    protected Parameter AddBuffer(string name, params int[] dimensions) => Add(new Parameter(name, dimensions) { IsTrainable = false });

    /// <summary>Whether a model has this layer already: its weights and their places in the gradient belong to one model.</summary>
    internal bool IsTaken { get; set; }

    /// <summary>The layers inside this one; none for most.</summary>
    public virtual IReadOnlyList<Layer> InnerLayers => [];

    /// <summary>The parameters that training changes.</summary>
    internal virtual IEnumerable<Parameter> TrainedParameters => Trainable ? Parameters.Where(parameter => parameter.IsTrainable) : [];

    /// <summary>The same layer without weights, for another model.</summary>
    /// <exception cref="InputException">Its type is not registered.</exception>
    internal virtual Layer Copy() => Catalogue.BlockOf(this).Create();

    internal void Rename(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException($"\"{name}\" cannot be a layer's name: give a text without dots.", nameof(name));
        }

        _name = name;
    }

    /// <summary>Fixes the shapes and makes the parameters, whose values are drawn when they are first read.</summary>
    /// <exception cref="ArgumentException">The layer cannot take those shapes, or would have more weights than are possible.</exception>
    internal void Build(IReadOnlyList<Shape> inputs, InitialWeights initial)
    {
        IReadOnlyList<Shape> outputs = GetOutputShapes(inputs);
        InputShapes = [.. inputs];
        OutputShapes = [.. outputs];
        _parameters.Clear();
        _initial = initial;
        BuildWith(inputs, initial);
        _initial = null;
        IsBuilt = true;
    }

    /// <summary>Makes the parameters of a layer, or of those inside it.</summary>
    private protected virtual void BuildWith(IReadOnlyList<Shape> inputs, InitialWeights initial) =>
        BuildParameters(inputs, initial.Random);

    private Parameter Add(Parameter parameter)
    {
        _parameters.Add(parameter);
        return parameter;
    }
}
