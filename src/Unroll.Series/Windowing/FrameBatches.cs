using System.Buffers;
using Unroll.Data;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>Streams of a frame's rows.</summary>
internal sealed class FrameBatches : StatefulBatches
{
    private readonly ColumnValues[] _inputs;
    private readonly ColumnValues[] _targets;

    /// <summary>Cuts rows into streams.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="inputs">Input columns.</param>
    /// <param name="targets">Target columns.</param>
    /// <param name="layout">Streams and steps.</param>
    public FrameBatches(Frame frame, IReadOnlyList<string> inputs, IReadOnlyList<string> targets, StreamLayout layout)
        : base(layout, (frame ?? throw new ArgumentNullException(nameof(frame))).RowCount)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Count == 0 || targets.Count == 0)
        {
            throw new InputException(
                $"There are {CountFormatter.Format(inputs.Count, "input columns")} and " +
                $"{CountFormatter.Format(targets.Count, "columns")} to be told: name at least one of each.");
        }

        (_inputs, _targets) = ([.. inputs.Select(frame.Values)], [.. targets.Select(frame.Values)]);
        int rows = Count * layout.Length;
        Refuse(frame, inputs, new(0, rows));
        Refuse(frame, targets, new(layout.Ahead, rows));
        InputShape = Shape.Sequence(layout.Length, inputs.Count);
        TargetShape = Shape.Sequence(layout.Length, targets.Count);
    }

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override Shape TargetShape { get; }

    /// <inheritdoc/>
    public override bool IsSlow => Array.Exists(_inputs, column => column.Store is not null)
        || Array.Exists(_targets, column => column.Store is not null);

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => Copy(samples, _inputs, 0, destination);

    /// <inheritdoc/>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        Copy(samples, _targets, Layout.Ahead, destination);

    private static void Refuse(Frame frame, IReadOnlyList<string> names, RowRange rows)
    {
        foreach (string name in names)
        {
            ColumnRun.FindMissing(frame.Values(name), rows, (row, _) => throw new InputException(
                $"'{name}' {(frame.Time.IsNumbered ? "in" : "on")} {frame.Time.Place(row)} is missing, and a stream needs it: fill "
                + $"missing values (recipe: the step impute)."));
        }
    }

    private void Copy(ReadOnlySpan<int> samples, ColumnValues[] columns, int ahead, TimeMajorSpan destination)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(Layout.Length);
        for (int row = 0; row < samples.Length; row++)
        {
            int first = FirstRow(samples[row]) + ahead;
            for (int j = 0; j < columns.Length; j++)
            {
                ReadOnlySpan<float> values = ColumnRun.Read(columns[j], first, rented.AsSpan(0, Layout.Length));
                for (int step = 0; step < values.Length; step++)
                {
                    destination.At(step, row)[j] = values[step];
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }
}
