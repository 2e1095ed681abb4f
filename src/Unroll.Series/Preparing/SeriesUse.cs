namespace Unroll.Series.Preparing;

/// <summary>What prepared series are used for.</summary>
public enum SeriesUse
{
    /// <summary>Series go on, and later rows are told from earlier ones, as forecasts are: no row may know a later one.</summary>
    Continued,

    /// <summary>Something is told of whole series, as classes are: each may be new, and all of its rows are known.</summary>
    Whole,
}
