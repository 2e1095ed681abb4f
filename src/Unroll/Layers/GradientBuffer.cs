using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The gradients of all parameters of a shard of rows, at their offsets. Of a parameter whose rows are updated apart
/// (<see cref="Parameter.IsSparse"/>), it is known which rows have a gradient, so that no others are cleared, added or updated.
/// </summary>
internal sealed class GradientBuffer
{
    private readonly AlignedBuffer _values;
    private readonly (Parameter Parameter, bool[] Rows)[] _sparse;

    /// <summary>Makes room, all zeros.</summary>
    /// <param name="length">Length of all gradients.</param>
    /// <param name="parameters">The parameters.</param>
    public GradientBuffer(int length, IEnumerable<Parameter> parameters)
    {
        _values = new AlignedBuffer(Math.Max(length, 1));
        _sparse = [.. parameters.Where(parameter => parameter.HasSparseRows).OrderBy(parameter => parameter.Offset)
            .Select(parameter => (parameter, new bool[parameter.Dimensions[0]]))];
    }

    /// <summary>The gradients.</summary>
    public Span<float> Span => _values.Span;

    /// <summary>The rows of a parameter that have a gradient; null where all may have one.</summary>
    public bool[]? RowsOf(Parameter parameter)
    {
        foreach ((Parameter sparse, bool[] rows) in _sparse)
        {
            if (sparse == parameter)
            {
                return rows;
            }
        }

        return null;
    }

    /// <summary>Sets all gradients to zero.</summary>
    public void Clear()
    {
        Span<float> all = Span;
        int start = 0;
        foreach ((Parameter parameter, bool[] rows) in _sparse)
        {
            if (!parameter.IsSparse)
            {
                Array.Clear(rows);
                continue;
            }

            all[start..parameter.Offset].Clear();
            int width = parameter.Length / rows.Length;
            for (int row = 0; row < rows.Length; row++)
            {
                if (rows[row])
                {
                    all.Slice(parameter.Offset + (row * width), width).Clear();
                    rows[row] = false;
                }
            }

            start = parameter.Offset + parameter.Length;
        }

        all[start..].Clear();
    }
}
