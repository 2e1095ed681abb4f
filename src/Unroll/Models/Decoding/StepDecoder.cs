using Unroll.Data;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// Decoding: the encoder once and the decoder one timestep at a time, for some rows at once. The decoder's inputs are its last output, its
/// states, and the encoder's timesteps where it attends to them.
/// </summary>
internal sealed class StepDecoder
{
    private readonly ShardPass _encoder;
    private readonly ShardPass _decoder;
    private readonly int _states;
    private readonly float[] _scratch;

    /// <summary>Plans the passes.</summary>
    /// <param name="encoder">From the source to the states, and then to all timesteps if the decoder attends to them.</param>
    /// <param name="decoder">From the last output, the states and the encoder's timesteps to the next output and states.</param>
    /// <param name="source">Shape of a source sequence.</param>
    /// <param name="masked">Whether sources have lengths.</param>
    /// <param name="samples">Sources at once.</param>
    /// <param name="width">Sequences followed for each.</param>
    public StepDecoder(Graph encoder, Graph decoder, Shape source, bool masked, int samples, int width)
    {
        encoder.Prepare(training: false);
        decoder.Prepare(training: false);
        Width = width;
        Rows = samples;
        _encoder = encoder.CreatePass([source], [masked], samples, default);
        Shape[] inputs = [
            .. decoder.InputShapes.Select((shape, i) => i == 0 ? Shape.Sequence(1, shape.Features) : _encoder.Outputs[i - 1].Shape)];
        bool[] masks = [.. inputs.Select((_, i) => i > 0 && _encoder.Outputs[i - 1].Mask is not null)];
        _decoder = decoder.CreatePass(inputs, masks, samples * width, default);
        _states = decoder.OutputNames.Count - 1;
        _scratch = new float[Enumerable.Range(0, _states).Select(state => _decoder.Inputs[1 + state].Buffer.Length).DefaultIfEmpty().Max()];
    }

    /// <summary>Sequences followed for each source.</summary>
    public int Width { get; }

    /// <summary>Sources at once.</summary>
    public int Rows { get; }

    /// <summary>The source.</summary>
    public PassTensor Source => _encoder.Inputs[0];

    /// <summary>The decoder's input: its last output, or a token.</summary>
    public Span<float> Previous => _decoder.Inputs[0].Values.Values;

    /// <summary>The decoder's output, a row for each sequence.</summary>
    public ReadOnlySpan<float> Output => _decoder.Outputs[0].Values.Values;

    /// <summary>Runs the encoder and hands its states to the decoder, the same for all sequences of a source.</summary>
    public void Encode()
    {
        _encoder.Forward();
        _decoder.Context.MemoryIsUnchanged = false;
        for (int i = 0; i < _encoder.Outputs.Count; i++)
        {
            TimeMajorSpan from = _encoder.Outputs[i].Values, to = _decoder.Inputs[1 + i].Values;
            for (int t = 0; t < to.Timesteps; t++)
            {
                for (int row = 0; row < to.Rows; row++)
                {
                    from.At(t, row / Width).CopyTo(to.At(t, row));
                    if (_decoder.Inputs[1 + i].Mask is { } mask)
                    {
                        mask[(t * to.Rows) + row] = from.IsReal(t, row / Width);
                    }
                }
            }
        }
    }

    /// <summary>Runs the decoder one timestep.</summary>
    public void Step()
    {
        _decoder.Forward();
        _decoder.Context.MemoryIsUnchanged = true;
    }

    /// <summary>The states go on, each sequence's from where another one of the same source stands.</summary>
    /// <param name="origins">For each sequence the one that it continues.</param>
    public void Continue(ReadOnlySpan<int> origins)
    {
        for (int state = 0; state < _states; state++)
        {
            TimeMajorSpan from = _decoder.Outputs[1 + state].Values, to = _decoder.Inputs[1 + state].Values;
            from.Values.CopyTo(_scratch);
            for (int row = 0; row < to.Rows; row++)
            {
                _scratch.AsSpan(origins[row] * to.Features, to.Features).CopyTo(to.At(0, row));
            }
        }
    }
}
