using System.Globalization;

namespace Unroll.Layers;

/// <summary>
/// A window that slides over time: output t depends on the input timesteps t·stride + k·dilation − <see cref="PaddingBefore"/>, k = 0 …
/// size − 1, as far as they exist.
/// </summary>
/// <param name="Size">Timesteps (taps) of the window, at least 1.</param>
/// <param name="Stride">Timesteps from one window to the next, at least 1.</param>
/// <param name="Dilation">Timesteps from one tap to the next, at least 1.</param>
/// <param name="Padding">The padding at the ends.</param>
internal readonly record struct TimeWindow(int Size, int Stride, int Dilation, WindowPadding Padding)
{
    /// <summary>Timesteps from the first tap to the last, both counted.</summary>
    public int Extent => checked(((Size - 1) * Dilation) + 1);

    /// <summary>Timesteps of the output for those of the input.</summary>
    public int OutputTimesteps(int timesteps) =>
        Padding == WindowPadding.Valid ? ((timesteps - Extent) / Stride) + 1 : ((timesteps - 1) / Stride) + 1;

    /// <summary>Timesteps that are added before the sequence.</summary>
    public int PaddingBefore(int timesteps) => Padding switch
    {
        WindowPadding.Valid => 0,
        WindowPadding.Causal => Extent - 1,
        _ => Math.Max(checked(((OutputTimesteps(timesteps) - 1) * Stride) - timesteps + Extent), 0) / 2,
    };

    /// <summary>The output shape.</summary>
    /// <param name="input">Shape of a sample's input.</param>
    /// <param name="features">Features of the output.</param>
    /// <param name="layer">Name of the layer's class, for messages.</param>
    /// <param name="window">The layer's name of its window, for messages.</param>
    /// <exception cref="ArgumentException">The input is no sequence, or shorter than a window that must lie within it.</exception>
    public Shape GetOutputShape(Shape input, int features, string layer, string window)
    {
        LayerErrors.ThrowIfNotSequence(input, layer);
        int extent = Extent;
        if (input.Timesteps == Shape.AnyLength)
        {
            return Shape.Sequence(Shape.AnyLength, features);
        }

        if (Padding == WindowPadding.Valid && input.Timesteps < extent)
        {
            string spread = Dilation > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({Size} taps at a dilation of {Dilation})") : "";
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{layer}'s {window} spans {CountFormatter.Format(extent, "timesteps")}{spread}, but the input of shape {input} " +
                $"has only {input.Timesteps}; " +
                $"it needs at least {Shape.Sequence(extent, input.Features)}: use a smaller {window}, longer sequences, or padding "
                + $"'same'."));
        }

        return Shape.Sequence(OutputTimesteps(input.Timesteps), features);
    }

    /// <summary>
    /// The outputs, among those from <paramref name="from"/> up to but not including <paramref name="to"/>, that see a real timestep
    /// through a tap.
    /// </summary>
    /// <param name="tap">The tap: k.</param>
    /// <param name="timesteps">Timesteps of the input.</param>
    /// <param name="from">The first output.</param>
    /// <param name="to">The output after the last.</param>
    public TapRange Range(int tap, int timesteps, int from, int to)
    {
        int offset = (tap * Dilation) - PaddingBefore(timesteps);
        int first = offset >= 0 ? from : Math.Max(from, (-offset + Stride - 1) / Stride);
        int last = timesteps - 1 - offset;
        int end = last < 0 ? first : Math.Min(to, (last / Stride) + 1);
        return new(first, Math.Max(first, end), (first * Stride) + offset);
    }

    /// <summary>
    /// The mask of the output: with valid padding those outputs are real whose whole window is; else those whose place in the input,
    /// t·stride, is real.
    /// </summary>
    /// <param name="input">Mask of the input, time-major.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="output">Receives the mask of the output.</param>
    public void ComputeMask(ReadOnlySpan<bool> input, int rows, Span<bool> output)
    {
        int taps = Padding == WindowPadding.Valid ? Size : 1;
        for (int i = 0; i < output.Length; i++)
        {
            int first = (i / rows * Stride * rows) + (i % rows);
            bool real = true;
            for (int tap = 0; real && tap < taps; tap++)
            {
                real = input[first + (tap * Dilation * rows)];
            }

            output[i] = real;
        }
    }
}

/// <summary>Outputs that a tap of a window adds to.</summary>
/// <param name="First">The first output.</param>
/// <param name="End">The output after the last.</param>
/// <param name="Input">The input timestep of the first output; each next one is a stride further.</param>
internal readonly record struct TapRange(int First, int End, int Input)
{
    public int Count => End - First;
}
