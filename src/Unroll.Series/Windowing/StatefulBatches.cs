using Unroll.Data;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// Batches for stateful recurrent layers: a long sequence cut into parallel streams, ordered such that row b of a batch continues row b of
/// the batch before, so that the state is carried beyond a batch. Train with a batch size of <see cref="Streams"/> and without shuffling.
/// Rows at the end that do not fill a batch are left out (<see cref="Dropped"/>).
/// </summary>
public abstract class StatefulBatches : SampleSource
{
    private readonly int _rows;

    private protected StatefulBatches(StreamLayout layout, int rows)
    {
        (Layout, _rows) = (layout, rows);
        Batches = layout.BatchesOf(rows);
        Count = checked(Batches * layout.Streams);
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <summary>The layout of the pieces.</summary>
    public StreamLayout Layout { get; }

    /// <summary>Streams: the batch size to train with.</summary>
    public int Streams => Layout.Streams;

    /// <summary>Batches of an epoch.</summary>
    public int Batches { get; }

    /// <summary>Rows of each stream.</summary>
    public int StreamLength => Batches * Layout.Length;

    /// <summary>Rows at the end that fill no batch.</summary>
    public int Dropped => _rows - (Count * Layout.Length);

    /// <summary>The row that a sample begins with.</summary>
    /// <param name="sample">The sample, from 0: stream <c>sample mod streams</c> of batch <c>sample / streams</c>.</param>
    public int FirstRow(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Count);
        return (sample % Streams * StreamLength) + (sample / Streams * Layout.Length);
    }

    /// <summary>Batches of codes, such as the characters or words of a text; the target of each is a later code.</summary>
    /// <param name="codes">The codes, from 0; not copied, and not to be changed afterwards.</param>
    /// <param name="vocabulary">Size of the vocabulary, at least 1 and at most 2²⁴.</param>
    /// <param name="layout">Streams and steps.</param>
    /// <param name="input">Encoding of the inputs.</param>
    /// <param name="target">Encoding of the targets.</param>
    /// <exception cref="InputException">There are too few codes, or one is not in the vocabulary.</exception>
    public static StatefulBatches OfCodes(
        ReadOnlyMemory<int> codes, int vocabulary, StreamLayout layout, CodeForm input = CodeForm.Index,
        CodeForm target = CodeForm.Index) =>
        new CodeBatches(new CodeColumn(codes), vocabulary, layout, input, target, at => FormattableString.Invariant($"code {at}"));

    /// <summary>
    /// Batches of a categorical column, such as the characters or words of a text; the target of each row is a later one.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="column">The column of categories.</param>
    /// <param name="layout">Streams and steps.</param>
    /// <param name="input">Encoding of the inputs.</param>
    /// <param name="target">Encoding of the targets.</param>
    /// <exception cref="InputException">The column is not one of categories, a value is missing, or there are too few rows.</exception>
    public static StatefulBatches OfCategories(
        Frame frame, string column, StreamLayout layout, CodeForm input = CodeForm.Index, CodeForm target = CodeForm.Index)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ColumnValues values = frame.Values(column);
        IReadOnlyList<string> categories = frame.Categories(column) ?? throw new InputException(
            $"'{column}' is a column of plain numbers, not of categories: read it as text, or use numbers of a frame.");
        return new CodeBatches(
            values, categories.Count, layout, input, target,
            at => $"'{column}' {(frame.Time.IsNumbered ? "in" : "on")} {frame.Time.Place(at)}");
    }

    /// <summary>Batches of numeric columns; the targets of each row are columns of a later row, or of the same one.</summary>
    /// <param name="frame">The prepared frame.</param>
    /// <param name="inputs">Input columns, at least one.</param>
    /// <param name="targets">Target columns, at least one.</param>
    /// <param name="layout">Streams and steps.</param>
    /// <exception cref="InputException">A column is not there, a value is missing, or there are too few rows.</exception>
    public static StatefulBatches OfFrame(Frame frame, IReadOnlyList<string> inputs, IReadOnlyList<string> targets, StreamLayout layout) =>
        new FrameBatches(frame, inputs, targets, layout);
}
