using Unroll.Data;

namespace Unroll.Insight.Attribution;

/// <summary>A sample as a network takes it: one array of numbers for each of the network's inputs.</summary>
public sealed class InputSample
{
    private InputSample(IReadOnlyList<Shape> shapes, IReadOnlyList<float[]> inputs, IReadOnlyList<int?> lengths, string name) =>
        (Shapes, Inputs, Lengths, Name) = (shapes, inputs, lengths, name);

    /// <summary>A sample of a single sequence.</summary>
    /// <param name="sequence">[timesteps, features].</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public InputSample(float[,] sequence)
        : this([ShapeOf(sequence)], [[.. sequence.Cast<float>()]], [null], "sample")
    {
    }

    /// <summary>Name of the sample in messages and tables.</summary>
    public string Name { get; init; }

    /// <summary>Shape of each input, its timesteps known.</summary>
    public IReadOnlyList<Shape> Shapes { get; }

    /// <summary>The numbers of each input, [timesteps, features].</summary>
    public IReadOnlyList<float[]> Inputs { get; }

    /// <summary>The number of real timesteps of each input, behind which there is padding; null where all are real.</summary>
    public IReadOnlyList<int?> Lengths { get; }

    /// <summary>A sequence of whole numbers for an embedding, such as the codes of a text.</summary>
    /// <param name="codes">A code for each timestep.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static InputSample OfCodes(IReadOnlyList<int> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        float[,] sequence = new float[codes.Count, 1];
        for (int t = 0; t < codes.Count; t++)
        {
            sequence[t, 0] = codes[t];
        }

        return new InputSample(sequence);
    }

    /// <summary>A vector of features, for a network that takes no sequence.</summary>
    /// <param name="features">The features.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static InputSample OfVector(IReadOnlyList<float> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return features.Count == 0
            ? throw new ArgumentException("The vector is empty: give at least one feature.", nameof(features))
            : new InputSample([Shape.Vector(features.Count)], [[.. features]], [null], "sample");
    }

    /// <summary>A sample of several inputs, each a sequence.</summary>
    /// <param name="sequences">One for each input of the network, [timesteps, features].</param>
    /// <exception cref="ArgumentException">There are none, or one is empty.</exception>
    public static InputSample OfSeveral(IReadOnlyList<float[,]> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return new InputSample(
            [.. sequences.Select(ShapeOf)], [.. sequences.Select(sequence => sequence.Cast<float>().ToArray())],
            [.. sequences.Select(_ => (int?)null)], "sample");
    }

    /// <summary>A sample of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="index">Index of the sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static InputSample Of(SampleSource source, int index)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, source.Count);
        Shape[] shapes = [.. Enumerable.Range(0, source.InputCount).Select(source.GetInputShape)];
        float[][] inputs = new float[shapes.Length][];
        int?[] lengths = new int?[shapes.Length];
        Span<int> length = stackalloc int[1];
        for (int i = 0; i < shapes.Length; i++)
        {
            // Of a single row, what is time-major and what is batch-major is the same.
            inputs[i] = new float[shapes[i].Timesteps * shapes[i].Features];
            source.CopyInputs(i, [index], new TimeMajorSpan(inputs[i], shapes[i].Timesteps, 1, shapes[i].Features));
            if (source.HasLengths(i))
            {
                source.CopyLengths(i, [index], length);
                lengths[i] = length[0];
                inputs[i].AsSpan(length[0] * shapes[i].Features).Clear();
            }
        }

        return new InputSample(shapes, inputs, lengths, source.GetSampleName(index));
    }

    /// <summary>The same sample for a network that takes the first of these inputs alone.</summary>
    /// <param name="count">Inputs, at least 1.</param>
    public InputSample First(int count) => count >= Inputs.Count ? this
        : new InputSample([.. Shapes.Take(count)], [.. Inputs.Take(count)], [.. Lengths.Take(count)], Name);

    /// <summary>The number of timesteps of an input that are real.</summary>
    /// <param name="input">Index of the input.</param>
    public int LengthOf(int input) => Lengths[input] ?? Shapes[input].Timesteps;

    private static Shape ShapeOf(float[,] sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return sequence.Length == 0
            ? throw new ArgumentException(
                $"The sequence is [{sequence.GetLength(0)}, {sequence.GetLength(1)}]: give at least one timestep of one feature.",
                nameof(sequence))
            : Shape.Sequence(sequence.GetLength(0), sequence.GetLength(1));
    }
}
