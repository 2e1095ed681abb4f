using System.Buffers;
using Unroll.Data;

namespace Unroll.Series.Windowing;

/// <summary>Selected samples of another source, in an order of their own: a part of a split.</summary>
internal sealed class SelectedSamples : WrappedSource
{
    private readonly int[] _indices;

    /// <summary>Selects samples.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="indices">Their indices, in order; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or no such sample.</exception>
    public SelectedSamples(SampleSource source, IReadOnlyList<int> indices)
        : base(source)
    {
        ArgumentNullException.ThrowIfNull(indices);
        _indices = indices.Count > 0 ? [.. indices]
            : throw new ArgumentException("No sample is selected: give at least one.", nameof(indices));
        if (Array.FindIndex(_indices, index => index < 0 || index >= source.Count) is var wrong and >= 0)
        {
            throw new ArgumentException($"Sample {_indices[wrong]} is selected, but there are {source.Count}, from 0.", nameof(indices));
        }
    }

    /// <inheritdoc/>
    public override int Count => _indices.Length;

    /// <summary>Indices of the samples in the other source.</summary>
    public IReadOnlyList<int> Indices => _indices;

    /// <inheritdoc/>
    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        int[] rented = Map(samples);
        Source.CopyInputs(input, rented.AsSpan(0, samples.Length), destination);
        ArrayPool<int>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        int[] rented = Map(samples);
        Source.CopyTargets(target, rented.AsSpan(0, samples.Length), destination);
        ArrayPool<int>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        int[] rented = Map(samples);
        Source.CopyLengths(input, rented.AsSpan(0, samples.Length), lengths);
        ArrayPool<int>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
    {
        int[] rented = Map(samples);
        Source.CopyWeights(target, rented.AsSpan(0, samples.Length), weights);
        ArrayPool<int>.Shared.Return(rented);
    }

    private int[] Map(ReadOnlySpan<int> samples)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(samples.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            rented[i] = _indices[samples[i]];
        }

        return rented;
    }
}
