using System.Text.Json.Nodes;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer: its parameters, its shapes, and what it computes forward and backward. A layer keeps no activations: whatever a pass must
/// remember lives in the <see cref="LayerWorkspace"/> it is given, so that one layer serves many threads at once.
/// </summary>
public abstract class Layer
{
    private readonly List<Parameter> _parameters = [];

    /// <summary>Name within its model, for example <c>lstm_1</c>; given by the model.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The layer's kind as model files and summaries name it, for example <c>lstm</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Trainable arrays, once the layer is built.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Whether the layer knows its input shape and has its parameters.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>Shape of each sample that comes in, once built.</summary>
    public Shape InputShape { get; private set; }

    /// <summary>Shape of each sample that goes out, once built.</summary>
    public Shape OutputShape { get; private set; }

    /// <summary>Number of trainable values.</summary>
    public int ParameterCount => _parameters.Sum(parameter => parameter.Length);

    /// <summary>The shape that goes out when <paramref name="input"/> comes in.</summary>
    /// <param name="input">Shape of a sample.</param>
    /// <exception cref="ArgumentException">The layer cannot take that shape; the message says which it expects.</exception>
    public abstract Shape GetOutputShape(Shape input);

    /// <summary>Brings derived forms of the parameters (packed copies) up to date. Called by the model before passes, on one thread.</summary>
    /// <param name="training">Whether a backward pass follows.</param>
    public virtual void Prepare(bool training)
    {
    }

    /// <summary>Makes what passes over batches of one size need to remember.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="timesteps">Timesteps that come in; 1 for vectors.</param>
    /// <param name="training">Whether a backward pass follows.</param>
    public virtual LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) => new(rows, timesteps);

    /// <summary>Computes the output from the input.</summary>
    /// <param name="workspace">From <see cref="CreateWorkspace"/>, for these rows and timesteps.</param>
    /// <param name="input">Time-major input.</param>
    /// <param name="output">Time-major output, all of it written.</param>
    /// <param name="context">Mode and random numbers of the pass.</param>
    public abstract void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context);

    /// <summary>
    /// Computes the gradient of the input from that of the output, and adds that of the parameters to
    /// <see cref="PassContext.Gradient"/>. Follows a <see cref="Forward"/> with the same workspace.
    /// </summary>
    /// <param name="workspace">The forward pass's workspace.</param>
    /// <param name="input">The forward pass's input, unchanged.</param>
    /// <param name="output">The forward pass's output, unchanged.</param>
    /// <param name="outputGradient">Gradient of the loss with respect to the output; may be overwritten.</param>
    /// <param name="inputGradient">Where the gradient with respect to the input goes, all of it written; empty when nobody needs it.</param>
    /// <param name="context">Mode, random numbers and parameter gradients of the pass.</param>
    public abstract void Backward(
        LayerWorkspace workspace,
        TimeMajorSpan input,
        TimeMajorSpan output,
        TimeMajorSpan outputGradient,
        TimeMajorSpan inputGradient,
        PassContext context);

    /// <summary>Everything needed to make the layer again, apart from its weights.</summary>
    public virtual JsonObject GetConfiguration() => new() { ["type"] = Kind };

    /// <summary>Makes the parameters. Called once.</summary>
    /// <param name="input">Shape of a sample.</param>
    /// <param name="random">Random numbers for the initial weights.</param>
    protected virtual void BuildParameters(Shape input, RandomStream random)
    {
    }

    /// <summary>Adds a parameter; for <see cref="BuildParameters"/>.</summary>
    /// <param name="name">Name within the layer.</param>
    /// <param name="dimensions">Sizes of its axes.</param>
    protected Parameter AddParameter(string name, params int[] dimensions)
    {
        var parameter = new Parameter(name, dimensions);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Whether a model has this layer already: its weights and their places in the gradient belong to one model.</summary>
    internal bool IsTaken { get; set; }

    internal void Build(Shape input, RandomStream random)
    {
        Shape output = GetOutputShape(input);
        InputShape = input;
        OutputShape = output;
        BuildParameters(input, random);
        IsBuilt = true;
    }
}
