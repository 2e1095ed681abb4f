using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Models;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// A decoder that is run one row at a time: the encoder reads each window once, and the decoder's states go on from row to row.
/// </summary>
/// <param name="encoder">From the window to the states, and to what the decoder attends to.</param>
/// <param name="decoder">From the future covariates, the row before and these to the output and the next states.</param>
/// <param name="states">Number of the states.</param>
/// <param name="threads">Threads; 0 for one a core.</param>
internal sealed class SteppedDecoder(Graph encoder, Graph decoder, int states, int threads)
{
    private readonly PredictOptions _options = new() { Threads = threads };
    private IReadOnlyList<Tensor<float>> _carried = [];

    /// <summary>The decoders of networks; empty where one cannot be run so.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    public static SteppedDecoder[] Of(IReadOnlyList<Model> networks, int threads)
    {
        (Graph Encoder, Graph Decoder, int States)?[] parts = [.. networks.Select(SequenceNetwork.PartsOf)];
        return Array.TrueForAll(parts, part => part is not null)
            ? [.. parts.Select(part => new SteppedDecoder(part!.Value.Encoder, part.Value.Decoder, part.Value.States, threads))]
            : [];
    }

    /// <summary>Reads windows.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="first">The first of them that is read.</param>
    /// <param name="count">How many are read.</param>
    public void Read(SeriesWindows windows, int first, int count) =>
        _carried = encoder.PredictAll(new ReadWindows(windows, first, count), _options);

    /// <summary>Writes the next row of each window.</summary>
    /// <param name="future">The future covariates of the row; null where there are none.</param>
    /// <param name="previous">The targets of the row before.</param>
    /// <returns>The outputs, window after window.</returns>
    public float[] Step(float[,,]? future, float[,,] previous)
    {
        IReadOnlyList<Tensor<float>> outputs = decoder.PredictAll(
            new ArraySource([.. future is null ? [] : (Samples[])[future], previous, .. _carried.Select(carried => (Samples)carried)]),
            _options);
        _carried = [.. outputs.Skip(1), .. _carried.Skip(states)];
        float[] values = new float[outputs[0].FlattenedLength];
        outputs[0].FlattenTo(values);
        return values;
    }

    /// <summary>Some windows, without what belongs to the rows of the horizon.</summary>
    private sealed class ReadWindows(SeriesWindows windows, int first, int count) : WrappedSource(windows)
    {
        public override int Count => count;

        public override int InputCount => 1;

        public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination)
        {
            int[] of = [.. samples];
            for (int i = 0; i < of.Length; i++)
            {
                of[i] += first;
            }

            Source.CopyInputs(0, of, destination);
        }
    }
}
