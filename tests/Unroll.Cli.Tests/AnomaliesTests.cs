using System.Text.Json;

namespace Unroll.Cli.Tests;

public sealed class AnomaliesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Spikes_of_a_seasonal_series_are_found_untouched()
    {
        string place = Path.Combine(_folder.Path, "scores.csv"), page = Path.Combine(_folder.Path, "page.html");
        JsonElement found = Document("anomalies", Hourly(), "--column", "load", "--json", "--out", place, "--report", page);

        JsonElement[] anomalies = [.. found.GetProperty("anomalies").EnumerateArray()];
        Assert.Equal([100, 250], anomalies.Select(anomaly => anomaly.GetProperty("start").GetInt32()));
        Assert.Equal([100, 251], anomalies.Select(anomaly => anomaly.GetProperty("end").GetInt32()));
        Assert.Equal("2024-03-05 04:00", anomalies[0].GetProperty("time").GetString());
        Assert.All(anomalies, anomaly =>
        {
            Assert.InRange(anomaly.GetProperty("score").GetDouble(), 0.5, 1);
            Assert.True(anomaly.GetProperty("p_value").GetDouble() < 0.05);
        });
        string[] lines = File.ReadAllLines(place);
        Assert.Equal("timestamp,value,score,anomaly", lines[0]);
        Assert.Equal(401, lines.Length);
        Assert.Equal([100, 250, 251], Enumerable.Range(0, 400).Where(row => lines[row + 1].EndsWith(",1", StringComparison.Ordinal)));
        Assert.EndsWith(",,0", lines[1 + 60]);
        JsonElement chart = Assert.Single(PageCharts.Of(page));
        Assert.Equal([["load", "expected", "anomaly"], ["score", "threshold"]], PageCharts.Lines(chart));
        Assert.Equal([100, 250, 251], PageCharts.Line(chart, 0, 2).GetProperty("at").EnumerateArray().Select(at => at.GetInt32()));
        Assert.Equal("dots", PageCharts.Line(chart, 0, 2).GetProperty("kind").GetString());
        JsonElement stretch = Assert.Single(chart.GetProperty("marks").EnumerateArray());
        Assert.Equal(3600_000, stretch.GetProperty("to").GetDouble() - stretch.GetProperty("from").GetDouble());
    }

    [Fact]
    public void The_matrix_profile_has_motifs_and_discords_and_templates_are_found()
    {
        string file = Hourly(), page = Path.Combine(_folder.Path, "page.html");
        JsonElement found = Document(
            "anomalies", file, "--column", "load", "--method", "matrix-profile", "--window", "24", "--json", "--report", page);

        Assert.Equal(24, found.GetProperty("window").GetInt32());
        Assert.InRange(found.GetProperty("discords")[0].GetProperty("start").GetInt32(), 77, 252);
        Assert.True(found.GetProperty("motifs")[0].GetProperty("distance").GetDouble() > 0);
        JsonElement[] charts = PageCharts.Of(page);
        Assert.Equal("matrix profile", Assert.Single(PageCharts.Lines(charts[0])[^1]));
        Assert.Equal(24, charts[1].GetProperty("places").GetProperty("count").GetInt32());

        string template = Path.Combine(_folder.Path, "template.csv");
        File.WriteAllLines(template, File.ReadLines(file).Skip(91).Take(20).Select(line => line.Split(',')[1]).Prepend("value"));
        JsonElement first = Document("anomalies", file, "--column", "load", "--template", template, "--json").GetProperty("anomalies")[0];
        Assert.Equal((90, 109), (first.GetProperty("start").GetInt32(), first.GetProperty("end").GetInt32()));
    }

    [Fact]
    public void A_constant_has_no_anomaly_and_wrong_options_are_refused()
    {
        string file = Hourly();

        Assert.Equal(0, Document("anomalies", file, "--column", "flat", "--json").GetProperty("anomalies").GetArrayLength());
        CliRun.Of(["anomalies", file, "--method", "guess"]).AssertRefused("seasonal-residual", "hampel");
        CliRun.Of(["anomalies", file, "--method", "robust-z", "--window", "5"]).AssertRefused("window");
        CliRun.Of(["anomalies", file, "--method", "matched-filter"]).AssertRefused("--template");
        CliRun.Of(["anomalies", file, "--method", "hampel", "--template", file]).AssertRefused("knows no template", "matched-filter");
        CliRun.Of(["anomalies", file, "--window", "1"]).AssertRefused("--window", "from 3");
    }

    private static JsonElement Document(params string[] args)
    {
        CliRun run = CliRun.Of(args);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    /// <summary>A daily course with a trend, a gap, a spike in row 100 and a low in rows 250 and 251; and a constant.</summary>
    private string Hourly()
    {
        Random random = new(1);
        string path = Path.Combine(_folder.Path, "hourly.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 400).Select(hour =>
        {
            double noise = random.NextDouble() + random.NextDouble() + random.NextDouble();
            double unusual = hour == 100 ? 12 : hour is 250 or 251 ? -12 : 0;
            string value = hour is >= 60 and < 66 ? ""
                : FormattableString.Invariant($"{(0.02 * hour) + (10 * Math.Sin(Math.PI * hour / 12)) + noise + unusual}");
            return FormattableString.Invariant($"{new DateTime(2024, 3, 1).AddHours(hour):yyyy-MM-dd HH:mm},{value},5");
        }).Prepend("time,load,flat"));
        return path;
    }
}
