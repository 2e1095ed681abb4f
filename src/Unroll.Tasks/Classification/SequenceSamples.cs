using Unroll.Data;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Classification;

/// <summary>Prepared series as samples of a network.</summary>
internal sealed class SequenceSamples : SampleSource
{
    private readonly SeriesSet _series;
    private readonly ClassifierState _state;

    public SequenceSamples(ClassifierState state, SeriesSet prepared, int outputs)
    {
        (_state, _series) = (state, prepared);
        InputShape = Shape.Sequence(state.Length, state.InputNames.Count);
        TargetShape = Shape.Vector(outputs);
    }

    public override int Count => _series.Count;

    public override Shape InputShape { get; }

    public override Shape TargetShape { get; }

    public int SeriesOf(int sample) => sample < Count ? sample : throw new ArgumentOutOfRangeException(nameof(sample));

    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        destination.Values.Clear();
        for (int row = 0; row < samples.Length; row++)
        {
            SeriesCase one = _series[samples[row]];
            int length = Math.Min(_state.Length, one.Frame.RowCount);
            for (int f = 0; f < _state.Features.Count; f++)
            {
                ReadOnlySpan<float> column = one.Frame.Column(_state.Features[f]);
                for (int t = 0; t < length; t++)
                {
                    destination.At(t, row)[f] = column[t];
                }
            }

            for (int s = 0; s < one.Statics.Count; s++)
            {
                for (int t = 0; t < length; t++)
                {
                    destination.At(t, row)[_state.Features.Count + s] = one.Statics[s];
                }
            }
        }
    }

    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        destination.Values.Clear();
        for (int row = 0; row < samples.Length; row++)
        {
            int index = _series[samples[row]].Class ?? 0;
            destination.At(0, row)[TargetShape.Features == 1 ? 0 : index] = TargetShape.Features == 1 ? index : 1;
        }
    }

    public override bool HasLengths(int input) => true;

    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            lengths[row] = Math.Min(_state.Length, _series[samples[row]].Frame.RowCount);
        }
    }
}
