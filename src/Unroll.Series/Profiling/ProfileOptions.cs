namespace Unroll.Series.Profiling;

/// <summary>The level of detail of a profile.</summary>
public readonly record struct ProfileOptions
{
    /// <summary>Creates the defaults.</summary>
    public ProfileOptions()
    {
    }

    /// <summary>Points of a sparkline; default 40.</summary>
    public int SparklinePoints { get; init; } = 40;

    /// <summary>Largest gaps, and most extreme outliers, to list; default 3.</summary>
    public int Examples { get; init; } = 3;

    /// <summary>
    /// Greatest number of values with exact quartiles; beyond, they are those of as many values drawn evenly over the rows. Default 2²⁰.
    /// </summary>
    public int ExactQuartiles { get; init; } = 1 << 20;
}
