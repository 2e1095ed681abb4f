namespace Unroll.Data;

/// <summary>
/// Sequences of unequal length, [timesteps, features] each, as they are: shorter ones are padded at the end to the longest, and the padding
/// has no share in anything.
/// </summary>
public sealed class RaggedSource : SampleSource
{
    private readonly IReadOnlyList<float[,]> _inputs;
    private readonly SampleArray? _vectors;
    private readonly IReadOnlyList<float[,]>? _sequences;

    /// <summary>Sequences with a vector as target each.</summary>
    /// <param name="x">Inputs, [timesteps, features] each.</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    /// <exception cref="ArgumentException">There is nothing, the features differ, or there is not one target for each input.</exception>
    public RaggedSource(IReadOnlyList<float[,]> x, float[,] y)
        : this(x)
    {
        _vectors = new SampleArray(y, "targets");
        if (_vectors.Count != x.Count)
        {
            throw new ArgumentException($"There are {x.Count} inputs but {_vectors.Count} targets: give one target for each input.");
        }

        TargetShape = _vectors.Shape;
    }

    /// <summary>Sequences with a sequence of the same length as target each.</summary>
    /// <param name="x">Inputs, [timesteps, features] each.</param>
    /// <param name="y">Targets, [timesteps, outputs] each.</param>
    /// <exception cref="ArgumentException">There is nothing, the features differ, or a target has another length than its input.</exception>
    public RaggedSource(IReadOnlyList<float[,]> x, IReadOnlyList<float[,]> y)
        : this(x)
    {
        ArgumentNullException.ThrowIfNull(y);
        TargetShape = ShapeOf(y, "targets");
        if (y.Count != x.Count)
        {
            throw new ArgumentException($"There are {x.Count} inputs but {y.Count} targets: give one target for each input.");
        }

        for (int i = 0; i < x.Count; i++)
        {
            if (x[i].GetLength(0) != y[i].GetLength(0))
            {
                throw new ArgumentException($"Input {i} has {x[i].GetLength(0)} timesteps but its target {y[i].GetLength(0)}: give both the same.");
            }
        }

        _sequences = y;
    }

    /// <summary>Sequences without targets.</summary>
    /// <param name="x">Inputs, [timesteps, features] each.</param>
    /// <exception cref="ArgumentException">There is nothing, or the features differ.</exception>
    public RaggedSource(IReadOnlyList<float[,]> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        InputShape = ShapeOf(x, "inputs");
        TargetShape = Shape.Vector(1);
        _inputs = x;
    }

    /// <inheritdoc/>
    public override int Count => _inputs.Count;

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override Shape TargetShape { get; }

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => Copy(_inputs, samples, destination);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        if (_sequences is not null)
        {
            Copy(_sequences, samples, destination);
            return;
        }

        (_vectors ?? throw new InvalidOperationException("These samples have no targets: they can be predicted, not learned.")).Copy(samples, destination);
    }

    /// <inheritdoc/>
    public override bool HasLengths(int input) => true;

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            lengths[row] = _inputs[samples[row]].GetLength(0);
        }
    }

    private static void Copy(IReadOnlyList<float[,]> sequences, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        destination.Values.Clear();
        for (int row = 0; row < samples.Length; row++)
        {
            float[,] sequence = sequences[samples[row]];
            for (int t = 0; t < sequence.GetLength(0); t++)
            {
                Span<float> step = destination.At(t, row);
                for (int feature = 0; feature < step.Length; feature++)
                {
                    step[feature] = sequence[t, feature];
                }
            }
        }
    }

    private static Shape ShapeOf(IReadOnlyList<float[,]> sequences, string what)
    {
        if (sequences.Count == 0 || sequences.All(sequence => sequence.Length == 0))
        {
            throw new ArgumentException($"The {what} are empty: give at least one sequence of one timestep.");
        }

        int features = sequences[0].GetLength(1);
        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i].GetLength(1) != features)
            {
                throw new ArgumentException($"Sequence 0 of the {what} has {features} features, but sequence {i} has {sequences[i].GetLength(1)}: give all the same.");
            }
        }

        return Shape.Sequence(sequences.Max(sequence => sequence.GetLength(0)), features);
    }
}
