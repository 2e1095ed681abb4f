using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The state of a recurrent layer's pass. Cells derive their own. It holds one segment of time, usually all of it
/// (<see cref="RecurrentSegments"/>); a timestep's number in that segment is its place.
/// </summary>
/// <param name="rows">Rows.</param>
/// <param name="timesteps">Timesteps that are held at once.</param>
/// <param name="units">Hidden units.</param>
internal class RecurrentWorkspace(int rows, int timesteps, int units) : LayerWorkspace(rows, timesteps)
{
    private readonly int _stateRow = rows * units;
    private int _hiddenStart;

    /// <summary>The segments of time.</summary>
    public RecurrentSegments Segments { get; set; }

    /// <summary>Number of the segment that is held, in the order of computation.</summary>
    public int SegmentIndex { get; private set; }

    /// <summary>The segment that is held.</summary>
    public RecurrentSegment Segment { get; private set; }

    /// <summary>The place that is computed first.</summary>
    public int FirstPlace => Segments.GoBackwards ? Segment.Timesteps - 1 : 0;

    /// <summary>The place that is computed last.</summary>
    public int LastPlace => Segments.GoBackwards ? 0 : Segment.Timesteps - 1;

    /// <summary>The place, outside the segment, of what was computed before its first.</summary>
    public int PlaceBeforeFirst => Segments.GoBackwards ? Segment.Timesteps : -1;

    /// <summary>States before each segment, [segments, rows, size], one buffer a state; none where there is one segment.</summary>
    public AlignedBuffer[] Checkpoints { get; set; } = [];

    /// <summary>
    /// h of all places, and of the one before the first if there are several segments, or of the last two; null where it lies in the
    /// layer's output.
    /// </summary>
    public AlignedBuffer? Hidden { get; set; }

    /// <summary>Whether <see cref="Hidden"/> has room for two timesteps only.</summary>
    public bool KeepsTwoHidden { get; set; }

    /// <summary>
    /// Timesteps, from a multiple of it, whose weight gradients the cell makes at once; while their gates are in the cache, if it can.
    /// </summary>
    public virtual int GradientTimesteps => Timesteps;

    /// <summary>Gradients of h: of all timesteps, or of two at a time; null where they lie in the output's gradient.</summary>
    public AlignedBuffer? HiddenGradients { get; set; }

    /// <summary>Whether <see cref="HiddenGradients"/> has room for all timesteps rather than two.</summary>
    public bool KeepsHiddenGradients { get; set; }

    /// <summary>h before the first timestep; null where it is always zero.</summary>
    public AlignedBuffer? InitialHidden { get; set; }

    /// <summary>The segment's input with some features dropped; null without dropout.</summary>
    public AlignedBuffer? DroppedInput { get; set; }

    /// <summary>[rows, features]: 0 or 1 / (1 − rate).</summary>
    public AlignedBuffer? InputMask { get; set; }

    /// <summary>
    /// The inputs of the recurrent products, with some units dropped, [places, rows, units]; null without recurrent dropout.
    /// </summary>
    public AlignedBuffer? DroppedHidden { get; set; }

    /// <summary>[rows, units]: 0 or 1 / (1 − rate).</summary>
    public AlignedBuffer? RecurrentMask { get; set; }

    /// <summary>Gradient of one step's recurrent input, with recurrent dropout.</summary>
    public AlignedBuffer? RecurrentInputGradient { get; set; }

    /// <summary>Gradients of the states of padded rows while a step runs backward without them; one buffer a state.</summary>
    public AlignedBuffer[] Saved { get; set; } = [];

    /// <summary>Whether this pass applies dropout: a training pass does.</summary>
    public bool Drops { get; set; }

    /// <summary>Whether hidden units are dropped.</summary>
    public bool DropsHidden => Drops && DroppedHidden is not null;

    /// <summary>The pass goes on to a segment; nothing of the one before is held from now on.</summary>
    public void Hold(int index)
    {
        SegmentIndex = index;
        Segment = Segments.At(index);
        _hiddenStart = Hidden is null ? Segment.First : Segments.Count > 1 && !Segments.GoBackwards ? 1 : 0;
    }

    /// <summary>The place that is computed as number <paramref name="i"/> of the segment.</summary>
    public int PlaceAt(int i) => Segments.GoBackwards ? Segment.Timesteps - 1 - i : i;

    /// <summary>The part of a sequence that belongs to the segment.</summary>
    public TimeMajorSpan PartOf(TimeMajorSpan sequence)
    {
        if (sequence.IsEmpty || Segments.Count == 1)
        {
            return sequence;
        }

        int length = sequence.Rows * sequence.Features;
        return new TimeMajorSpan(
            sequence.Values.Slice(Segment.First * length, Segment.Timesteps * length),
            Segment.Timesteps,
            sequence.Rows,
            sequence.Features,
            sequence.IsMasked ? sequence.Mask.Slice(Segment.First * sequence.Rows, Segment.Timesteps * sequence.Rows) : default);
    }

    /// <summary>The cell's input for the segment: that of the layer, or with some features dropped.</summary>
    public TimeMajorSpan CellInput(TimeMajorSpan input)
    {
        TimeMajorSpan part = PartOf(input);
        return Drops && DroppedInput is not null ? new(DroppedInput.Span, part.Timesteps, part.Rows, part.Features, part.Mask) : part;
    }

    /// <summary>All h that are there.</summary>
    public Span<float> HiddenOf(LayerPass pass) => Hidden is null ? pass.Output().Values : Hidden.Span;

    /// <summary>One timestep of a buffer of [timesteps, rows, units].</summary>
    public Span<float> StateAt(AlignedBuffer states, int timestep) => states.Span.Slice(timestep * _stateRow, _stateRow);

    /// <summary>h of a place.</summary>
    public Span<float> HiddenAt(Span<float> hidden, int place) => HiddenFrom(hidden, place)[.._stateRow];

    /// <summary>h before the segment's first place; empty where it is always zero.</summary>
    public ReadOnlySpan<float> HiddenBefore(Span<float> hidden) =>
        SegmentIndex > 0 ? HiddenAt(hidden, PlaceBeforeFirst)
        : InitialHidden is null ? default : InitialHidden.Span;

    /// <summary>h from a place on.</summary>
    public Span<float> HiddenFrom(Span<float> hidden, int place) =>
        hidden[((KeepsTwoHidden ? place & 1 : _hiddenStart + place) * _stateRow)..];
}
