using System.Globalization;

namespace Unroll.Data;

/// <summary>
/// A source of samples for a model. It is asked for any rows in any order and writes them straight into a network's time-major buffers,
/// from several threads at once: its methods must be thread-safe.
/// </summary>
public abstract class SampleSource
{
    /// <summary>The message where targets are asked for.</summary>
    internal const string NoTargets =
        "These samples have no targets: they can be predicted, but neither learned from nor evaluated. Give targets with the inputs, as "
        + "in Fit(x, y).";

    /// <summary>Number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>Shape of each sample's input; of the first, where there are several.</summary>
    public abstract Shape InputShape { get; }

    /// <summary>Shape of each sample's target; of the first, where there are several. A source with targets overrides it.</summary>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public virtual Shape TargetShape => throw new InvalidOperationException(NoTargets);

    /// <summary>Number of inputs of a sample: 1 unless a source overrides it.</summary>
    public virtual int InputCount => 1;

    /// <summary>
    /// Number of targets of a sample: 1 unless a source overrides it. 0 for samples without targets, which can only be predicted.
    /// </summary>
    public virtual int TargetCount => 1;

    /// <summary>
    /// Whether reading samples takes long beside training on them, as from a disk: they are then prefetched while the network trains,
    /// without a trial whether that pays (<see cref="Training.FitOptions.Prefetch"/>). False unless a source overrides it.
    /// </summary>
    public virtual bool IsSlow => false;

    /// <summary>Whether all targets can be had at no cost, so that they are checked before training, not while it goes.</summary>
    internal virtual bool IsInMemory => false;

    /// <summary>The name of a sample in messages: <c>sample 12</c>, by its index from 0, unless a source overrides it.</summary>
    /// <param name="sample">Index of the sample.</param>
    public virtual string GetSampleName(int sample) => string.Create(CultureInfo.InvariantCulture, $"sample {sample}");

    /// <summary>Writes the inputs of some samples.</summary>
    /// <param name="samples">Indices of the samples, each from 0 to <see cref="Count"/> − 1; one a row of the destination.</param>
    /// <param name="destination">Where to write: as many rows as samples, shaped as <see cref="InputShape"/>.</param>
    public abstract void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination);

    /// <summary>Writes the targets of some samples.</summary>
    /// <param name="samples">Indices of the samples; one a row of the destination.</param>
    /// <param name="destination">Where to write: as many rows as samples, shaped as <see cref="TargetShape"/>.</param>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public virtual void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => throw new InvalidOperationException(NoTargets);

    /// <summary>Shape of one of the inputs.</summary>
    /// <param name="input">Index of the input.</param>
    public virtual Shape GetInputShape(int input) => InputShape;

    /// <summary>Shape of one of the targets.</summary>
    /// <param name="target">Index of the target.</param>
    public virtual Shape GetTargetShape(int target) => TargetShape;

    /// <summary>Writes one of the inputs of some samples.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="samples">Indices of the samples; one a row of the destination.</param>
    /// <param name="destination">Where to write.</param>
    public virtual void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyInputs(samples, destination);

    /// <summary>Writes one of the targets of some samples.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="samples">Indices of the samples; one a row of the destination.</param>
    /// <param name="destination">Where to write.</param>
    public virtual void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyTargets(samples, destination);

    /// <summary>
    /// Whether the sequences of an input have lengths of their own; what is behind them is padding, which is masked. False unless a source
    /// overrides it.
    /// </summary>
    /// <param name="input">Index of the input.</param>
    public virtual bool HasLengths(int input) => false;

    /// <summary>Writes the lengths of some sequences; called only where <see cref="HasLengths"/>.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="samples">Indices of the samples.</param>
    /// <param name="lengths">Receives one length a sample, from 0 to the input's timesteps.</param>
    public virtual void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths) =>
        throw new NotSupportedException($"{GetType().Name} says that it has lengths but does not give them: override CopyLengths.");

    /// <summary>
    /// Whether samples, or their timesteps, have weights in the loss and the metrics. False unless a source overrides it.
    /// </summary>
    /// <param name="target">Index of the target.</param>
    public virtual bool HasWeights(int target) => false;

    /// <summary>Writes the weights of some targets; called only where <see cref="HasWeights"/>.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="samples">Indices of the samples.</param>
    /// <param name="weights">
    /// Receives a weight of at least 0 for each timestep and row, <c>[timesteps, rows]</c>; the weighted mean is what counts.
    /// </param>
    public virtual void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights) =>
        throw new NotSupportedException($"{GetType().Name} says that it has weights but does not give them: override CopyWeights.");

    /// <summary>
    /// Whether sequences of a target have fewer real timesteps than its shape; what is behind them is padding. Asked where a model is
    /// trained on targets that it also reads (<see cref="TeacherForcingSource"/>). False unless a source overrides it.
    /// </summary>
    /// <param name="target">Index of the target.</param>
    public virtual bool HasTargetLengths(int target) => false;

    /// <summary>Writes the lengths of some targets; called only where <see cref="HasTargetLengths"/>.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="samples">Indices of the samples.</param>
    /// <param name="lengths">Receives one length a sample, from 0 to the target's timesteps.</param>
    public virtual void CopyTargetLengths(int target, ReadOnlySpan<int> samples, Span<int> lengths) => throw new NotSupportedException(
        $"{GetType().Name} says that its targets have lengths but does not give them: override CopyTargetLengths.");

    internal Shape[] GetInputShapes() => [.. Enumerable.Range(0, InputCount).Select(GetInputShape)];

    internal Shape[] GetTargetShapes() => [.. Enumerable.Range(0, TargetCount).Select(GetTargetShape)];
}
