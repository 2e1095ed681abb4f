using System.Buffers;
using Unroll.Data;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>Writes the targets of sequences.</summary>
internal sealed class SequenceTargets
{
    private readonly SeriesSet _set;
    private readonly SequenceTarget _target;
    private readonly ColumnValues[][] _columns;
    private readonly IReadOnlyList<string>? _categories;

    /// <summary>Looks the targets up.</summary>
    /// <param name="set">The series.</param>
    /// <param name="target">The target and its encoding.</param>
    /// <exception cref="InputException">A series has no target.</exception>
    public SequenceTargets(SeriesSet set, SequenceTarget target)
    {
        (_set, _target) = (set, target);
        _columns = [.. set.Items.Select(item => target.ColumnNames.Select(item.Frame.Values).ToArray())];
        foreach (SeriesItem item in set.Items)
        {
            if (target.IsClass && item.Class is null)
            {
                throw new InputException(
                    $"Series '{item.Id}' has no class, but its class is to be told: give each series one, or leave it out.");
            }

            if (target.Kind == SequenceTargetKind.Value && !(item.Value is { } value && double.IsFinite(value)))
            {
                throw new InputException($"Series '{item.Id}' has no number that is to be told: give each series one, or leave it out.");
            }

            if (target.Kind == SequenceTargetKind.ColumnOneHot)
            {
                IReadOnlyList<string> categories = item.Frame.Categories(target.ColumnNames[0]) ?? throw new InputException(
                    $"'{target.ColumnNames[0]}' is a column of plain numbers, but its categories are to be told: read it as categories, "
                    + $"or tell its numbers.");
                _categories ??= categories;
                if (!categories.SequenceEqual(_categories, StringComparer.Ordinal))
                {
                    throw new InputException(
                        $"The categories of '{target.ColumnNames[0]}' are {string.Join(", ", categories)} in series '{item.Id}', but "
                        + $"{string.Join(", ", _categories)} in '{set[0].Id}': read all with the same.");
                }
            }
        }
    }

    /// <summary>Shape of the targets.</summary>
    /// <param name="length">Steps of a sequence.</param>
    public Shape ShapeOf(int length) => _target.Kind switch
    {
        SequenceTargetKind.ClassOneHot => Shape.Vector(_set.ClassNames.Count),
        SequenceTargetKind.Columns => Shape.Sequence(length, _target.ColumnNames.Count),
        SequenceTargetKind.ColumnOneHot => Shape.Sequence(length, _categories!.Count),
        _ => Shape.Vector(1),
    };

    /// <summary>Writes the target of a sequence; 0 where a step has none.</summary>
    /// <param name="piece">The sequence.</param>
    /// <param name="row">Its row of the destination.</param>
    /// <param name="destination">Where to write.</param>
    public void Copy(SequencePiece piece, int row, TimeMajorSpan destination)
    {
        SeriesItem item = _set[piece.Series];
        switch (_target.Kind)
        {
            case SequenceTargetKind.ClassOneHot:
                destination.At(0, row).Clear();
                destination.At(0, row)[item.Class!.Value] = 1;
                break;
            case SequenceTargetKind.ClassIndex:
                destination.At(0, row)[0] = item.Class!.Value;
                break;
            case SequenceTargetKind.Value:
                destination.At(0, row)[0] = (float)item.Value!.Value;
                break;
            case SequenceTargetKind.None:
                throw new InvalidOperationException("These sequences have no targets: they can be predicted from, not learned.");
            default:
                CopySteps(piece, row, destination);
                break;
        }
    }

    /// <summary>Writes 1 for each step that has a target, and 0 for each that has none.</summary>
    /// <param name="piece">The sequence.</param>
    /// <param name="row">Its row.</param>
    /// <param name="rows">Rows that there are.</param>
    /// <param name="weights">[timesteps, rows].</param>
    public void CopyWeights(SequencePiece piece, int row, int rows, Span<float> weights)
    {
        for (int step = 0; step < weights.Length / rows; step++)
        {
            weights[(step * rows) + row] = step >= piece.PaddingBefore && step < piece.PaddingBefore + piece.Rows.Count ? 1 : 0;
        }

        float[] rented = ArrayPool<float>.Shared.Rent(piece.Rows.Count);
        foreach (ColumnValues column in _columns[piece.Series])
        {
            ReadOnlySpan<float> values = ColumnRun.Read(column, piece.Rows.Start, rented.AsSpan(0, piece.Rows.Count));
            for (int i = 0; i < values.Length; i++)
            {
                if (float.IsNaN(values[i]))
                {
                    weights[((piece.PaddingBefore + i) * rows) + row] = 0;
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private void CopySteps(SequencePiece piece, int row, TimeMajorSpan destination)
    {
        for (int step = 0; step < destination.Timesteps; step++)
        {
            destination.At(step, row).Clear();
        }

        ColumnValues[] columns = _columns[piece.Series];
        float[] rented = ArrayPool<float>.Shared.Rent(piece.Rows.Count);
        for (int j = 0; j < columns.Length; j++)
        {
            ReadOnlySpan<float> values = ColumnRun.Read(columns[j], piece.Rows.Start, rented.AsSpan(0, piece.Rows.Count));
            for (int i = 0; i < values.Length; i++)
            {
                Span<float> features = destination.At(piece.PaddingBefore + i, row);
                if (float.IsNaN(values[i]))
                {
                    continue;
                }

                if (_target.Kind == SequenceTargetKind.Columns)
                {
                    features[j] = values[i];
                }
                else
                {
                    features[(int)values[i]] = 1;
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }
}
