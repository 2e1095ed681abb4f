using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// A prepared series, row after row, that windows look at: what is known of each row only once it is past, what is known of it in advance
/// (the calendar), and what is to be predicted.
/// </summary>
public sealed class WindowTable
{
    private readonly float[] _past;
    private readonly float[] _known;
    private readonly float[] _target;

    /// <summary>Lays columns out row by row.</summary>
    /// <param name="time">Stamps of the rows.</param>
    /// <param name="past">Columns known once past, by name.</param>
    /// <param name="known">Columns known in advance, by name; may be none.</param>
    /// <param name="target">What is to be predicted, scaled as the network sees it; one value a row, copied.</param>
    /// <param name="targetName">Its name, for messages.</param>
    /// <exception cref="ArgumentException">A column has another length than the index, or there is no column at all.</exception>
    public WindowTable(
        TimeIndex time,
        IReadOnlyList<KeyValuePair<string, float[]>> past,
        IReadOnlyList<KeyValuePair<string, float[]>> known,
        ReadOnlySpan<float> target,
        string targetName)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(past);
        ArgumentNullException.ThrowIfNull(known);
        if (past.Count + known.Count == 0)
        {
            throw new ArgumentException("Windows need at least one input column.");
        }

        Time = time;
        PastNames = [.. past.Select(column => column.Key)];
        KnownNames = [.. known.Select(column => column.Key)];
        TargetName = targetName;
        _past = Interleave(past, time.Count);
        _known = Interleave(known, time.Count);
        _target = target.Length == time.Count
            ? target.ToArray()
            : throw new ArgumentException($"The target has {target.Length} values, but there are {time.Count} rows.");
    }

    /// <summary>Stamps of the rows.</summary>
    public TimeIndex Time { get; }

    /// <summary>Names of the columns known once past.</summary>
    public IReadOnlyList<string> PastNames { get; }

    /// <summary>Names of the columns known in advance.</summary>
    public IReadOnlyList<string> KnownNames { get; }

    /// <summary>Name of what is to be predicted.</summary>
    public string TargetName { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => Time.Count;

    /// <summary>A row's values that are known once it is past.</summary>
    /// <param name="row">The row.</param>
    public Span<float> Past(int row) => _past.AsSpan(row * PastNames.Count, PastNames.Count);

    /// <summary>The values known in advance of some rows that follow one another.</summary>
    /// <param name="row">First row.</param>
    /// <param name="count">Rows.</param>
    public ReadOnlySpan<float> Known(int row, int count) => _known.AsSpan(row * KnownNames.Count, count * KnownNames.Count);

    /// <summary>The targets of some rows that follow one another.</summary>
    /// <param name="row">First row.</param>
    /// <param name="count">Rows.</param>
    public Span<float> Target(int row, int count) => _target.AsSpan(row, count);

    private static float[] Interleave(IReadOnlyList<KeyValuePair<string, float[]>> columns, int rows)
    {
        float[] table = new float[rows * columns.Count];
        for (int j = 0; j < columns.Count; j++)
        {
            float[] column = columns[j].Value;
            if (column.Length != rows)
            {
                throw new ArgumentException($"Column '{columns[j].Key}' has {column.Length} values, but there are {rows} rows.");
            }

            for (int i = 0; i < rows; i++)
            {
                table[(i * columns.Count) + j] = column[i];
            }
        }

        return table;
    }
}
