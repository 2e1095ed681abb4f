namespace Unroll.Data;

/// <summary>
/// Activations of some rows of a batch, time-major: <c>[timesteps, rows, features]</c>, so that the rows of one timestep are contiguous.
/// A vector is a sequence of one timestep.
/// </summary>
public readonly ref struct TimeMajorSpan
{
    /// <summary>Views <paramref name="values"/> as <c>[timesteps, rows, features]</c>.</summary>
    /// <param name="values">At least <c>timesteps · rows · features</c> numbers; further ones are ignored.</param>
    /// <param name="timesteps">Timesteps.</param>
    /// <param name="rows">Rows (samples).</param>
    /// <param name="features">Features.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="values"/> is too short.</exception>
    public TimeMajorSpan(Span<float> values, int timesteps, int rows, int features)
        : this(values, timesteps, rows, features, default)
    {
    }

    /// <summary>Views <paramref name="values"/> as <c>[timesteps, rows, features]</c>, some of whose timesteps are padding.</summary>
    /// <param name="values">At least <c>timesteps · rows · features</c> numbers; further ones are ignored.</param>
    /// <param name="timesteps">Timesteps.</param>
    /// <param name="rows">Rows (samples).</param>
    /// <param name="features">Features.</param>
    /// <param name="mask">For each timestep and row, time-major, whether it is real; empty where all are.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="values"/> is too short.</exception>
    /// <exception cref="ArgumentException"><paramref name="mask"/> has another length than <c>timesteps · rows</c>.</exception>
    public TimeMajorSpan(Span<float> values, int timesteps, int rows, int features, ReadOnlySpan<bool> mask)
    {
        if (!mask.IsEmpty && mask.Length != timesteps * rows)
        {
            throw new ArgumentException(
                $"The mask has {CountFormatter.Format(mask.Length, "entries")} for " +
                $"{CountFormatter.Format(timesteps, "timesteps")} of {CountFormatter.Format(rows, "rows")}: give one for " +
                $"each.", nameof(mask));
        }

        Mask = mask;
        Values = values[..checked(timesteps * rows * features)];
        Timesteps = timesteps;
        Rows = rows;
        Features = features;
    }

    /// <summary>All numbers: timestep by timestep, row by row.</summary>
    public Span<float> Values { get; }

    /// <summary>Timesteps.</summary>
    public int Timesteps { get; }

    /// <summary>Rows (samples).</summary>
    public int Rows { get; }

    /// <summary>Features.</summary>
    public int Features { get; }

    /// <summary>
    /// For each timestep and row, time-major, whether it is real rather than padding; empty where all are. Padded timesteps hold zeros.
    /// </summary>
    public ReadOnlySpan<bool> Mask { get; }

    /// <summary>Whether some timesteps may be padding.</summary>
    public bool IsMasked => !Mask.IsEmpty;

    /// <summary>Whether it is empty, as for a gradient that is not needed.</summary>
    public bool IsEmpty => Values.IsEmpty;

    /// <summary>Whether a timestep of a row is real rather than padding.</summary>
    /// <param name="timestep">Timestep from 0.</param>
    /// <param name="row">Row from 0.</param>
    public bool IsReal(int timestep, int row) => Mask.IsEmpty || Mask[(timestep * Rows) + row];

    /// <summary>The rows of one timestep, <c>[rows, features]</c>.</summary>
    /// <param name="timestep">Timestep from 0.</param>
    public Span<float> At(int timestep) => Values.Slice(timestep * Rows * Features, Rows * Features);

    /// <summary>The features of one row at one timestep.</summary>
    /// <param name="timestep">Timestep from 0.</param>
    /// <param name="row">Row from 0.</param>
    public Span<float> At(int timestep, int row) => Values.Slice(((timestep * Rows) + row) * Features, Features);

    /// <summary>Timesteps up to the last one that is real in any row; what follows is padding in all of them.</summary>
    internal int RealTimesteps => Mask.IsEmpty ? Timesteps : (Mask.LastIndexOf(true) + Rows) / Rows;

    /// <summary>The last timestep of a row that is real; −1 where none is.</summary>
    internal int LastReal(int row)
    {
        int last = Timesteps - 1;
        while (last >= 0 && !IsReal(last, row))
        {
            last--;
        }

        return last;
    }

    /// <summary>Sets the padded timesteps to zero.</summary>
    internal void ClearPadding()
    {
        for (int i = 0; i < Mask.Length; i++)
        {
            if (!Mask[i])
            {
                Values.Slice(i * Features, Features).Clear();
            }
        }
    }
}
