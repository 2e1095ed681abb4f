using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// All buffers that one shard of rows needs to run through a graph of layers, forward and backward, planned once for its number of rows
/// and timesteps. Used by one thread at a time.
/// </summary>
internal sealed class ShardPass
{
    private readonly GraphNode[] _nodes;
    private readonly LayerPass[] _passes;
    private readonly PassTensor[] _tensors;
    private readonly bool[] _runsBackward;
    private readonly List<GradientSum>[] _sums;
    private readonly bool[] _clearsGradient;

    /// <summary>Plans the buffers.</summary>
    /// <param name="graph">The layers.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputs">The outputs; null to make them.</param>
    /// <param name="context">The shared context of the layers.</param>
    public ShardPass(LayerGraph graph, PassTensor[] inputs, PassTensor[]? outputs, PassContext context)
    {
        Context = context;
        _nodes = [.. graph.Nodes];
        Shape[] shapes = graph.InferShapes([.. inputs.Select(input => input.Shape)]);
        bool[] masked = graph.InferMasks(shapes, [.. inputs.Select(input => input.Mask is not null)]);
        int rows = inputs[0].Rows;

        // Backwards through the nodes: a signal has a gradient if it is an output or if a layer that takes it runs backward; a layer runs
        // backward if it, or one before it, has trained parameters and one of its outputs has a gradient. So nothing is computed without
        // need.
        bool[] learns = new bool[graph.SignalCount];
        for (int i = 0; i < inputs.Length; i++)
        {
            learns[i] = inputs[i].Gradient is not null;
        }

        foreach (GraphNode node in _nodes)
        {
            bool any = node.Inputs.Any(signal => learns[signal]) || node.Layer.Parameters.Any(parameter => parameter.IsTrainable);
            Array.ForEach(node.Outputs, signal => learns[signal] = any);
        }

        bool[] hasGradient = new bool[graph.SignalCount];
        bool[] isWritten = new bool[graph.SignalCount];
        for (int i = 0; i < graph.Outputs.Count; i++)
        {
            hasGradient[graph.Outputs[i]] = context.HasGradients && (outputs is null || outputs[i].Gradient is not null);
            isWritten[graph.Outputs[i]] = hasGradient[graph.Outputs[i]];
        }

        _runsBackward = new bool[_nodes.Length];
        for (int n = _nodes.Length - 1; n >= 0; n--)
        {
            hasGradient[_nodes[n].Outputs[0]] |= context.HasGradients && _nodes[n].Layer.ActivityRegularizer is not null;
            _runsBackward[n] = _nodes[n].Outputs.Any(signal => learns[signal] && hasGradient[signal]);
            if (_runsBackward[n])
            {
                Array.ForEach(_nodes[n].Inputs, signal => hasGradient[signal] |= learns[signal]);
            }
        }

        _tensors = new PassTensor[graph.SignalCount];
        inputs.CopyTo(_tensors, 0);
        for (int i = 0; outputs is not null && i < outputs.Length; i++)
        {
            _tensors[graph.Outputs[i]] = outputs[i];
        }

        for (int signal = 0; signal < _tensors.Length; signal++)
        {
            _tensors[signal] ??= new PassTensor(shapes[signal], rows, hasGradient[signal], masked[signal]);
        }

        // The first layer to run backward writes a signal's gradient; the others' are added to it.
        _sums = new List<GradientSum>[_nodes.Length];
        AlignedBuffer?[][] targets = new AlignedBuffer?[_nodes.Length][];
        for (int n = _nodes.Length - 1; n >= 0; n--)
        {
            _sums[n] = [];
            targets[n] = new AlignedBuffer?[_nodes[n].Inputs.Length];
            for (int i = 0; _runsBackward[n] && i < targets[n].Length; i++)
            {
                int signal = _nodes[n].Inputs[i];
                if (!learns[signal] || _tensors[signal].Gradient is not { } gradient)
                {
                    continue;
                }

                targets[n][i] = isWritten[signal] ? new AlignedBuffer(gradient.Length) : gradient;
                if (isWritten[signal])
                {
                    _sums[n].Add(new GradientSum(gradient, targets[n][i]!));
                }

                isWritten[signal] = true;
            }
        }

        // A penalty on an output adds to its gradient; where no layer writes that, it starts from zero.
        _clearsGradient = [.. _nodes.Select(node => node.Layer.ActivityRegularizer is not null && !isWritten[node.Outputs[0]])];
        _passes = new LayerPass[_nodes.Length];
        for (int n = 0; n < _nodes.Length; n++)
        {
            _passes[n] = new LayerPass(
                _nodes[n].Layer,
                [.. _nodes[n].Inputs.Select(signal => _tensors[signal])],
                [.. _nodes[n].Outputs.Select(signal => _tensors[signal])],
                targets[n],
                context);
        }

        Inputs = inputs;
        Outputs = [.. graph.Outputs.Select(signal => _tensors[signal])];
    }

