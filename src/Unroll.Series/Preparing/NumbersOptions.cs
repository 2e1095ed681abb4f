namespace Unroll.Series.Preparing;

/// <summary>The columns of the step <c>numbers</c>; <c>default</c> takes all columns of texts.</summary>
public readonly record struct NumbersOptions
{
    /// <summary>The columns of texts; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
}
