using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// All buffers that one shard of rows needs to run through a chain of layers, forward and backward, planned once for its number of rows
/// and timesteps. Used by one thread at a time.
/// </summary>
internal sealed class ShardPass
{
    private readonly Layer[] _layers;
    private readonly LayerWorkspace[] _workspaces;
    private readonly AlignedBuffer[] _activations;
    private readonly AlignedBuffer[] _gradients;
    private readonly Shape[] _shapes;
    private readonly AlignedBuffer? _parameterGradients;
    private readonly int _lowestGradient;
    private readonly int _rows;

    /// <summary>Plans the buffers.</summary>
    /// <param name="layers">The chain.</param>
    /// <param name="input">Shape of a sample, its timesteps known.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="gradientLength">Length of the model's gradient buffer, or 0 to predict only.</param>
    /// <param name="withInputGradient">Whether the gradient with respect to the input is wanted.</param>
    public ShardPass(IReadOnlyList<Layer> layers, Shape input, int rows, int gradientLength, bool withInputGradient)
    {
        bool training = gradientLength > 0;
        _layers = [.. layers];
        _rows = rows;
        _shapes = new Shape[_layers.Length + 1];
        _shapes[0] = input;
        _workspaces = new LayerWorkspace[_layers.Length];
        _activations = new AlignedBuffer[_layers.Length + 1];
        _activations[0] = new AlignedBuffer(Length(input));
        for (int i = 0; i < _layers.Length; i++)
        {
            _shapes[i + 1] = _layers[i].GetOutputShape(_shapes[i]);
            _workspaces[i] = _layers[i].CreateWorkspace(rows, _shapes[i].Timesteps, training);
            _activations[i + 1] = new AlignedBuffer(Length(_shapes[i + 1]));
        }

        _parameterGradients = training ? new AlignedBuffer(gradientLength) : null;
        Context = new PassContext(_parameterGradients);

        // Below the first layer with parameters nobody needs a gradient.
        int firstTrainable = Array.FindIndex(_layers, layer => layer.Parameters.Count > 0);
        _lowestGradient = withInputGradient ? 0 : (firstTrainable < 0 ? _layers.Length : firstTrainable) + 1;
        _gradients = new AlignedBuffer[_layers.Length + 1];
        for (int i = 0; i < _gradients.Length; i++)
        {
            bool needed = training && i >= _lowestGradient;
            _gradients[i] = new AlignedBuffer(needed || (training && i == _layers.Length) ? Length(_shapes[i]) : 0);
        }
    }

    public PassContext Context { get; }

    /// <summary>Where the samples' inputs go.</summary>
    public TimeMajorSpan Input => Span(_activations, 0);

    /// <summary>What the last layer gave.</summary>
    public TimeMajorSpan Output => Span(_activations, _layers.Length);

    /// <summary>Where the gradient of the loss goes.</summary>
    public TimeMajorSpan OutputGradient => Span(_gradients, _layers.Length);

    /// <summary>The gradient with respect to the input, if it was asked for.</summary>
    public TimeMajorSpan InputGradient => Span(_gradients, 0);

    /// <summary>This shard's gradient of all parameters, at their offsets.</summary>
    public Span<float> ParameterGradients => _parameterGradients is null ? default : _parameterGradients.Span;

    public void Forward()
    {
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i].Forward(_workspaces[i], Span(_activations, i), Span(_activations, i + 1), Context);
        }
    }

    /// <summary>Runs backward from <see cref="OutputGradient"/>; parameter gradients start from zero.</summary>
    public void Backward()
    {
        _parameterGradients!.Span.Clear();
        for (int i = _layers.Length - 1; i >= 0 && i + 1 >= _lowestGradient; i--)
        {
            TimeMajorSpan inputGradient = i >= _lowestGradient ? Span(_gradients, i) : default;
            _layers[i].Backward(
                _workspaces[i], Span(_activations, i), Span(_activations, i + 1), Span(_gradients, i + 1), inputGradient, Context);
        }
    }

    /// <summary>Adds another shard's parameter gradients to this one's, on a range.</summary>
    public void AddGradients(ShardPass other, int start, int length)
    {
        Span<float> sum = ParameterGradients.Slice(start, length);
        TensorPrimitives.Add(sum, other.ParameterGradients.Slice(start, length), sum);
    }

    private int Length(Shape shape) => checked(shape.Timesteps * _rows * shape.Features);

    private TimeMajorSpan Span(AlignedBuffer[] buffers, int index) =>
        buffers[index].Length == 0 ? default : new(buffers[index].Span, _shapes[index].Timesteps, _rows, _shapes[index].Features);
}
