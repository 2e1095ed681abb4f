using Unroll.Data;

namespace Unroll.Series.Windowing;

/// <summary>A decorator of a sample source, whose members a subclass overrides.</summary>
/// <param name="source">The wrapped source.</param>
public abstract class WrappedSource(SampleSource source) : SampleSource
{
    /// <summary>The wrapped source.</summary>
    protected SampleSource Source { get; } = source ?? throw new ArgumentNullException(nameof(source));

    /// <inheritdoc/>
    public override int Count => Source.Count;

    /// <inheritdoc/>
    public override Shape InputShape => Source.InputShape;

    /// <inheritdoc/>
    public override Shape TargetShape => Source.TargetShape;

    /// <inheritdoc/>
    public override int InputCount => Source.InputCount;

    /// <inheritdoc/>
    public override int TargetCount => Source.TargetCount;

    /// <inheritdoc/>
    public override bool IsSlow => Source.IsSlow;

    /// <inheritdoc/>
    public override string GetSampleName(int sample) => Source.GetSampleName(sample);

    /// <inheritdoc/>
    public override Shape GetInputShape(int input) => Source.GetInputShape(input);

    /// <inheritdoc/>
    public override Shape GetTargetShape(int target) => Source.GetTargetShape(target);

    /// <inheritdoc/>
    public sealed override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyInputs(0, samples, destination);

    /// <inheritdoc/>
    public sealed override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyTargets(0, samples, destination);

    /// <inheritdoc/>
    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        Source.CopyInputs(input, samples, destination);

    /// <inheritdoc/>
    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        Source.CopyTargets(target, samples, destination);

    /// <inheritdoc/>
    public override bool HasLengths(int input) => Source.HasLengths(input);

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths) =>
        Source.CopyLengths(input, samples, lengths);

    /// <inheritdoc/>
    public override bool HasTargetLengths(int target) => Source.HasTargetLengths(target);

    /// <inheritdoc/>
    public override void CopyTargetLengths(int target, ReadOnlySpan<int> samples, Span<int> lengths) =>
        Source.CopyTargetLengths(target, samples, lengths);

    /// <inheritdoc/>
    public override bool HasWeights(int target) => Source.HasWeights(target);

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights) =>
        Source.CopyWeights(target, samples, weights);
}
