using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The state of a causal convolution in a stream: the timesteps within its window, oldest first. They slide through a buffer of about twice
/// their number and are moved back to its start only when they reach its end: one move for as many timesteps as are kept.
/// </summary>
internal sealed class ConvolutionStream : LayerWorkspace
{
    private readonly AlignedBuffer _timesteps;
    private readonly int _row;
    private int _start;

    /// <summary>Makes room for streams that begin with zeros.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="features">Features of the input.</param>
    /// <param name="kept">Timesteps of the window before the last.</param>
    /// <param name="convolution">The layer's convolution, as it is within a sequence.</param>
    public ConvolutionStream(int rows, int features, int kept, Convolution convolution)
        : base(rows, 1)
    {
        Features = features;
        _row = checked(rows * features);
        _timesteps = new AlignedBuffer(checked(((2 * kept) + 1) * _row));
        Kept = kept;
        Convolution = convolution;
    }

    /// <summary>Features of the input.</summary>
    public int Features { get; }

    /// <summary>Timesteps that are kept.</summary>
    public int Kept { get; }

    /// <summary>Gives one timestep for as many as its window sees.</summary>
    public Convolution Convolution { get; }

    /// <summary>Adds a timestep.</summary>
    /// <param name="timestep">[rows, features].</param>
    /// <returns>The timesteps that were kept and this one.</returns>
    public TimeMajorSpan Append(ReadOnlySpan<float> timestep)
    {
        Span<float> all = _timesteps.Span;
        if (_start > Kept)
        {
            all.Slice(_start * _row, Kept * _row).CopyTo(all);
            _start = 0;
        }

        Span<float> window = all.Slice(_start * _row, (Kept + 1) * _row);
        timestep.CopyTo(window[(Kept * _row)..]);
        _start++;
        return new TimeMajorSpan(window, Kept + 1, Rows, Features);
    }

    /// <summary>A row of a timestep that is kept, from 0, the oldest.</summary>
    public Span<float> At(int timestep, int row) => _timesteps.Span.Slice(((_start + timestep) * _row) + (row * Features), Features);
}
