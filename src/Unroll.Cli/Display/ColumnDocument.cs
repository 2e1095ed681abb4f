using Unroll.Analysis.Characteristics;
using Unroll.Series.Profiling;
using Unroll.Tasks.Proposals;

namespace Unroll.Cli.Display;

/// <summary>The profile of a column as a part of a JSON document.</summary>
internal sealed record ColumnDocument(
    string Name,
    string Type,
    long Rows,
    long Missing,
    double MissingShare,
    MissingRunDocument? LongestMissingRun,
    double Mean,
    double Std,
    double Min,
    double LowerQuartile,
    double Median,
    double UpperQuartile,
    double Max,
    bool QuartilesAreExact,
    bool NeverFalls,
    bool Static,
    long Outliers,
    IEnumerable<ValueDocument> MostExtreme,
    IEnumerable<SeasonDocument> Seasons,
    TrendDocument? Trend,
    IReadOnlyList<ChangeDocument>? Changes,
    PanelDocument? Panel,
    IReadOnlyList<ClassCount> Categories,
    int CategoryCount,
    IEnumerable<float?> Sparkline)
{
    internal static ColumnDocument Of(
        ColumnProfile column, ColumnCharacteristics characteristics, ColumnCourse? course, PanelCourse? panel) => new(
        column.Name,
        column.Kind.ToString().ToLowerInvariant(),
        column.Rows,
        column.Missing,
        column.MissingShare,
        column.LongestMissingRun is { } run ? new(run.Id, run.Row, run.Rows, run.First, run.Last) : null,
        column.Mean,
        column.StandardDeviation,
        column.Minimum,
        column.LowerQuartile,
        column.Median,
        column.UpperQuartile,
        column.Maximum,
        column.QuartilesAreExact,
        column.NeverFalls,
        column.IsStatic,
        characteristics.Outliers.Count,
        characteristics.Outliers.MostExtreme.Select(value => new ValueDocument(value.Id, value.Row, value.Time, value.Value)),
        characteristics.Seasons.Select(season => new SeasonDocument(season.Period, season.Name, season.Autocorrelation)),
        course is null ? null : new(course.Slope, course.Unit, course.PValue, course.HasTrend, course.AveragedRows),
        course is null ? null : [.. course.ChangeRows.Zip(course.ChangeTimes, (row, time) => new ChangeDocument(row, time))],
        panel is null ? null : new(panel.SeriesCount, panel.Rising, panel.Falling, panel.Changing),
        column.Categories,
        column.CategoryCount,
        column.Sparkline.Select(point => float.IsFinite((float)point) ? (float)point : (float?)null));
}

/// <summary>A run of rows without a value.</summary>
internal sealed record MissingRunDocument(string Series, int Row, int Rows, string First, string Last);

/// <summary>A value and its place.</summary>
internal sealed record ValueDocument(string Series, int Row, string Time, double Value);

/// <summary>A seasonal period.</summary>
internal sealed record SeasonDocument(int Rows, string? Name, double Autocorrelation);

/// <summary>The trend: the slope a unit of time, and its test on means over so many rows each.</summary>
internal sealed record TrendDocument(double Slope, string Unit, double PValue, bool Significant, int AveragedRows);

/// <summary>A change: the first row after it.</summary>
internal sealed record ChangeDocument(int Row, string Time);

/// <summary>The courses of a column in several series: how many were looked at, rise, fall and change.</summary>
internal sealed record PanelDocument(int Series, int Rising, int Falling, int Changing);
