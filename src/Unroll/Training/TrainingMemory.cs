using System.Globalization;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>The memory that a training needs at least, known before any of it is taken.</summary>
/// <param name="Weights">Bytes of weights, their gradients in each shard, and the state of the optimizer.</param>
/// <param name="Samples">Bytes of what a batch's samples become in the layers, with their gradients.</param>
internal readonly record struct TrainingMemory(double Weights, double Samples)
{
    /// <summary>Rows by which a pass is measured where a shard has more.</summary>
    private const int MeasuredRows = 8;

    /// <summary>Share of the memory below which a bound from the shapes alone is enough.</summary>
    private const double SmallShare = 0.02;

    /// <summary>Refuses a training that does not fit into memory.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="training">The samples.</param>
    /// <param name="options">Settings of training.</param>
    /// <param name="available">Bytes that the process may use.</param>
    /// <exception cref="ArgumentException">It does not; the message says what it needs most of.</exception>
    public static void Check(Model model, SampleSource training, in FitOptions options, long available)
    {
        TrainingMemory needed = Of(model, training, options, available);
        if (needed.Weights + needed.Samples <= available)
        {
            return;
        }

        string machine = $"but this process may use {ByteFormatter.Format(available)}";
        throw new ArgumentException(needed.Weights > needed.Samples
            ? $"Training takes {Size(needed.Weights)} for {model.ParameterCount.ToString("N0", CultureInfo.InvariantCulture)} weights, "
                + $"their gradients and what is kept of each beside them, {machine}: make the layers smaller, or BatchSize."
            : $"BatchSize is {options.BatchSize}, and training on a batch takes {Size(needed.Samples)} for what its samples become in the "
                + $"layers, {machine}: make it smaller, or the sequences shorter, or the layers smaller.");
    }

    /// <summary>The memory that a training needs.</summary>
    internal static TrainingMemory Of(Model model, SampleSource training, in FitOptions options, long available)
    {
        int rows = Math.Min(options.BatchSize, training.Count);
        ShardCut cut = new(rows, model.Layers.Any(layer => layer.NeedsWholeBatch));
        double copies = 1 + (options.WeightAverage is null ? 0 : 1);
        double gradients = cut.Count + (model.Optimizer?.SlotCount ?? 0) + (options.AccumulationSteps > 1 ? 1 : 0);
        double weights = sizeof(float) * ((copies * model.ParameterCount) + (gradients * model.GradientLength));
        int truncated = options.TruncatedSteps;
        Shape[] inputs = [.. training.GetInputShapes().Select(shape => Piece(shape, truncated))];
        double samples = Bound(model, inputs, rows);
        bool isExact = samples + weights <= available && samples > SmallShare * available;
        return new TrainingMemory(weights, isExact ? Math.Max(samples, Measured(model, training, inputs, cut)) : samples);
    }

    private static Shape Piece(Shape shape, int truncatedSteps) =>
        truncatedSteps > 0 && shape.IsSequence && shape.Timesteps > truncatedSteps ? Shape.Sequence(truncatedSteps, shape.Features) : shape;

    /// <summary>The bytes of the layers' outputs and their gradients, and of the hidden states of recurrent layers.</summary>
    private static double Bound(Model model, Shape[] inputs, int rows)
    {
        Shape[] shapes = model.Network.InferShapes(inputs);
        double signals = shapes.Sum(shape => (double)shape.Timesteps * shape.Features);
        double hidden = model.RecurrentLayers.Sum(layer => (double)layer.InputShapes[0].Timesteps * layer.Units);
        return 2.0 * sizeof(float) * rows * (signals + hidden);
    }

    /// <summary>The bytes of the buffers of a pass, by planning those of a shard.</summary>
    private static double Measured(Model model, SampleSource training, Shape[] inputs, ShardCut cut)
    {
        int shard = cut.Length(0), measured = cut.Count == 1 ? Math.Min(MeasuredRows, shard) : shard;
        bool[] masked = [.. Enumerable.Range(0, inputs.Length).Select(training.HasLengths)];
        try
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            model.CreatePass(inputs, masked, measured, new PassOptions(Training: true), new GradientBuffer(1, []));
            return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / measured * cut.Rows;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or OverflowException or ArgumentOutOfRangeException)
        {
            return double.PositiveInfinity;
        }
    }

    private static string Size(double bytes) => double.IsInfinity(bytes) ? "more than any machine has" : ByteFormatter.Format(bytes);
}