    public PassContext Context { get; }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<PassTensor> Inputs { get; }

    /// <summary>The outputs.</summary>
    public IReadOnlyList<PassTensor> Outputs { get; }

    /// <summary>Each node's part of the pass, in order.</summary>
    public IReadOnlyList<LayerPass> Nodes => _passes;

    /// <summary>This shard's part of the penalties on activations, in the batch's mean.</summary>
    public double ActivityPenalty { get; private set; }

    /// <summary>Each use of a layer, those inside other layers included.</summary>
    public IEnumerable<(Layer Layer, LayerPass Pass)> AllNodes => _nodes.Zip(_passes, (node, pass) => (node.Layer, pass))
        .SelectMany(node => node.pass.Workspace is BlockWorkspace block ? block.Inner.AllNodes.Prepend(node) : [node]);

    /// <summary>The buffer of the samples' first inputs.</summary>
    public TimeMajorSpan Input => Inputs[0].Values;

    /// <summary>The first output.</summary>
    public TimeMajorSpan Output => Outputs[0].Values;

    /// <summary>The gradient of the loss with respect to the first output.</summary>
    public TimeMajorSpan OutputGradient => Outputs[0].GradientValues;

    /// <summary>The gradient with respect to the first input, if it was asked for.</summary>
    public TimeMajorSpan InputGradient => Inputs[0].GradientValues;

    /// <summary>This shard's gradient of all parameters, at their offsets.</summary>
    public Span<float> ParameterGradients => Context.AllGradients;

    /// <summary>Adds another shard's parameter gradients to this one's, on a range.</summary>
    public void AddGradients(ShardPass other, int start, int length)
    {
        Span<float> sum = ParameterGradients.Slice(start, length);
        TensorPrimitives.Add(sum, other.ParameterGradients.Slice(start, length), sum);
    }

    public void Forward()
    {
        ActivityPenalty = 0;
        for (int n = 0; n < _nodes.Length; n++)
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            LayerPass pass = _passes[n];
            Layer layer = _nodes[n].Layer;
            for (int i = 0; i < pass.OutputCount; i++)
            {
                if (pass.OutputTensor(i).Mask is { } mask)
                {
                    layer.ComputeMask(pass, i, mask);
                }
            }

            layer.Forward(pass);
            for (int i = 0; i < pass.OutputCount; i++)
            {
                PassTensor output = pass.OutputTensor(i);
                output.ClearPadding(output.Buffer);
            }

            PassTap.Forward(layer, pass);
            if (layer.ActivityRegularizer is { } regularizer)
            {
                ActivityPenalty += regularizer.Penalty(pass.Output().Values) / Context.BatchRows;
            }

            if (pass.Workspace is BlockWorkspace block)
            {
                ActivityPenalty += block.Inner.ActivityPenalty;
            }
        }
    }

    /// <summary>Runs backward from the outputs' gradients; adds to the parameters' gradients.</summary>
    public void Backward()
    {
        for (int n = _nodes.Length - 1; n >= 0; n--)
        {
            if (!_runsBackward[n])
            {
                continue;
            }

            Context.Cancellation.ThrowIfCancellationRequested();
            LayerPass pass = _passes[n];
            for (int i = 0; i < pass.OutputCount; i++)
            {
                PassTensor output = pass.OutputTensor(i);
                if (output.Gradient is { } gradient)
                {
                    output.ClearPadding(gradient);
                }
            }

            if (_nodes[n].Layer.ActivityRegularizer is { } regularizer)
            {
                Span<float> gradient = pass.OutputGradient().Values;
                if (_clearsGradient[n])
                {
                    gradient.Clear();
                }

                regularizer.AddGradient(pass.Output().Values, gradient, 1f / Context.BatchRows);
            }

            PassTap.Backward(_nodes[n].Layer, pass);
            _nodes[n].Layer.Backward(pass);
            foreach (GradientSum sum in _sums[n])
            {
                TensorPrimitives.Add(sum.Total.Span, sum.Part.Span, sum.Total.Span);
            }
        }
    }

    /// <summary>A gradient that is one of several parts of a sum.</summary>
    private readonly record struct GradientSum(AlignedBuffer Total, AlignedBuffer Part);
}
