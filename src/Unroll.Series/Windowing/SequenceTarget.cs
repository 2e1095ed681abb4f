namespace Unroll.Series.Windowing;

/// <summary>The target of sequences and its encoding.</summary>
public sealed record SequenceTarget
{
    private SequenceTarget(SequenceTargetKind kind, params string[] columns) => (Kind, ColumnNames) = (kind, columns);

    /// <summary>No target: sequences to predict from.</summary>
    public static SequenceTarget None { get; } = new(SequenceTargetKind.None);

    /// <summary>The class of the series, one-hot encoded.</summary>
    public static SequenceTarget ClassOneHot { get; } = new(SequenceTargetKind.ClassOneHot);

    /// <summary>The class index of the series, from 0.</summary>
    public static SequenceTarget ClassIndex { get; } = new(SequenceTargetKind.ClassIndex);

    /// <summary>The regression target of the series.</summary>
    public static SequenceTarget Value { get; } = new(SequenceTargetKind.Value);

    /// <summary>The kind of target.</summary>
    public SequenceTargetKind Kind { get; }

    /// <summary>The target columns, where each step has a target.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>Whether each step has a target.</summary>
    public bool IsStepwise => Kind is SequenceTargetKind.Columns or SequenceTargetKind.ColumnOneHot;

    /// <summary>Whether the target is the class of the series.</summary>
    public bool IsClass => Kind is SequenceTargetKind.ClassOneHot or SequenceTargetKind.ClassIndex;

    /// <summary>Columns at each step: numbers, or class indices.</summary>
    /// <param name="names">At least one.</param>
    /// <exception cref="ArgumentException">There is no name.</exception>
    public static SequenceTarget Columns(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Length > 0 ? new(SequenceTargetKind.Columns, names)
            : throw new ArgumentException("There is no column to be told: name at least one.", nameof(names));
    }

    /// <summary>A categorical column at each step, one-hot encoded.</summary>
    /// <param name="name">The column.</param>
    public static SequenceTarget ColumnOneHot(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(SequenceTargetKind.ColumnOneHot, name);
    }
}
