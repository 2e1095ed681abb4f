using Unroll.Series.Reading;

namespace Unroll.Tasks.Analysing;

/// <summary>Settings of an <see cref="AnalysisSource"/>.</summary>
public sealed record AnalysisSourceOptions
{
    /// <summary>The columns. Default: all that hold numbers.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Columns that the others are explained by, which are not analysed themselves. Default: none.</summary>
    public IReadOnlyList<string> Regressors { get; init; } = [];

    /// <summary>
    /// The column with the times: stamps, or plain numbers in a unit of its own. Default null: the one with stamps, if any.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>The columns that tell series apart. Default null: found by the reader.</summary>
    public IReadOnlyList<string>? IdColumns { get; init; }

    /// <summary>
    /// The treatment of rows of a series with the same stamp. Default null: their mean, where most rows have a stamp of their own; else
    /// they are refused.
    /// </summary>
    public DuplicateTimestamps? DuplicateTimestamps { get; init; }

    /// <summary>The zone whose local times stamps without an offset are. Default null: none.</summary>
    public string? TimeZone { get; init; }
}
