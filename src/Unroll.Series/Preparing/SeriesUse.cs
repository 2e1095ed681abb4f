namespace Unroll.Series.Preparing;

/// <summary>The use of prepared series: continued or whole.</summary>
public enum SeriesUse
{
    /// <summary>Series continue, and later rows are predicted from earlier ones, as in forecasting: a later row would be leakage.</summary>
    Continued,

    /// <summary>Whole series are the samples, as in classification: each may be new, and all of its rows are known.</summary>
    Whole,
}
