using System.Buffers;
using System.Globalization;
using Unroll.Data;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// Whole series as sequences of one length, for classification, regression or labelling of each step. Shorter series are padded, longer
/// ones truncated or split. Numbers are read straight from the frames' columns; nothing is copied. Thread-safe.
/// </summary>
public sealed class SeriesSequences : SampleSource
{
    private const int StepsAtOnce = 256;

    private readonly SeriesSet _set;
    private readonly string[] _columns;
    private readonly SequenceTarget _target;
    private readonly SequenceLayout _layout;
    private readonly SequencePiece[] _pieces;
    private readonly ColumnValues[][] _inputs;
    private readonly float[][] _staticCovariates;
    private readonly SequenceTargets _targets;
    private readonly int _staticCovariatesInSteps;

    /// <summary>Makes sequences of series.</summary>
    /// <param name="set">The series.</param>
    /// <param name="columns">Input columns, at least one.</param>
    /// <param name="target">The target and its encoding.</param>
    /// <param name="layout">Lengths, padding and truncation.</param>
    /// <exception cref="InputException">
    /// A column is not there, a series has no rows or no target, or a value is missing and that is refused.
    /// </exception>
    public SeriesSequences(SeriesSet set, IReadOnlyList<string> columns, SequenceTarget target, SequenceLayout layout = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(target);
        if (columns.Count == 0)
        {
            throw new InputException("Sequences have no input column: name at least one.");
        }

        if (set.Items.FirstOrDefault(item => item.Frame.RowCount == 0) is { } empty)
        {
            throw new InputException($"Series '{empty.Id}' has no rows: leave it out, or give at least one row.");
        }

        (_set, _columns, _target, _layout) = (set, [.. columns], target, layout);
        int length = layout.Resolve(set.ShortestLength, set.LongestLength);
        _inputs = [.. set.Items.Select(item => _columns.Select(item.Frame.Values).ToArray())];
        _staticCovariates = [.. set.Items.Select(item => item.StaticCovariates.Select(value => (float)value).ToArray())];
        _targets = new SequenceTargets(set, target);
        _pieces = [
            .. set.Items.SelectMany(
                (item, series) =>
                    layout.Pieces(item.Frame.RowCount, length).Select((piece, i) => new SequencePiece(series, i, piece.Rows, piece.Before)))
            .Where(IsComplete)];
        if (_pieces.Length == 0)
        {
            throw new InputException(
                (SkippedCount == 1 ? "The only sequence has" : $"All {CountFormatter.Format(SkippedCount, "sequences")} have")
                    + " a missing value: fill missing values (recipe: prepare: steps: [impute]).")
            { Field = "prepare" };
        }

        _staticCovariatesInSteps = layout.StaticCovariatesAsInput ? 0 : set.StaticNames.Count;
        IsSlow = Array.Exists(_inputs, inputs => Array.Exists(inputs, column => column.Store is not null));
        IsPadded = Array.Exists(_pieces, piece => piece.Rows.Count < length);
        InputShape = Shape.Sequence(length, _columns.Length + _staticCovariatesInSteps);
        TargetShape = _targets.ShapeOf(length);
        FeatureNames = [.. _columns, .. layout.StaticCovariatesAsInput ? [] : set.StaticNames];
    }

    /// <inheritdoc/>
    public override int Count => _pieces.Length;

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override Shape TargetShape { get; }

    /// <summary>1, or 2 where static covariates are an input of their own.</summary>
    /// <inheritdoc/>
    public override int InputCount => _layout.StaticCovariatesAsInput && _set.StaticNames.Count > 0 ? 2 : 1;

    /// <summary>Whether columns are read from a file.</summary>
    /// <inheritdoc/>
    public override bool IsSlow { get; }

    /// <summary>Names of the features of each step, in order.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Whether some sequences are padded.</summary>
    public bool IsPadded { get; }

    /// <summary>Sequences left out because of a missing value.</summary>
    public int SkippedCount { get; private set; }

    /// <summary>The class index of each sequence, from 0; all pieces of a series have its class.</summary>
    /// <exception cref="InvalidOperationException">The target is not a class.</exception>
    public IReadOnlyList<int> Labels => _target.IsClass
        ? [.. _pieces.Select(piece => _set[piece.Series].Class!.Value)]
        : throw new InvalidOperationException("These sequences have no labels: what is to be told of them is not their class.");

    /// <summary>The origin of a sequence: its series, rows and padding.</summary>
    /// <param name="sample">The sequence, from 0.</param>
    public SequencePiece Piece(int sample) => _pieces[sample];

    /// <summary>The series of a sequence.</summary>
    /// <param name="sample">The sequence, from 0.</param>
    public SeriesItem SeriesOf(int sample) => _set[_pieces[sample].Series];

