using System.Text.Json;
using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>The numbers that charts of series are drawn from.</summary>
internal sealed record SeriesData(AxisData X, PlacesData Places, IEnumerable<PanelData> Panels, IEnumerable<MarkData> Marks)
{
    /// <summary>The JSON document of a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="rows">The places that are drawn.</param>
    public static Markup Of(SeriesSection section, int[] rows) => new(JsonSerializer.Serialize(
        new SeriesData(
            AxisData.Of(section.X) with { Time = section.IsTime },
            PlacesData.Of([.. rows.Select(row => section.Places[row])]),
            section.Panels.Select(panel => new PanelData(AxisData.Of(panel.Y), panel.Lines.Select(line => LineData.Of(line, rows)))),
            section.Marks.Select(mark => new MarkData(mark.Name, mark.At, mark.From, mark.To))),
        ReportJson.Default.SeriesData));
}

/// <summary>An axis.</summary>
internal sealed record AxisData(string Name, string Unit, double? Minimum, double? Maximum, bool Log, bool Whole)
{
    /// <summary>Whether its values are times.</summary>
    public bool Time { get; init; }

    public static AxisData Of(ChartAxis axis) =>
        new(axis.Name, axis.Unit ?? "", axis.Minimum, axis.Maximum, axis.IsLogarithmic, axis.IsWhole);
}

/// <summary>
/// Places: as numbers, or, where all are whole, as a start and steps in a unit; a single step stands for that many like it.
/// </summary>
internal sealed record PlacesData(int Count, double Start, double Unit, IReadOnlyList<long>? Steps, IReadOnlyList<double>? Values)
{
    // Whole numbers up to there are exact.
    private const double Largest = 1L << 53;

    public static PlacesData Of(double[] places)
    {
        if (places.Length < 2 || Array.Exists(places, place => !(Math.Abs(place) < Largest) || place != Math.Floor(place)))
        {
            return new PlacesData(places.Length, 0, 0, null, places);
        }

        long[] steps = [.. places.Zip(places.Skip(1), (place, next) => (long)(next - place))];
        long unit = Math.Max(1, steps.Aggregate(0L, (divisor, step) => GreatestDivisor(divisor, Math.Abs(step))));
        bool isEven = Array.TrueForAll(steps, step => step == steps[0]);
        return new PlacesData(places.Length, places[0], unit, isEven ? [steps[0] / unit] : [.. steps.Select(step => step / unit)], null);
    }

    private static long GreatestDivisor(long a, long b) => b == 0 ? a : GreatestDivisor(b, a % b);
}

/// <summary>A chart.</summary>
internal sealed record PanelData(AxisData Y, IEnumerable<LineData> Lines);

/// <summary>A line; where it has values at few places only, with their numbers.</summary>
internal sealed record LineData(
    string Name, string Kind, bool Given, bool Reference, bool Joined, IReadOnlyList<int>? At, IReadOnlyList<double> Values, BandData? Band,
    string BandName)
{
    public static LineData Of(SeriesLine line, int[] rows)
    {
        int[]? at = PlaceChoice.IsSparse(line.Values)
            ? [.. Enumerable.Range(0, rows.Length).Where(place => double.IsFinite(line.Values[rows[place]]))] : null;
        int[] own = at is null ? rows : [.. at.Select(place => rows[place])];
        return new LineData(
            line.Name, line.Kind.ToString().ToLowerInvariant(), line.IsGiven, line.IsReference, line.IsJoined, at,
            Pick(line.Values), line.Lower is { } lower && line.Upper is { } upper ? new BandData(Pick(lower), Pick(upper)) : null,
            line.BandName);

        double[] Pick(IReadOnlyList<double> values) => [.. own.Select(row => values[row])];
    }
}

/// <summary>An upright line or a stretch.</summary>
internal sealed record MarkData(string Name, double At, double? From, double? To);
