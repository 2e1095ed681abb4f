namespace Unroll.Analysis.Matching;

/// <summary>Settings of a <see cref="MatrixProfile"/>.</summary>
public sealed record MatrixProfileOptions
{
    /// <summary>
    /// Windows that begin so many rows before or after a window, or fewer, are no neighbours of it, at least 0. Default null: a quarter of
    /// the window, rounded up.
    /// </summary>
    public int? Exclusion { get; init; }

    /// <summary>Told the share of the work that is done, from 0 to 1, from any thread. Default null: nobody.</summary>
    public Action<double>? Progress { get; init; }
}
