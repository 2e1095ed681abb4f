using Unroll.Data;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Generation;

/// <summary>
/// A whole text as parallel streams of steps and their next tokens, to be looked at: unlike <see cref="StatefulBatches"/>, which leave out
/// what fills no batch, it is padded at the streams' ends, where tokens have no weight.
/// </summary>
/// <param name="codes">The tokens; the first is read alone.</param>
/// <param name="layout">Streams and steps.</param>
internal sealed class WholeStreams(int[] codes, StreamLayout layout) : SampleSource
{
    private readonly int _length = (codes.Length - 2 + layout.Streams) / layout.Streams;

    /// <inheritdoc/>
    public override int Count => (_length + layout.Length - 1) / layout.Length * layout.Streams;

    /// <inheritdoc/>
    public override Shape InputShape => Shape.Sequence(layout.Length, 1);

    /// <inheritdoc/>
    public override Shape TargetShape => InputShape;

    /// <inheritdoc/>
    public override bool HasWeights(int target) => true;

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => Copy(samples, 0, destination);

    /// <inheritdoc/>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => Copy(samples, 1, destination);

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
    {
        for (int step = 0; step < layout.Length; step++)
        {
            for (int row = 0; row < samples.Length; row++)
            {
                weights[(step * samples.Length) + row] = PlaceOf(samples[row], step) is null ? 0 : 1;
            }
        }
    }

    private void Copy(ReadOnlySpan<int> samples, int ahead, TimeMajorSpan destination)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            for (int step = 0; step < layout.Length; step++)
            {
                destination.At(step, row)[0] = PlaceOf(samples[row], step) is { } place ? codes[place + ahead] : Tokenizer.Padding;
            }
        }
    }

    /// <summary>The token of a step; null behind the end of its stream.</summary>
    private int? PlaceOf(int sample, int step)
    {
        int within = (sample / layout.Streams * layout.Length) + step, place = (sample % layout.Streams * _length) + within;
        return within < _length && place < codes.Length - 1 ? place : null;
    }
}
