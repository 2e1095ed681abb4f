namespace Unroll.Analysis.Models;

/// <summary>The trend of an exponential smoothing model.</summary>
public enum EtsTrend
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A slope is added at each step.</summary>
    Additive,

    /// <summary>A slope is added that fades.</summary>
    Damped,
}
