namespace Unroll.Analysis.Decomposition;

/// <summary>Settings of <see cref="Stl"/>; lengths of smoothers are in steps, and in seasons for the season's own.</summary>
public sealed record StlOptions
{
    /// <summary>Length of the season's smoother over successive seasons, odd and at least 3; the longer, the stiffer. Default: 7.</summary>
    public int SeasonalLength { get; init; } = 7;

    /// <summary>
    /// Length of the trend's smoother, odd and longer than the period. Default null: the least odd number from 1.5 · period / (1 − 1.5 /
    /// seasonal length).
    /// </summary>
    public int? TrendLength { get; init; }

    /// <summary>Length of the low-pass filter, odd and longer than the period. Default null: the least such number.</summary>
    public int? LowPassLength { get; init; }

    /// <summary>Degree of the season's local lines, 0 or 1. Default: 1.</summary>
    public int SeasonalDegree { get; init; } = 1;

    /// <summary>Degree of the trend's local lines, 0 or 1. Default: 1.</summary>
    public int TrendDegree { get; init; } = 1;

    /// <summary>Degree of the low-pass filter's local lines, 0 or 1. Default: 1.</summary>
    public int LowPassDegree { get; init; } = 1;

    /// <summary>
    /// Steps from a local line to the next, between which the curves are straight. Default null: 1 up to 10,000 values, and a tenth of each
    /// smoother's length above.
    /// </summary>
    public int? Jump { get; init; }

    /// <summary>Whether wild values lose their weight. Default: no.</summary>
    public bool IsRobust { get; init; }

    /// <summary>Passes over season and trend. Default null: 2 where robust, else 5.</summary>
    public int? InnerIterations { get; init; }

    /// <summary>Passes with new weights of values. Default null: 15 where robust, else 0.</summary>
    public int? OuterIterations { get; init; }
}
