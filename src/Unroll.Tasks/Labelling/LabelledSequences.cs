using Unroll.Data;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Labelling;

/// <summary>Sequences with a target for each step; steps of padding and steps without a label have no weight.</summary>
/// <param name="sequences">The sequences.</param>
/// <param name="labels">The label of each row of each series: its code, or its number; NaN where there is none.</param>
/// <param name="encode">Writes the encoding of a label for the loss over zeros.</param>
/// <param name="width">Length of an encoding.</param>
internal sealed class LabelledSequences(SeriesSequences sequences, IReadOnlyList<double[]> labels, LabelEncoder encode, int width)
    : WrappedSource(sequences)
{
    private readonly bool _hasGaps = labels.Any(series => Array.Exists(series, double.IsNaN));

    /// <inheritdoc/>
    public override Shape TargetShape => Shape.Sequence(sequences.InputShape.Timesteps, width);

    /// <inheritdoc/>
    public override Shape GetTargetShape(int target) => TargetShape;

    /// <inheritdoc/>
    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        destination.Values.Clear();
        for (int row = 0; row < samples.Length; row++)
        {
            SequencePiece piece = sequences.Piece(samples[row]);
            ReadOnlySpan<double> own = labels[piece.Series].AsSpan(piece.Rows.Start, piece.Rows.Count);
            for (int step = 0; step < own.Length; step++)
            {
                if (!double.IsNaN(own[step]))
                {
                    encode(own[step], destination.At(piece.PaddingBefore + step, row));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override bool HasWeights(int target) => _hasGaps || sequences.IsPadded;

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
    {
        weights.Clear();
        for (int row = 0; row < samples.Length; row++)
        {
            SequencePiece piece = sequences.Piece(samples[row]);
            ReadOnlySpan<double> own = labels[piece.Series].AsSpan(piece.Rows.Start, piece.Rows.Count);
            for (int step = 0; step < own.Length; step++)
            {
                weights[((piece.PaddingBefore + step) * samples.Length) + row] = double.IsNaN(own[step]) ? 0 : 1;
            }
        }
    }
}

/// <summary>Writes the encoding of a label over zeros.</summary>
/// <param name="label">Its code, or its number.</param>
/// <param name="destination">Where to write.</param>
internal delegate void LabelEncoder(double label, Span<float> destination);
