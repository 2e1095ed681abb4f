using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>
/// A linear last layer over a large vocabulary with its loss, run together on some timesteps at a time: logits and their gradient of all
/// timesteps are never held at once, and those of a piece are in the cache while loss and backward pass need them. The pieces depend on the
/// shapes alone, so that the same bits come out on any number of threads.
/// </summary>
internal sealed class PiecewiseHead
{
    /// <summary>Outputs from which on a vocabulary is large.</summary>
    private const int FewestUnits = 1024;

    /// <summary>Logits from which on they are not held at once: 8 MB.</summary>
    private const int FewestLogits = 1 << 21;

    /// <summary>Rows of all timesteps of a piece: so many that the gradient of the weights is not rewritten too often.</summary>
    private const int RowsOfPiece = 256;

    private readonly Dense _head;
    private readonly OutputLoss _loss;
    private readonly int _timesteps;
    private readonly LayerWorkspace _workspace;
    private readonly AlignedBuffer _logits;
    private readonly AlignedBuffer _gradient;
    private readonly RealRows? _real;

    private PiecewiseHead(Dense head, OutputLoss loss, Shape hidden, int rows, bool weighted, bool training)
    {
        (_head, _loss) = (head, loss);
        _timesteps = Math.Min(hidden.Timesteps, (RowsOfPiece + rows - 1) / rows);
        _real = weighted ? new RealRows(_timesteps * rows, hidden.Features, training) : null;
        _workspace = head.CreateWorkspace(rows, _timesteps, training);
        _logits = new AlignedBuffer(_timesteps * rows * head.Units);
        _gradient = new AlignedBuffer(training ? _logits.Length : 0);
    }

    /// <summary>Features of the output.</summary>
    public int Units => _head.Units;

    /// <summary>The layers before a head that is to be run in pieces; null where the network is run as a whole.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">Shapes of a sample's inputs.</param>
    /// <param name="losses">Losses and metrics of each output.</param>
    /// <param name="rows">Rows of a shard.</param>
    /// <param name="masked">Whether each input has lengths: the head is then run on real timesteps alone, however few they are.</param>
    public static LayerGraph? BodyOf(
        Model model, IReadOnlyList<Shape> inputs, IReadOnlyList<OutputLoss> losses, int rows, IReadOnlyList<bool> masked)
    {
        // Loss and metrics are sums over timesteps, so that they can be taken piece by piece.
        if (losses is not [{ Loss: ClassCrossEntropy } single] || !single.Metrics.All(metric => metric is StepMetric)
            || model.Network.WithoutLast() is not { } body || HeadOf(model) is not { ActivityRegularizer: null } head)
        {
            return null;
        }

        Shape hidden = body.InferOutputs(inputs)[0];
        return head.Units >= FewestUnits && hidden.IsSequence
            && (masked.Contains(true) || (long)hidden.Timesteps * rows * head.Units >= FewestLogits) ? body : null;
    }

    /// <summary>The head of a model for a shard.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">The loss and the metrics.</param>
    /// <param name="hidden">Shape of what comes in.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="weighted">Whether timesteps have weights, so that some may count for nothing.</param>
    /// <param name="training">Whether gradients are wanted.</param>
    public static PiecewiseHead Of(Model model, OutputLoss loss, Shape hidden, int rows, bool weighted, bool training) =>
        new(HeadOf(model)!, loss, hidden, rows, weighted, training);

    /// <summary>The loss and the metrics of a shard, and, where a scale is given, the gradients of the head and of what comes in.</summary>
    /// <param name="hidden">What comes in.</param>
    /// <param name="hiddenGradient">Receives its gradient.</param>
    /// <param name="target">The targets.</param>
    /// <param name="weights">A weight for each timestep and row; empty where all are 1.</param>
    /// <param name="scale">Factor of the gradient; null where none is wanted.</param>
    /// <param name="slots">The sums of each metric, from zero.</param>
    /// <param name="context">The pass.</param>
    /// <returns>The sum of the loss terms.</returns>
    public double Measure(
        TimeMajorSpan hidden, TimeMajorSpan hiddenGradient, TimeMajorSpan target, ReadOnlySpan<float> weights, float? scale,
        ReadOnlySpan<double[]> slots, PassContext context)
    {
        if (_real is not null && !weights.IsEmpty)
        {
            return MeasureReal(_real, hidden, hiddenGradient, target, weights, scale, slots, context);
        }

        double sum = 0;
        int rows = hidden.Rows;
        for (int start = 0; start < hidden.Timesteps; start += _timesteps)
        {
            int count = Math.Min(_timesteps, hidden.Timesteps - start);
            ReadOnlySpan<float> weight = weights.IsEmpty ? default : weights.Slice(start * rows, count * rows);
            sum += MeasurePiece(
                Piece(hidden, start, count), scale is null ? default : Piece(hiddenGradient, start, count), Piece(target, start, count),
                weight, scale, slots, context);
        }

        return sum;
    }

    /// <summary>The same on the timesteps of rows that have a weight, close together.</summary>
    private double MeasureReal(
        RealRows real, TimeMajorSpan hidden, TimeMajorSpan hiddenGradient, TimeMajorSpan target, ReadOnlySpan<float> weights, float? scale,
        ReadOnlySpan<double[]> slots, PassContext context)
    {
        double sum = 0;
        if (scale is not null)
        {
            hiddenGradient.Values.Clear();
        }

        for (int next = 0; real.Gather(ref next, hidden, target, weights);)
        {
            sum += MeasurePiece(
                real.Hidden, scale is null ? default : real.HiddenGradient, real.Target, real.Weights, scale, slots, context);
            if (scale is not null)
            {
                real.Scatter(hiddenGradient);
            }
        }

        return sum;
    }

    private double MeasurePiece(
        TimeMajorSpan input, TimeMajorSpan inputGradient, TimeMajorSpan target, ReadOnlySpan<float> weights, float? scale,
        ReadOnlySpan<double[]> slots, PassContext context)
    {
        TimeMajorSpan logits = new(_logits.Span, input.Timesteps, input.Rows, Units);
        TimeMajorSpan gradient = scale is null ? default : new(_gradient.Span, input.Timesteps, input.Rows, Units);
        _head.Forward(_workspace, input, logits, context);
        double sum = _loss.Loss.Accumulate(logits, target, weights, gradient, scale ?? 1f);
        for (int i = 0; i < slots.Length; i++)
        {
            _loss.Metrics[i].Accumulate(logits, target, weights, slots[i]);
        }

        if (scale is not null)
        {
            _head.Backward(_workspace, input, logits, gradient, inputGradient, context);
        }

        return sum;
    }

    private static Dense? HeadOf(Model model) => model.Network.Nodes[^1].Layer is Dense { Activation: Linear } dense ? dense : null;

    private static TimeMajorSpan Piece(TimeMajorSpan whole, int start, int count)
    {
        int step = whole.Rows * whole.Features;
        return new(whole.Values.Slice(start * step, count * step), count, whole.Rows, whole.Features);
    }
}
