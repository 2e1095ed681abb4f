using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>The series of a <c>.tsf</c> file and their forecasting horizon.</summary>
/// <param name="Series">The series, each with the column <c>value</c>.</param>
public sealed record TsfSeries(SeriesSet Series)
{
    /// <summary>Name of the collection (<c>@relation</c>); null where the file gives none.</summary>
    public string? Relation { get; init; }

    /// <summary>The frequency as the file spells it: <c>daily</c>, <c>10_minutes</c>; null where it gives none.</summary>
    public string? Frequency { get; init; }

    /// <summary>The step of the stamps; null where the file gives none.</summary>
    public TimeStep? Step { get; init; }

    /// <summary>The forecasting horizon in steps; null where the file gives none.</summary>
    public int? Horizon { get; init; }
}
