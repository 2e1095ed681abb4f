namespace Unroll.Series.Profiling;

/// <summary>How far a profile goes into detail.</summary>
public readonly record struct ProfileOptions
{
    /// <summary>Creates the defaults.</summary>
    public ProfileOptions()
    {
    }

    /// <summary>Points of a sparkline; default 40.</summary>
    public int SparklinePoints { get; init; } = 40;

    /// <summary>How many of the largest gaps and the most extreme outliers are told; default 3.</summary>
    public int Examples { get; init; } = 3;

    /// <summary>Up to how many values quartiles are exact; beyond, they are those of as many values drawn evenly over the rows. Default 2²⁰.</summary>
    public int ExactQuartiles { get; init; } = 1 << 20;
}
