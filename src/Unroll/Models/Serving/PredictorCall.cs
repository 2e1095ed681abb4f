using System.Globalization;
using Unroll.Data;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// The inputs and outputs of a call to a <see cref="Predictor"/>, batch-major: one of each as spans, or several as memory. Checked against
/// the model's shapes, copied into passes, and out of them.
/// </summary>
internal readonly ref struct PredictorCall
{
    private readonly ReadOnlySpan<float> _input;
    private readonly ReadOnlySpan<ReadOnlyMemory<float>> _inputs;
    private readonly ReadOnlySpan<int> _lengths;
    private readonly ReadOnlySpan<ReadOnlyMemory<int>> _allLengths;
    private readonly Span<float> _output;
    private readonly ReadOnlySpan<Memory<float>> _outputs;

    public PredictorCall(ReadOnlySpan<float> input, ReadOnlySpan<int> lengths, int rows, Span<float> output)
    {
        _input = input;
        _lengths = lengths;
        Rows = rows;
        _output = output;
        Count = 1;
    }

    public PredictorCall(
        ReadOnlySpan<ReadOnlyMemory<float>> inputs, ReadOnlySpan<ReadOnlyMemory<int>> lengths, int rows,
        ReadOnlySpan<Memory<float>> outputs)
    {
        _inputs = inputs;
        _allLengths = lengths;
        Rows = rows;
        _outputs = outputs;
        Count = inputs.Length;
    }

    public int Rows { get; }

    /// <summary>Number of inputs.</summary>
    public int Count { get; }

    public ReadOnlySpan<float> Input(int index) => _inputs.IsEmpty ? _input : _inputs[index].Span;

    /// <summary>The real timesteps of each row; empty where all are.</summary>
    public ReadOnlySpan<int> Lengths(int index) =>
        _inputs.IsEmpty ? _lengths : _allLengths.IsEmpty ? default : _allLengths[index].Span;

    /// <summary>Brings some rows into a pass.</summary>
    public void Load(ShardPass pass, int firstRow)
    {
        pass.Context.FirstRow = firstRow;
        pass.Context.BatchRows = Rows;
        for (int i = 0; i < Count; i++)
        {
            PassTensor tensor = pass.Inputs[i];
            int sample = tensor.Shape.Timesteps * tensor.Shape.Features;
            BatchMajor.Load(Input(i).Slice(firstRow * sample, tensor.Rows * sample), tensor.Values);
            if (tensor.Mask is { } mask)
            {
                ReadOnlySpan<int> lengths = Lengths(i).Slice(firstRow, tensor.Rows);
                for (int at = 0; at < mask.Length; at++)
                {
                    mask[at] = at / tensor.Rows < lengths[at % tensor.Rows];
                }

                tensor.ClearPadding(tensor.Buffer);
            }
        }
    }

    /// <summary>Takes some rows out of a pass.</summary>
    public void Store(ShardPass pass, int firstRow)
    {
        for (int o = 0; o < pass.Outputs.Count; o++)
        {
            TimeMajorSpan values = pass.Outputs[o].Values;
            int sample = values.Timesteps * values.Features;
            BatchMajor.Store(values, Output(o).Slice(firstRow * sample, values.Rows * sample));
        }
    }

    /// <summary>Checks that the outputs have room for exactly what comes out.</summary>
    /// <exception cref="ArgumentException">One has not.</exception>
    public void RequireOutputs(ShardPass pass, IReadOnlyList<string> names)
    {
        for (int o = 0; o < pass.Outputs.Count; o++)
        {
            Shape shape = pass.Outputs[o].Shape;
            int expected = PassTensor.LengthOf(shape, Rows);
            if (Output(o).Length != expected)
            {
                ThrowOutput(shape, Rows, expected, Output(o).Length, names[o]);
            }
        }
    }

    /// <summary>Checks the lengths of an input's rows.</summary>
    /// <exception cref="ArgumentException">There is not one for each row, or one is beyond the timesteps.</exception>
    public void RequireLengths(int input, int timesteps, string name)
    {
        ReadOnlySpan<int> lengths = Lengths(input);
        if (lengths.Length != Rows)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Got {CountFormatter.Format(lengths.Length, "lengths")} for the {CountFormatter.Format(Rows, "rows")} of " +
                $"'{name}': give one for each row, or none where no timestep is "
                + $"padding."));
        }

        for (int row = 0; row < lengths.Length; row++)
        {
            if (lengths[row] < 0 || lengths[row] > timesteps)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row {row} of '{name}' has length {lengths[row]}, but the batch has " +
                    $"{CountFormatter.Format(timesteps, "timesteps")}: give 0 to {timesteps}."));
            }
        }
    }

    private Span<float> Output(int index) => _inputs.IsEmpty ? _output : _outputs[index].Span;

    private static void ThrowOutput(Shape shape, int rows, int expected, int got, string name) => throw new ArgumentException(string.Create(
        CultureInfo.InvariantCulture,
        $"The output '{name}' has shape {shape}, {CountFormatter.Format(expected, "numbers")} for " +
        $"{CountFormatter.Format(rows, "rows")}, but got room for {got}: make it as long."));
}
