namespace Unroll.Data;

/// <summary>
/// Samples in memory: arrays or tensors of inputs and targets, of the types in <see cref="Samples"/>; for a model of one input and one
/// output, or of several. Without targets they serve prediction, not training.
/// </summary>
/// <example>
/// <code>
/// var samples = new ArraySource(x, y) { Lengths = lengths };
/// var several = new ArraySource([past, calendar], [sales, returns]).WithWeights(1, weights);
/// </code>
/// </example>
public sealed class ArraySource : SampleSource
{
    private readonly Samples[] _inputs;
    private readonly Samples[] _targets;
    private readonly SampleLengths?[] _lengths;
    private readonly SampleLengths?[] _targetLengths;
    private readonly SampleWeights?[] _weights;

    /// <summary>Samples of one input and one target.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="y">Targets; leave out for samples to predict.</param>
    /// <exception cref="ArgumentException">There are not as many targets as inputs, or they are sequences of other lengths.</exception>
    public ArraySource(Samples x, Samples? y = null)
        : this([x ?? throw new ArgumentNullException(nameof(x))], y is null ? [] : [y])
    {
    }

    /// <summary>Samples of several inputs or several targets.</summary>
    /// <param name="inputs">One for each of the model's inputs, in their order.</param>
    /// <param name="targets">One for each of the model's outputs, in their order; none for samples to predict.</param>
    /// <exception cref="ArgumentException">
    /// There is no input, or the inputs and targets have different numbers of samples, or targets are sequences of other lengths than
    /// those of every input.
    /// </exception>
    public ArraySource(IReadOnlyList<Samples> inputs, IReadOnlyList<Samples>? targets = null)
        : this(inputs, targets, areAlike: true)
    {
    }

    private ArraySource(IReadOnlyList<Samples> inputs, IReadOnlyList<Samples>? targets, bool areAlike)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
        {
            throw new ArgumentException("There are no inputs: give one for each of the model's inputs.", nameof(inputs));
        }

        _inputs = [.. inputs];
        _targets = [.. targets ?? []];
        CheckCounts(_inputs, "input", nameof(inputs));
        CheckCounts(_targets, "target", nameof(targets));
        foreach (Samples target in _targets.Where(target => areAlike && target.IsRagged))
        {
            CheckLengths(target);
        }

