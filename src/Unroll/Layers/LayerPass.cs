using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A layer's part of a pass over a shard of rows: inputs, outputs, their gradients, the workspace and the shared context. Planned once for
/// a number of rows and timesteps, used by one thread at a time.
/// </summary>
public sealed class LayerPass
{
    private readonly PassTensor[] _inputs;
    private readonly PassTensor[] _outputs;
    private readonly AlignedBuffer?[] _inputGradients;

    internal LayerPass(Layer layer, PassTensor[] inputs, PassTensor[] outputs, AlignedBuffer?[] inputGradients, PassContext context)
    {
        _inputs = inputs;
        _outputs = outputs;
        _inputGradients = inputGradients;
        Context = context;
        try
        {
            Workspace = layer.CreateWorkspace(this);
        }
        catch (OverflowException exception)
        {
            throw new ArgumentException(
                $"Layer '{layer.Name}': a pass over {CountFormatter.Format(Rows, "sequences")} of " +
                $"{CountFormatter.Format(inputs[0].Shape.Timesteps, "timesteps")} needs more numbers than an "
                + $"array holds ({Array.MaxLength}): use smaller batches, shorter pieces (TruncatedSteps), a smaller layer, or "
                + "GradientCheckpointing.",
                exception);
        }
    }

    /// <summary>The workspace that the layer's <see cref="Layer.CreateWorkspace"/> made for this pass.</summary>
    public LayerWorkspace Workspace { get; }

    /// <summary>Mode, random numbers and parameter gradients.</summary>
    public PassContext Context { get; }

    /// <summary>Rows (samples) of the shard.</summary>
    public int Rows => _inputs[0].Rows;

    /// <summary>Whether a backward pass may follow.</summary>
    public bool IsTraining => Context.HasGradients;

    /// <summary>Number of inputs.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>Number of outputs.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>Shape of a sample of an input, its timesteps known.</summary>
    /// <param name="index">Index of the input.</param>
    public Shape InputShape(int index = 0) => _inputs[index].Shape;

    /// <summary>Shape of a sample of an output, its timesteps known.</summary>
    /// <param name="index">Index of the output.</param>
    public Shape OutputShape(int index = 0) => _outputs[index].Shape;

    /// <summary>Whether an input has a mask.</summary>
    /// <param name="index">Index of the input.</param>
    public bool IsInputMasked(int index = 0) => _inputs[index].Mask is not null;

    /// <summary>An input, time-major, with its mask.</summary>
    /// <param name="index">Index of the input.</param>
    public TimeMajorSpan Input(int index = 0) => _inputs[index].Values;

    /// <summary>An output, time-major, with its mask.</summary>
    /// <param name="index">Index of the output.</param>
    public TimeMajorSpan Output(int index = 0) => _outputs[index].Values;

    /// <summary>
    /// The gradient of the loss with respect to an output; empty where nothing depends on that output. May be overwritten.
    /// </summary>
    /// <param name="index">Index of the output.</param>
    public TimeMajorSpan OutputGradient(int index = 0) => _outputs[index].GradientValues;

    /// <summary>The gradient with respect to an input, all of it to be written; empty when it is not needed.</summary>
    /// <param name="index">Index of the input.</param>
    public TimeMajorSpan InputGradient(int index = 0) => _inputGradients[index] is { } gradient ? _inputs[index].View(gradient) : default;

    internal PassTensor InputTensor(int index) => _inputs[index];

    internal PassTensor OutputTensor(int index) => _outputs[index];

    internal AlignedBuffer? InputGradientBuffer(int index) => _inputGradients[index];
}
