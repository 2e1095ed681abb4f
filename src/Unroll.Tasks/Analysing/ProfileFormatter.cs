using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.Matching;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The results of a matrix profile of a column: its motifs and its discords.</summary>
internal static class ProfileFormatter
{
    private const int Most = 3;

    /// <summary>A document with the motifs and discords of a profile; without a profile as it is.</summary>
    /// <param name="column">The column.</param>
    /// <param name="profile">The profile; null for none.</param>
    /// <param name="document">The document.</param>
    public static JsonObject With(AnalysedColumn column, MatrixProfile? profile, JsonObject document)
    {
        if (profile is not null)
        {
            document["window"] = profile.Window;
            document["motifs"] = Motifs(column, profile);
            document["discords"] = Discords(column, profile);
        }

        return document;
    }

    /// <summary>The first motif and the first discord as sentences.</summary>
    /// <param name="column">The column.</param>
    /// <param name="profile">The profile; null for none.</param>
    public static IEnumerable<string> Sentences(AnalysedColumn column, MatrixProfile? profile)
    {
        if (profile?.Motifs(1) is [{ } motif])
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Most alike: {column.TimeText(motif.First)} and {column.TimeText(motif.Second)}, distance {motif.Distance:G4}.");
        }

        if (profile?.Discords(1) is [{ } discord])
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"Like nothing else: {column.TimeText(discord.Start)}, distance {discord.Distance:G4}.");
        }
    }

    /// <summary>The profile over the times of a column, to stand below other charts.</summary>
    /// <param name="column">The column.</param>
    /// <param name="profile">The profile; null for none.</param>
    public static IEnumerable<SeriesPanel> Panels(AnalysedColumn column, MatrixProfile? profile)
    {
        if (profile is null)
        {
            yield break;
        }

        // A window begins at each row but the last ones.
        double[] distances =
        [
            .. profile.Distances.Select(distance => double.IsFinite(distance) ? distance : double.NaN),
            .. Enumerable.Repeat(double.NaN, column.Values.Length - profile.Distances.Length),
        ];
        yield return new SeriesPanel(
            new ChartAxis("distance to the nearest neighbour") { Minimum = 0 }, [new SeriesLine("matrix profile", distances)]);
    }

    /// <summary>The first motif as a chart.</summary>
    /// <param name="column">The column.</param>
    /// <param name="profile">The profile; null for none.</param>
    public static IEnumerable<ReportSection> Charts(AnalysedColumn column, MatrixProfile? profile)
    {
        if (profile is null)
        {
            yield break;
        }

        if (profile.Motifs(1) is [{ } motif])
        {
            double[] rows = [.. Enumerable.Range(0, motif.Length).Select(row => (double)row)];
            yield return new SeriesSection(
                "Windows most alike", new ChartAxis("row of the window") { IsWhole = true }, rows,
                [
                    new SeriesPanel(
                        new ChartAxis(column.Column),
                        [
                            new SeriesLine(column.TimeText(motif.First), column.Values[motif.First..(motif.First + motif.Length)]),
                            new SeriesLine(column.TimeText(motif.Second), column.Values[motif.Second..(motif.Second + motif.Length)]),
                        ]),
                ]);
        }
    }

    /// <summary>The pairs of windows that are most alike.</summary>
    private static JsonArray Motifs(AnalysedColumn column, MatrixProfile profile) => new(
    [
        .. profile.Motifs(Most).Select(motif => new JsonObject
        {
            ["start"] = motif.First,
            ["end"] = motif.First + motif.Length - 1,
            ["time"] = column.TimeText(motif.First),
            ["neighbor"] = motif.Second,
            ["neighbour_time"] = column.TimeText(motif.Second),
            ["distance"] = AnalysisRun.Number(motif.Distance),
        }),
    ]);

    /// <summary>The windows that are like no other.</summary>
    private static JsonArray Discords(AnalysedColumn column, MatrixProfile profile) => new(
    [
        .. profile.Discords(Most).Select(discord => new JsonObject
        {
            ["start"] = discord.Start,
            ["end"] = discord.End,
            ["time"] = column.TimeText(discord.Start),
            ["neighbor"] = discord.Neighbor,
            ["distance"] = AnalysisRun.Number(discord.Distance),
        }),
    ]);
}