        _lengths = new SampleLengths?[_inputs.Length];
        _targetLengths = new SampleLengths?[_targets.Length];
        _weights = new SampleWeights?[_targets.Length];
    }

    /// <summary>Pairs of sequences for an encoder and decoder: sequences to read and to write, of any lengths each.</summary>
    /// <param name="source">Sequences to read.</param>
    /// <param name="target">For each of them the sequence to write.</param>
    /// <exception cref="ArgumentException">There are not as many targets as sources.</exception>
    internal static ArraySource OfPairs(Samples source, Samples target) => new([source], [target], areAlike: false);

    /// <inheritdoc/>
    public override int Count => _inputs[0].Count;

    /// <inheritdoc/>
    public override Shape InputShape => _inputs[0].Shape;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public override Shape TargetShape => Target(0).Shape;

    /// <inheritdoc/>
    public override int InputCount => _inputs.Length;

    /// <inheritdoc/>
    public override int TargetCount => _targets.Length;

    /// <summary>
    /// The number of real timesteps of each sample's first input; what is behind them is padding, which is masked. Default null: all are,
    /// or as many as a sequence has.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The inputs are no sequences, there is not one length a sample, or one is out of range.
    /// </exception>
    public IReadOnlyList<int>? Lengths
    {
        get => _lengths[0]?.Values;
        init => _lengths[0] = value is null ? null : new SampleLengths(value, Count, InputShape);
    }

    /// <summary>
    /// The weight of each sample in the loss and the metrics of the first target, at least 0; weighted means are taken. Default null: all
    /// the same.
    /// </summary>
    /// <exception cref="ArgumentException">There is not one weight a sample, or one is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public IReadOnlyList<float>? Weights
    {
        init => SetWeights(0, value is null ? null : new SampleWeights(value, Count, TargetShape));
    }

    /// <summary>
    /// The weight of each timestep of each sample's first target, [batch, timesteps]; instead of <see cref="Weights"/>. Default null: all
    /// the same.
    /// </summary>
    /// <exception cref="ArgumentException">The array has another shape, or a weight is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public float[,]? StepWeights
    {
        init => SetWeights(0, value is null ? null : new SampleWeights(value, Count, TargetShape));
    }

    /// <summary>Sets the number of real timesteps of an input in each sample.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="lengths">One length a sample.</param>
    /// <returns>This source.</returns>
    /// <exception cref="ArgumentException">The input is no sequence, there is not one length a sample, or one is out of range.</exception>
    public ArraySource WithLengths(int input, IReadOnlyList<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        _lengths[input] = new SampleLengths(lengths, Count, _inputs[input].Shape);
        return this;
    }

    /// <summary>Sets the number of real timesteps of a target in each sample, for an encoder and decoder.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="lengths">One length a sample.</param>
    /// <returns>This source.</returns>
    /// <exception cref="ArgumentException">The target is no sequence, there is not one length a sample, or one is out of
    /// range.</exception>
    public ArraySource WithTargetLengths(int target, IReadOnlyList<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        _targetLengths[target] = new SampleLengths(lengths, Count, GetTargetShape(target));
        return this;
    }

    /// <summary>Sets the weight of each sample in the loss and the metrics of a target.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="weights">One weight of at least 0 a sample.</param>
    /// <returns>This source.</returns>
    /// <exception cref="ArgumentException">There is not one weight a sample, or one is negative or not finite.</exception>
    public ArraySource WithWeights(int target, IReadOnlyList<float> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return SetWeights(target, new SampleWeights(weights, Count, GetTargetShape(target)));
    }

    /// <summary>Sets the weight of each timestep of each sample in the loss and the metrics of a target.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="weights">Weights of at least 0, [batch, timesteps].</param>
    /// <returns>This source.</returns>
    /// <exception cref="ArgumentException">The array has another shape, or a weight is negative or not finite.</exception>
    public ArraySource WithWeights(int target, float[,] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return SetWeights(target, new SampleWeights(weights, Count, GetTargetShape(target)));
    }

    internal override bool IsInMemory => true;

    /// <inheritdoc/>
    public override Shape GetInputShape(int input) => _inputs[input].Shape;

    /// <inheritdoc/>
    public override Shape GetTargetShape(int target) => Target(target).Shape;

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => _inputs[0].Copy(samples, destination);

    /// <inheritdoc/>
    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        _inputs[input].Copy(samples, destination);

    /// <inheritdoc/>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyTargets(0, samples, destination);

    /// <inheritdoc/>
    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        Target(target).Copy(samples, destination);

    /// <inheritdoc/>
    public override bool HasLengths(int input) => _lengths[input] is not null || _inputs[input].IsRagged;

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        if (_lengths[input] is { } given)
        {
            given.Copy(samples, lengths);
        }
        else
        {
            _inputs[input].CopyLengths(samples, lengths);
        }
    }

    /// <inheritdoc/>
    public override bool HasTargetLengths(int target) => _targetLengths[target] is not null || _targets[target].IsRagged;

    /// <inheritdoc/>
    public override void CopyTargetLengths(int target, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        if (_targetLengths[target] is { } given)
        {
            given.Copy(samples, lengths);
        }
        else
        {
            _targets[target].CopyLengths(samples, lengths);
        }
    }

    /// <inheritdoc/>
    public override bool HasWeights(int target) => _weights[target] is not null;

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights) =>
        _weights[target]!.Copy(samples, weights);

    private Samples Target(int target) =>
        _targets.Length == 0 ? throw new InvalidOperationException(NoTargets) : _targets[target];

    private ArraySource SetWeights(int target, SampleWeights? weights)
    {
        if (weights is not null)
        {
            _weights[target] = weights;
        }

        return this;
    }

    private void CheckCounts(Samples[] arrays, string what, string parameter)
    {
        for (int i = 0; i < arrays.Length; i++)
        {
            if (arrays[i] is null)
            {
                throw new ArgumentNullException(parameter, $"The {what} number {i} (from 0) is null: give samples for each {what}.");
            }

            if (arrays[i].Count != Count)
            {
                throw new ArgumentException(_inputs.Length == 1 && arrays.Length == 1
                    ? $"There are {CountFormatter.Format(Count, "inputs")} but " +
                        $"{CountFormatter.Format(arrays[i].Count, "targets")}: give one target for each input."
                    : $"Input 0 has {CountFormatter.Format(Count, "samples")}, but {what} {i} has {arrays[i].Count}: give all the " +
                        $"same number.");
            }
        }
    }

    /// <summary>Checks that sequences of a target are as long as those of an input, from which the model's mask comes.</summary>
    private void CheckLengths(Samples target)
    {
        string? unlike = null;
        foreach (Samples input in _inputs.Where(input => input.Shape.IsSequence))
        {
            int sample = 0;
            while (sample < Count && input.LengthOf(sample) == target.LengthOf(sample))
            {
                sample++;
            }

            if (sample == Count)
            {
                return;
            }

            unlike ??= $"Sample {sample} has {CountFormatter.Format(input.LengthOf(sample), "timesteps")}, but its target has " +
                $"{target.LengthOf(sample)}: " +
                "give both the same number.";
        }

        throw new ArgumentException(unlike
            ?? "The targets are sequences of any lengths, but no input is a sequence: give targets of one length, " +
            "and StepWeights of 0 for what is not real.");
    }
}
