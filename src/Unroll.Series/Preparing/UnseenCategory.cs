namespace Unroll.Series.Preparing;

/// <summary>The treatment of a category that the training part does not have.</summary>
public enum UnseenCategory
{
    /// <summary>All its columns are 0.</summary>
    Zero,

    /// <summary>It is refused, with its place.</summary>
    Refuse,
}
