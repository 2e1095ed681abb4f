namespace Unroll.Analysis.Periodicity;

/// <summary>Settings of <see cref="PeriodSearch"/>.</summary>
public sealed record PeriodSearchOptions
{
    /// <summary>
    /// The shortest period, in the unit of the times. Default null: two steps, or for uneven times two fifths of their mean step.
    /// </summary>
    public double? ShortestPeriod { get; init; }

    /// <summary>The longest period. Default null: half the span, so that each is seen twice.</summary>
    public double? LongestPeriod { get; init; }

    /// <summary>Periods to find at most, at least 1. Default: 10.</summary>
    public int MaxPeriods { get; init; } = 10;

    /// <summary>False-alarm probability above which a period does not count, between 0 and 1. Default: 0.01.</summary>
    public double Level { get; init; } = 0.01;

    /// <summary>Frequencies over the width of a peak, at least 1. Default: 5.</summary>
    public int SamplesPerPeak { get; init; } = 5;

    /// <summary>Whether the least-squares line is taken out first. Default: yes.</summary>
    public bool IsDetrended { get; init; } = true;
}
