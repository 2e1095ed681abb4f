using System.Text;
using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Cli.Display;

/// <summary>The profile of a file as one JSON document.</summary>
internal static class InspectionDocument
{
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>The document.</summary>
    /// <param name="file">The file.</param>
    /// <param name="recipe">The proposed recipe, or null.</param>
    /// <param name="obstacle">Why none is proposed, or null.</param>
    internal static string Of(InspectedFile file, string? recipe, string? obstacle)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _options))
        {
            json.WriteStartObject();
            json.WriteString("file", file.Path);
            WriteFormat(json, file.Format);
            SeriesProfile profile = file.Profile;
            json.WriteNumber("series", profile.SeriesCount);
            json.WriteNumber("rows", profile.Rows);
            json.WriteStartObject("lengths");
            json.WriteNumber("shortest", profile.ShortestLength);
            json.WriteNumber("median", profile.MedianLength);
            json.WriteNumber("longest", profile.LongestLength);
            json.WriteEndObject();
            json.WriteNumber("duplicate_timestamps", file.DuplicateTimestamps);
            json.WriteBoolean("sorted", !file.IsSorted);
            WriteTime(json, profile.Time);
            WriteCounts(json, "classes", profile.Classes);
            WriteColumns(json, "columns", profile.Columns);
            WriteColumns(json, "static_covariates", profile.StaticCovariates);
            if (profile.Values is { } values)
            {
                WriteColumns(json, "values", [values]);
            }

            json.WriteStartArray("findings");
            foreach (Finding finding in file.Findings)
            {
                json.WriteStartObject();
                json.WriteString("column", finding.Column);
                json.WriteString("text", finding.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("recipe", recipe);
            json.WriteString("no_recipe_because", obstacle);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteFormat(Utf8JsonWriter json, InspectedFormat format)
    {
        json.WriteStartObject("format");
        json.WriteString("name", format.Name);
        json.WriteString("delimiter", format.Delimiter is { } delimiter ? InspectedFormat.NameOf(delimiter) : null);
        json.WriteNumber("skipped_lines", format.SkippedLines);
        json.WriteString("decimal", format.Decimal is { } point ? InspectedFormat.NameOf(point) : null);
        json.WriteString("date_format", format.DateFormat);
        json.WriteString("encoding", format.Encoding);
        json.WriteString("time_column", format.TimeColumn);
        json.WriteString("id_column", format.IdColumn);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, TimeProfile time)
    {
        json.WriteStartObject("time");
        json.WriteString("rhythm", time.Rhythm);
        json.WriteString("first", Stamp(time.First, time.Zone));
        json.WriteString("last", Stamp(time.Last, time.Zone));
        json.WriteString("step", time.Step is { } step ? IntervalFormatter.Of(step) : null);
        json.WriteString("pattern", time.Pattern?.ToString());
        WriteSeconds(json, "median_interval_seconds", time.MedianInterval);
        WriteSeconds(json, "most_frequent_interval_seconds", time.MostFrequentInterval);
        WriteSeconds(json, "shortest_interval_seconds", time.ShortestInterval);
        WriteSeconds(json, "longest_interval_seconds", time.LongestInterval);
        json.WriteNumber("irregular_share", time.IrregularShare);
        json.WriteNumber("gaps", time.Gaps);
        json.WriteNumber("missing_stamps", time.MissingStamps);
        json.WriteStartArray("largest_gaps");
        foreach (TimeGap gap in time.LargestGaps)
        {
            json.WriteStartObject();
            json.WriteString("series", gap.Id);
            json.WriteString("after", Stamp(gap.After, time.Zone));
            json.WriteString("before", Stamp(gap.Before, time.Zone));
            if (gap.MissingStamps is { } missing)
            {
                json.WriteNumber("missing_stamps", missing);
            }
            else
            {
                json.WriteNull("missing_stamps");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter json, string name, IReadOnlyList<ColumnProfile> columns)
    {
        json.WriteStartArray(name);
        foreach (ColumnProfile column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Kind.ToString().ToLowerInvariant());
            json.WriteNumber("rows", column.Rows);
            json.WriteNumber("missing", column.Missing);
            json.WriteNumber("missing_share", column.MissingShare);
            WriteRun(json, column.LongestMissingRun);
            WriteNumber(json, "mean", column.Mean);
            WriteNumber(json, "std", column.StandardDeviation);
            WriteNumber(json, "min", column.Minimum);
            WriteNumber(json, "lower_quartile", column.LowerQuartile);
            WriteNumber(json, "median", column.Median);
            WriteNumber(json, "upper_quartile", column.UpperQuartile);
            WriteNumber(json, "max", column.Maximum);
            json.WriteBoolean("quartiles_are_exact", column.QuartilesAreExact);
            json.WriteBoolean("never_falls", column.NeverFalls);
            json.WriteBoolean("static", column.IsStatic);
            json.WriteNumber("outliers", column.Outliers);
            json.WriteStartArray("most_extreme");
            foreach (ValueAt value in column.MostExtreme)
            {
                json.WriteStartObject();
                json.WriteString("series", value.Id);
                json.WriteNumber("row", value.Row);
                json.WriteString("time", value.Time);
                WriteNumber(json, "value", value.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("seasons");
            foreach (Season season in column.Seasons)
            {
                json.WriteStartObject();
                json.WriteNumber("rows", season.Period);
                json.WriteString("name", season.Name);
                json.WriteNumber("autocorrelation", season.Autocorrelation);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteCounts(json, "categories", column.Categories);
            json.WriteNumber("category_count", column.CategoryCount);
            json.WriteStartArray("sparkline");
            foreach (float point in column.Sparkline)
            {
                if (float.IsFinite(point))
                {
                    json.WriteNumberValue(point);
                }
                else
                {
                    json.WriteNullValue();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRun(Utf8JsonWriter json, MissingRun? run)
    {
        if (run is null)
        {
            json.WriteNull("longest_missing_run");
            return;
        }

        json.WriteStartObject("longest_missing_run");
        json.WriteString("series", run.Id);
        json.WriteNumber("row", run.Row);
        json.WriteNumber("rows", run.Rows);
        json.WriteString("first", run.First);
        json.WriteString("last", run.Last);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<ClassCount> counts)
    {
        json.WriteStartArray(name);
        foreach (ClassCount count in counts)
        {
            json.WriteStartObject();
            json.WriteString("name", count.Name);
            json.WriteNumber("count", count.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSeconds(Utf8JsonWriter json, string name, TimeSpan? span) =>
        WriteNumber(json, name, span?.TotalSeconds ?? double.NaN);

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string? Stamp(DateTime? stamp, TimeZoneInfo? zone) => stamp is { } time
        ? TimeIndex.ToFileText(time, time.Ticks % TimeSpan.TicksPerSecond == 0 ? "s" : "o", zone) : null;
}
