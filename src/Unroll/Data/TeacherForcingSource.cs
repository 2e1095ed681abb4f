namespace Unroll.Data;

/// <summary>
/// Samples for an encoder and decoder: the second input is the target one timestep later, starting with a start value, so that the decoder
/// is trained on the true timestep before each one (teacher forcing, Williams and Zipser 1989).
/// </summary>
public sealed class TeacherForcingSource : SampleSource
{
    private readonly SampleSource _source;
    private readonly float _start;

    /// <summary>Wraps samples with one input and one target, both sequences.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="start">The value before the first timestep of a target: a token's index, or a value for all features.</param>
    /// <exception cref="ArgumentException">There are several inputs or targets, or the target is no sequence.</exception>
    public TeacherForcingSource(SampleSource source, float start)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.InputCount != 1 || source.TargetCount != 1 || !source.TargetShape.IsSequence)
        {
            throw new ArgumentException(
                $"Teacher forcing needs one input and one target that is a sequence, but the samples have " +
                $"{CountFormatter.Format(source.InputCount, "inputs")} and "
                + $"{source.TargetCount} " +
                $"targets{(source.TargetCount == 0 ? "" : $", the first of {source.TargetShape}")}.",
                nameof(source));
        }

        _source = source;
        _start = start;
    }

    /// <inheritdoc/>
    public override int Count => _source.Count;

    /// <inheritdoc/>
    public override Shape InputShape => _source.InputShape;

    /// <inheritdoc/>
    public override Shape TargetShape => _source.TargetShape;

    /// <inheritdoc/>
    public override int InputCount => 2;

    /// <inheritdoc/>
    public override bool IsSlow => _source.IsSlow;

    internal override bool IsInMemory => _source.IsInMemory;

    /// <inheritdoc/>
    public override string GetSampleName(int sample) => _source.GetSampleName(sample);

    /// <inheritdoc/>
    public override Shape GetInputShape(int input) => input == 0 ? InputShape : TargetShape;

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => _source.CopyInputs(samples, destination);

    /// <inheritdoc/>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => _source.CopyTargets(samples, destination);

    /// <inheritdoc/>
    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        if (input == 0)
        {
            _source.CopyInputs(samples, destination);
            return;
        }

        _source.CopyTargets(samples, destination);
        int step = destination.Rows * destination.Features;
        destination.Values[..^step].CopyTo(destination.Values[step..]);
        destination.At(0).Fill(_start);
    }

    /// <summary>The second input is as long as the target, whose padding is then in no loss.</summary>
    /// <inheritdoc/>
    public override bool HasLengths(int input) => input == 0 ? _source.HasLengths(0) : _source.HasTargetLengths(0);

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        if (input == 0)
        {
            _source.CopyLengths(0, samples, lengths);
        }
        else
        {
            _source.CopyTargetLengths(0, samples, lengths);
        }
    }

    /// <inheritdoc/>
    public override bool HasTargetLengths(int target) => _source.HasTargetLengths(target);

    /// <inheritdoc/>
    public override void CopyTargetLengths(int target, ReadOnlySpan<int> samples, Span<int> lengths) =>
        _source.CopyTargetLengths(target, samples, lengths);

    /// <inheritdoc/>
    public override bool HasWeights(int target) => _source.HasWeights(target);

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights) =>
        _source.CopyWeights(target, samples, weights);
}
