using Unroll.Data;

namespace Unroll.Series.Windowing;

/// <summary>A sample source with class weights, which count in the loss and the metrics.</summary>
public sealed class ClassWeightedSource : WrappedSource
{
    private readonly int[] _labels;
    private readonly float[] _weights;

    /// <summary>Adds class weights to a source.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="labels">The class of each, from 0.</param>
    /// <param name="weights">The weight of each class, finite and at least 0.</param>
    /// <exception cref="ArgumentException">There is not one label a sample, one has no weight, or a weight is out of range.</exception>
    public ClassWeightedSource(SampleSource source, IReadOnlyList<int> labels, IReadOnlyList<float> weights)
        : base(source)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(weights);
        (_labels, _weights) = ([.. labels], [.. weights]);
        if (_labels.Length != Count)
        {
            throw new ArgumentException($"There are {CountFormatter.Format(_labels.Length, "labels")} for " +
                $"{CountFormatter.Format(Count, "samples")}: give one for each.", nameof(labels));
        }

        if (Array.FindIndex(_labels, label => label < 0 || label >= _weights.Length) is var strange and >= 0)
        {
            throw new ArgumentException(
                $"Sample {strange} is of class {_labels[strange]}, but there are weights of " +
                $"{CountFormatter.Format(_weights.Length, "classes")}, from 0: give one "
                + $"for each.", nameof(weights));
        }

        if (Array.FindIndex(_weights, weight => !(weight >= 0) || !float.IsFinite(weight)) is var wrong and >= 0)
        {
            throw new ArgumentException(
                $"The weight of class {wrong} is {_weights[wrong]}: weights must be finite and at least 0.", nameof(weights));
        }
    }

    /// <inheritdoc/>
    public override bool HasWeights(int target) => true;

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
    {
        if (Source.HasWeights(target))
        {
            Source.CopyWeights(target, samples, weights);
        }
        else
        {
            weights.Fill(1);
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] *= _weights[_labels[samples[i % samples.Length]]];
        }
    }
}
