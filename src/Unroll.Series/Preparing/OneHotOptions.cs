namespace Unroll.Series.Preparing;

/// <summary>Which columns become a column for each of their categories.</summary>
public readonly record struct OneHotOptions
{
    /// <summary>The columns, of categories or of numbers with few values; null for all columns of categories.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What becomes of a category that the training part does not have; all its columns are 0 unless given.</summary>
    public UnseenCategory Unseen { get; init; }

    /// <summary>Whether the column itself is kept, too; it is left out unless given.</summary>
    public bool KeepColumn { get; init; }
}
