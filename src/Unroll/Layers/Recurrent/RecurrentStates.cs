namespace Unroll.Layers;

/// <summary>
/// The final states of the last batch's rows, for the next batch to continue from. The shards of a batch each use their own rows, so only
/// the making is guarded.
/// </summary>
internal sealed class RecurrentStates(IReadOnlyList<int> sizes)
{
    private readonly Lock _making = new();
    private float[][] _values = [];

    /// <summary>Rows of the batch; 0 after a reset.</summary>
    public int Rows { get; private set; }

    /// <summary>One array a state, [rows, size]; empty after a reset.</summary>
    public IReadOnlyList<float[]> Values => Rows == 0 ? [] : _values;

    /// <summary>The states start from zero again.</summary>
    public void Reset() => Rows = 0;

    /// <summary>Puts states back that <see cref="Values"/> gave.</summary>
    public void Restore(IReadOnlyList<float[]> values, int rows)
    {
        _values = [.. values.Select(state => (float[])state.Clone())];
        Rows = rows;
    }

    /// <summary>Makes room for a batch, or checks that it has the rows of the one before.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public void Begin(int rows, string layer)
    {
        lock (_making)
        {
            if (Rows == rows)
            {
                return;
            }

            if (Rows != 0)
            {
                throw new ArgumentException(
                    $"The stateful layer '{layer}' holds the states of {CountFormatter.Format(Rows, "rows")}, but the batch has " +
                    $"{rows}: use a batch size that "
                    + $"divides the number " +
                    "of samples, the same everywhere, or call ResetState between.");
            }

            if (_values.Length == 0 || _values[0].Length != rows * sizes[0])
            {
                // No lambda: it would allocate at every call, for it captures a parameter.
                _values = new float[sizes.Count][];
                for (int state = 0; state < sizes.Count; state++)
                {
                    _values[state] = new float[rows * sizes[state]];
                }
            }

            foreach (float[] state in _values)
            {
                Array.Clear(state);
            }

            Rows = rows;
        }
    }

    /// <summary>Some rows of a state.</summary>
    public Span<float> At(int state, int firstRow, int rows) => _values[state].AsSpan(firstRow * sizes[state], rows * sizes[state]);
}
