using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>What a <c>.tsf</c> file holds: series, and how they are meant to be forecast.</summary>
/// <param name="Series">The series, each with the column <c>value</c>.</param>
public sealed record TsfSeries(SeriesSet Series)
{
    /// <summary>Name of the collection (<c>@relation</c>); null where the file does not say.</summary>
    public string? Relation { get; init; }

    /// <summary>The distance between values as the file spells it: <c>daily</c>, <c>10_minutes</c>; null where it does not say.</summary>
    public string? Frequency { get; init; }

    /// <summary>The distance between values; null where the file does not say.</summary>
    public TimeStep? Step { get; init; }

    /// <summary>How many steps ahead are to be forecast; null where the file does not say.</summary>
    public int? Horizon { get; init; }
}
