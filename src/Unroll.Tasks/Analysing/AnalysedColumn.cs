using Unroll.Analysis.Characteristics;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Analysing;

/// <summary>A column of a series that is to be analysed.</summary>
/// <param name="Series">Id of the series.</param>
/// <param name="Column">Name of the column.</param>
/// <param name="Values">Its values, missing ones as NaN.</param>
/// <param name="Time">Its stamps.</param>
/// <param name="Axis">Its times as numbers.</param>
public sealed record AnalysedColumn(string Series, string Column, double[] Values, TimeIndex Time, TimeAxis Axis)
{
    /// <summary>The name of the column, with that of the series where there are several.</summary>
    public string Title { get; init; } = Column;

    /// <summary>Columns of the same series that it is explained by, each with its name; none by default.</summary>
    public IReadOnlyList<KeyValuePair<string, double[]>> Regressors { get; init; } = [];

    /// <summary>The columns that are analysed together, where there are several; else none.</summary>
    public IReadOnlyList<AnalysedColumn> Together { get; init; } = [];

    /// <summary>The stamp of a row as files write it, or its number.</summary>
    /// <param name="row">The row.</param>
    public string TimeText(int row) => Axis.IsColumn ? AnalysisRun.Text(Axis.Times[row]) : Time.Text(row);

    /// <summary>The periods of its seasons in rows, as <c>inspect</c> shows them, the shortest first; empty where it has none.</summary>
    internal int[] SeasonPeriods() => [.. ColumnSeasons.Of(Values, Time).Select(season => season.Period).Order()];
}
