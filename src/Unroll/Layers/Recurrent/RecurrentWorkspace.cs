using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>What a recurrent layer remembers of a pass. Cells derive their own.</summary>
internal class RecurrentWorkspace(int rows, int timesteps, int units) : LayerWorkspace(rows, timesteps)
{
    private readonly int _stateRow = rows * units;

    /// <summary>h of all timesteps, or of the last two; null where it lies in the layer's output.</summary>
    public AlignedBuffer? Hidden { get; set; }

    /// <summary>Whether <see cref="Hidden"/> has room for two timesteps only.</summary>
    public bool KeepsTwoHidden { get; set; }

    /// <summary>Timesteps, from a multiple of it, whose weight gradients the cell makes at once; while their gates are in the cache, if it can.</summary>
    public virtual int GradientTimesteps => Timesteps;

    /// <summary>Gradients of h: of all timesteps, or of two at a time; null where they lie in the output's gradient.</summary>
    public AlignedBuffer? HiddenGradients { get; set; }

    /// <summary>Whether <see cref="HiddenGradients"/> has room for all timesteps rather than two.</summary>
    public bool KeepsHiddenGradients { get; set; }

    /// <summary>h before the first timestep; null where it is always zero.</summary>
    public AlignedBuffer? InitialHidden { get; set; }

    /// <summary>The input with some features dropped, and what it was multiplied by; null without dropout.</summary>
    public AlignedBuffer? DroppedInput { get; set; }

    /// <summary>[rows, features]: 0 or 1 / (1 − rate).</summary>
    public AlignedBuffer? InputMask { get; set; }

    /// <summary>What the recurrent products took, with some units dropped, [timesteps, rows, units]; null without recurrent dropout.</summary>
    public AlignedBuffer? DroppedHidden { get; set; }

    /// <summary>[rows, units]: 0 or 1 / (1 − rate).</summary>
    public AlignedBuffer? RecurrentMask { get; set; }

    /// <summary>Gradient of one step's recurrent input, with recurrent dropout.</summary>
    public AlignedBuffer? RecurrentInputGradient { get; set; }

    /// <summary>Gradients of the states of padded rows while a step runs backward without them; one buffer a state.</summary>
    public AlignedBuffer[] Saved { get; set; } = [];

    /// <summary>Whether this pass drops anything: a training pass does.</summary>
    public bool Drops { get; set; }

    /// <summary>One timestep of a buffer of [timesteps, rows, units].</summary>
    public Span<float> StateAt(AlignedBuffer states, int timestep) => states.Span.Slice(timestep * _stateRow, _stateRow);

    /// <summary>h of a timestep.</summary>
    public Span<float> HiddenAt(Span<float> hidden, int timestep) =>
        hidden.Slice((KeepsTwoHidden ? timestep & 1 : timestep) * _stateRow, _stateRow);
}
