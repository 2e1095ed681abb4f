namespace Unroll.Series.Preparing;

/// <summary>The columns to one-hot encode, and the treatment of unseen categories.</summary>
public readonly record struct OneHotOptions
{
    /// <summary>The columns, categorical or numbers with few values; null for all categorical columns.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The treatment of a category that the training part does not have; all its columns are 0 unless given.</summary>
    public UnseenCategory Unseen { get; init; }

    /// <summary>Whether the column itself is kept, too; it is dropped unless given.</summary>
    public bool KeepColumn { get; init; }
}
