using System.Text.Json.Serialization;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Proposals;

namespace Unroll.Cli.Display;

/// <summary>The profile of a file as a JSON document.</summary>
internal sealed record InspectionDocument(
    string File,
    FormatDocument Format,
    int Series,
    long Rows,
    LengthsDocument Lengths,
    long DuplicateTimestamps,
    bool Sorted,
    TimeDocument Time,
    IReadOnlyList<ClassCount> Classes,
    IEnumerable<ColumnDocument> Columns,
    IEnumerable<ColumnDocument> StaticCovariates,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ColumnDocument>? Values,
    IReadOnlyList<Finding> Findings,
    string? Recipe,
    string? NoRecipeBecause)
{
    /// <summary>The document.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">The column to forecast, or null.</param>
    /// <param name="recipe">The proposed recipe, or null.</param>
    /// <param name="obstacle">Why none is proposed, or null.</param>
    internal static InspectionDocument Of(InspectedFile file, string? target, string? recipe, string? obstacle)
    {
        SeriesProfile profile = file.Profile;
        return new(
            file.Path,
            FormatDocument.Of(file.Format),
            profile.SeriesCount,
            profile.Rows,
            new(profile.ShortestLength, profile.MedianLength, profile.LongestLength),
            file.DuplicateTimestamps,
            !file.IsSorted,
            TimeDocument.Of(profile.Time),
            profile.Classes,
            profile.Columns.Select(DocumentOf),
            profile.StaticCovariates.Select(DocumentOf),
            profile.Values is { } values ? [DocumentOf(values)] : null,
            file.FindingsFor(target),
            recipe,
            obstacle);

        ColumnDocument DocumentOf(ColumnProfile column) => ColumnDocument.Of(
            column, file.Characteristics.Of(column), file.CourseOf(column),
            file.CoursedColumns.Contains(column) || column.Name == target ? file.PanelCourseOf(column) : null);
    }
}

/// <summary>The layout of a file.</summary>
internal sealed record FormatDocument(
    string Name,
    string? Delimiter,
    int SkippedLines,
    int SkippedLinesEnd,
    string? Decimal,
    string? DateFormat,
    string? Encoding,
    string? TimeColumn,
    IReadOnlyList<string> IdColumns)
{
    internal static FormatDocument Of(InspectedFormat format) => new(
        format.Name,
        format.Delimiter is { } delimiter ? InspectedFormat.NameOf(delimiter) : null,
        format.SkippedLines,
        format.SkippedLinesEnd,
        format.Decimal is { } point ? InspectedFormat.NameOf(point) : null,
        format.DateFormat,
        format.Encoding,
        format.TimeColumn,
        format.IdColumns);
}

/// <summary>Rows of the series.</summary>
internal sealed record LengthsDocument(int Shortest, int Median, int Longest);

/// <summary>The stamps.</summary>
internal sealed record TimeDocument(
    string Rhythm,
    string? First,
    string? Last,
    string? Step,
    string? Pattern,
    double? MedianIntervalSeconds,
    double? MostFrequentIntervalSeconds,
    double? ShortestIntervalSeconds,
    double? LongestIntervalSeconds,
    double IrregularShare,
    long Gaps,
    long MissingStamps,
    IEnumerable<GapDocument> LargestGaps)
{
    internal static TimeDocument Of(TimeProfile time) => new(
        time.Rhythm,
        Stamp(time.First, time.Zone),
        Stamp(time.Last, time.Zone),
        time.Step is { } step ? IntervalFormatter.Of(step) : null,
        time.Pattern?.ToString(),
        time.MedianInterval?.TotalSeconds,
        time.MostFrequentInterval?.TotalSeconds,
        time.ShortestInterval?.TotalSeconds,
        time.LongestInterval?.TotalSeconds,
        time.IrregularShare,
        time.Gaps,
        time.MissingStamps,
        time.LargestGaps.Select(gap => new GapDocument(
            gap.Id, Stamp(gap.After, time.Zone), Stamp(gap.Before, time.Zone), gap.MissingStamps)));

    private static string? Stamp(DateTime? stamp, TimeZoneInfo? zone) => stamp is { } time
        ? TimeIndex.ToFileText(time, time.Ticks % TimeSpan.TicksPerSecond == 0 ? "s" : "o", zone) : null;
}

/// <summary>A gap between stamps.</summary>
internal sealed record GapDocument(string Series, string? After, string? Before, long? MissingStamps);
