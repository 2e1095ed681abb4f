namespace Unroll.Series.Preparing;

/// <summary>The kind of logarithm.</summary>
public enum LogKind
{
    /// <summary>ln x, of values above 0.</summary>
    Log,

    /// <summary>ln(1 + x), of values above −1: for counts, which may be 0.</summary>
    Log1p,
}