    /// <summary>
    /// Number of real steps that hold the pad value in all their features, so that a <see cref="Layers.Masking"/> would mask them. Where it
    /// is not 0, choose another <see cref="SequenceLayout.PadValue"/>. Reads all values.
    /// </summary>
    public long CountStepsLikePadding()
    {
        float[] values = new float[InputShape.Timesteps * InputShape.Features];
        long alike = 0;
        for (int sample = 0; sample < Count; sample++)
        {
            TimeMajorSpan steps = new(values, InputShape.Timesteps, 1, InputShape.Features);
            CopyInputs([sample], steps);
            SequencePiece piece = _pieces[sample];
            for (int i = 0; i < piece.Rows.Count; i++)
            {
                alike += steps.At(piece.PaddingBefore + i).ContainsAnyExcept(_layout.PadValue) ? 0 : 1;
            }
        }

        return alike;
    }

    /// <summary>The name of a sequence in messages: its number and its series.</summary>
    /// <inheritdoc/>
    public override string GetSampleName(int sample) =>
        string.Create(CultureInfo.InvariantCulture, $"sample {sample} (of series '{SeriesOf(sample).Id}')");

    /// <inheritdoc/>
    public override Shape GetInputShape(int input) => input == 0 ? InputShape : Shape.Vector(_set.StaticNames.Count);

    /// <inheritdoc/>
    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        if (input == 0)
        {
            CopyInputs(samples, destination);
            return;
        }

        for (int row = 0; row < samples.Length; row++)
        {
            _staticCovariates[_pieces[samples[row]].Series].CopyTo(destination.At(0, row));
        }
    }

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(_columns.Length * StepsAtOnce);
        for (int row = 0; row < samples.Length; row++)
        {
            SequencePiece piece = _pieces[samples[row]];
            for (int i = 0; i < piece.Rows.Count; i += StepsAtOnce)
            {
                CopySteps(piece, i, Math.Min(StepsAtOnce, piece.Rows.Count - i), row, rented, destination);
            }

            for (int step = 0; step < piece.PaddingBefore; step++)
            {
                destination.At(step, row).Fill(_layout.PadValue);
            }

            for (int step = piece.PaddingBefore + piece.Rows.Count; step < destination.Timesteps; step++)
            {
                destination.At(step, row).Clear();
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There is no target.</exception>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            _targets.Copy(_pieces[samples[row]], row, destination);
        }
    }

    /// <summary>Whether some sequences are padded at their end.</summary>
    /// <inheritdoc/>
    public override bool HasLengths(int input) => input == 0 && IsPadded && _layout.Pad == SequenceEnd.End;

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            lengths[row] = _pieces[samples[row]].Rows.Count;
        }
    }

    /// <summary>Whether some steps have no target: those of padding at the start, and those whose target is missing.</summary>
    /// <inheritdoc/>
    public override bool HasWeights(int target) => _target.IsStepwise
        && (_layout.MaskMissingTargets || (IsPadded && _layout.Pad == SequenceEnd.Start));

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            _targets.CopyWeights(_pieces[samples[row]], row, samples.Length, weights);
        }
    }

    private void CopySteps(SequencePiece piece, int from, int count, int row, Span<float> columns, TimeMajorSpan destination)
    {
        ColumnValues[] inputs = _inputs[piece.Series];
        for (int j = 0; j < inputs.Length; j++)
        {
            inputs[j].CopyTo(piece.Rows.Start + from, columns.Slice(j * count, count));
        }

        for (int i = 0; i < count; i++)
        {
            Span<float> features = destination.At(piece.PaddingBefore + from + i, row);
            for (int j = 0; j < inputs.Length; j++)
            {
                features[j] = columns[(j * count) + i];
            }

            if (_staticCovariatesInSteps > 0)
            {
                _staticCovariates[piece.Series].CopyTo(features[inputs.Length..]);
            }
        }
    }

    private bool IsComplete(SequencePiece piece)
    {
        SeriesItem item = _set[piece.Series];
        int missing = Array.FindIndex(_staticCovariates[piece.Series], float.IsNaN);
        string? name = missing < 0 ? null : $"'{_set.StaticNames[missing]}'";
        foreach (string column in _target.IsStepwise && !_layout.MaskMissingTargets ? _columns.Concat(_target.ColumnNames) : _columns)
        {
            if (name is not null)
            {
                break;
            }

            ColumnRun.FindMissing(item.Frame.Values(column), piece.Rows, (row, _) =>
            {
                name = $"'{column}' {(item.Frame.Time.IsNumbered ? "in" : "on")} {item.Frame.Time.Place(row)}";
                return false;
            });
        }

        if (name is not null && !_layout.SkipMissing)
        {
            throw new InputException(
                $"{name} of series '{item.Id}' is missing, and a sequence needs it: fill missing values (recipe: prepare: steps: "
                + $"[impute]), or leave the series out.")
            { Field = "prepare" };
        }

        SkippedCount += name is null ? 0 : 1;
        return name is null;
    }
}
