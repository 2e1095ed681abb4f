namespace Unroll.Data;

/// <summary>
/// Samples of another source, oversampled to equal class frequencies: those of rarer classes are repeated. Which ones are repeated once
/// more where the numbers do not divide is drawn with the seed. For training only: metrics of a balanced test set do not hold for real
/// frequencies.
/// </summary>
public sealed class OversamplingSource : SampleSource
{
    private readonly SampleSource _source;
    private readonly int[] _indices;

    /// <summary>Creates the source.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="ArgumentException">There is not one label a sample, or one is negative.</exception>
    public OversamplingSource(SampleSource source, IReadOnlyList<int> labels, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != source.Count || labels.Any(label => label < 0))
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(labels.Count, "labels")}, some perhaps negative, for " +
                $"{CountFormatter.Format(source.Count, "samples")}: give one from 0 for each.",
                nameof(labels));
        }

        _source = source;
        int[][] classes = [
            .. labels.Select((label, i) => (Label: label, Index: i)).GroupBy(sample => sample.Label).OrderBy(group => group.Key)
            .Select(group => group.Select(sample => sample.Index).ToArray())];
        int most = classes.Max(members => members.Length);
        List<int> indices = [];
        for (int c = 0; c < classes.Length; c++)
        {
            int[] members = classes[c];
            for (int round = 0; round < most / members.Length; round++)
            {
                indices.AddRange(members);
            }

            new RandomStream(seed, (ulong)c).Shuffle<int>(members);
            indices.AddRange(members[..(most % members.Length)]);
        }

        _indices = [.. indices];
    }

    /// <inheritdoc/>
    public override int Count => _indices.Length;

    /// <inheritdoc/>
    public override Shape InputShape => _source.InputShape;

    /// <inheritdoc/>
    public override Shape TargetShape => _source.TargetShape;

    /// <inheritdoc/>
    public override int InputCount => _source.InputCount;

    /// <inheritdoc/>
    public override bool IsSlow => _source.IsSlow;

    /// <inheritdoc/>
    public override int TargetCount => _source.TargetCount;

    internal override bool IsInMemory => _source.IsInMemory;

    /// <inheritdoc/>
    public override string GetSampleName(int sample) => _source.GetSampleName(_indices[sample]);

    /// <summary>Indices of the samples in the other source.</summary>
    public IReadOnlyList<int> Indices => _indices;

    /// <inheritdoc/>
    public override Shape GetInputShape(int input) => _source.GetInputShape(input);

    /// <inheritdoc/>
    public override Shape GetTargetShape(int target) => _source.GetTargetShape(target);

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyInputs(0, samples, destination);

    /// <inheritdoc/>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyTargets(0, samples, destination);

    /// <inheritdoc/>
    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        using PooledIndices mapped = new(samples, _indices);
        _source.CopyInputs(input, mapped.Span, destination);
    }

    /// <inheritdoc/>
    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        using PooledIndices mapped = new(samples, _indices);
        _source.CopyTargets(target, mapped.Span, destination);
    }

    /// <inheritdoc/>
    public override bool HasLengths(int input) => _source.HasLengths(input);

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        using PooledIndices mapped = new(samples, _indices);
        _source.CopyLengths(input, mapped.Span, lengths);
    }

    /// <inheritdoc/>
    public override bool HasTargetLengths(int target) => _source.HasTargetLengths(target);

    /// <inheritdoc/>
    public override void CopyTargetLengths(int target, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        using PooledIndices mapped = new(samples, _indices);
        _source.CopyTargetLengths(target, mapped.Span, lengths);
    }

    /// <inheritdoc/>
    public override bool HasWeights(int target) => _source.HasWeights(target);

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
    {
        using PooledIndices mapped = new(samples, _indices);
        _source.CopyWeights(target, mapped.Span, weights);
    }
}
