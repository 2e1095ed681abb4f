using Unroll.Data;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Sequences;

/// <summary>Sequences with a vector of targets for each series and output, which all pieces of a series share.</summary>
/// <param name="sequences">The sequences.</param>
/// <param name="targets">The targets of each series: a vector for each output, all of one length.</param>
internal sealed class TargetedSequences(SeriesSequences sequences, IReadOnlyList<float[][]> targets) : WrappedSource(sequences)
{
    /// <inheritdoc/>
    public override Shape TargetShape => GetTargetShape(0);

    /// <inheritdoc/>
    public override int TargetCount => targets[0].Length;

    /// <inheritdoc/>
    public override Shape GetTargetShape(int target) => Shape.Vector(targets[0][target].Length);

    /// <inheritdoc/>
    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            targets[sequences.Piece(samples[row]).Series][target].CopyTo(destination.At(0, row));
        }
    }

    /// <inheritdoc/>
    public override bool HasWeights(int target) => false;
}
