using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Reports.Tests;

/// <summary>The page's script, by the programs that run it.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unroll-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ProgramFact("node")]
    public async Task The_script_has_no_syntax_error()
    {
        string path = Path.Combine(_folder, "report.js");
        await File.WriteAllTextAsync(
            path,
            string.Concat(new[] { "theme.js", "charts.js", "forecast.js", "series.js", "explore.js", "report.js" }.Select(Assets.Read)));
        ProgramOutput result = await ExternalProgram.Run("node", "--check", path);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    [BrowserFact(charts: true)]
    public async Task A_browser_draws_every_chart_without_an_error()
    {
        // The harder cases at once: several steps ahead, names that are markup, values that are missing. Lines and learning curves are
        // charts of series, too.
        await Draw(
            RunFixture.Run(SectionFixture.All("</script><img src=x onerror=alert(1)>")),
            ["forecast", "residuals", "histogram", "autocorrelation", "series", "series", "series"]);
    }

    [BrowserFact(charts: true)]
    public async Task A_browser_draws_every_chart_of_a_page_of_series()
    {
        string path = Path.Combine(_folder, "page.html");
        ReportWriter.Write(path, "Series", "", [.. Enumerable.Range(0, 3).Select(_ => SectionFixture.Series())]);
        IDocument page = await Draw(path, ["series", "series", "series"]);
        string[] texts = [.. page.QuerySelectorAll("[data-chart=series] svg text").Select(text => text.TextContent)];
        Assert.All(["Load", "trend", "threshold", "changes", "Feb"], name => Assert.Contains(name, texts));
    }

    [BrowserFact(charts: false)]
    public async Task A_browser_shows_a_run_without_epochs_and_sections() =>
        await Draw(RunFixture.Run() with { Histories = [RunFixture.Train(0, StopReason.NonFinite, null)] }, []);

    [BrowserFact(charts: true)]
    public async Task A_browser_draws_rows_without_stamps_by_their_numbers()
    {
        IDocument page = await Draw(
            RunFixture.Run(SectionFixture.At(SectionFixture.Forecast(1), row => new DateTime(row))),
            ["forecast", "residuals", "histogram", "autocorrelation", "series"]);
        string[] labels = [.. page.QuerySelectorAll("[data-chart=residuals] svg text").Select(text => text.TextContent)];
        Assert.Contains("row", labels);
        Assert.Contains("400", labels);
    }

    [BrowserFact(charts: true)]
    public async Task A_browser_names_both_ends_of_axes_of_shares()
    {
        ChartAxis axis = new("share") { Minimum = 0, Maximum = 1 };
        IDocument page = await Draw(
            RunFixture.Run(new LineSection("Shares", axis, axis, [new ChartLine("this network", [0.1, 0.9], [0.2, 0.7])])),
            ["series", "series"]);
        string[] labels = [.. page.QuerySelectorAll("#section-shares svg text").Select(text => text.TextContent)];
        Assert.All((string[])["0", "0.2", "0.4", "0.6", "0.8", "1"], label => Assert.Equal(2, labels.Count(text => text == label)));
    }

    [BrowserFact(charts: true)]
    public async Task A_browser_shows_ten_names_at_once_and_leafs_through_many()
    {
        IDocument page = await Draw(RunFixture.Run(Lines("Few", 10), Lines("Many", 90)), ["series", "series", "series"]);
        Assert.DoesNotContain(Labels("few"), text => Regex.IsMatch(text, @"^\d+/\d+$"));
        Assert.Contains(Labels("many"), text => Regex.IsMatch(text, @"^1/\d+$"));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Contains($"a network of a long name {i}", Labels("few")));

        IEnumerable<string> Labels(string section) =>
            page.QuerySelectorAll($"#section-{section} svg text").Select(text => text.TextContent);

        static LineSection Lines(string title, int count) => new(
            title, new ChartAxis("step"), new ChartAxis("loss"),
            [.. Enumerable.Range(0, count).Select(i => new ChartLine($"a network of a long name {i}", [0, 1, 2], [i, i + 1, i]))])
        { IsColored = true };
    }

    private async Task<IDocument> Draw(TrainingRun run, string[] charts)
    {
        string path = Path.Combine(_folder, "report.html");
        ReportWriter.Write(path, run);
        return await Draw(path, charts);
    }

    private async Task<IDocument> Draw(string path, string[] charts)
    {
        ProgramOutput result = await ExternalProgram.Run(
            BrowserFactAttribute.Browser,
            "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--virtual-time-budget=4000",
            "--window-size=1280,4000",
            $"--user-data-dir={Path.Combine(_folder, "profile")}", "--dump-dom", new Uri(path).AbsoluteUri);
        Assert.DoesNotContain("CONSOLE", result.Error, StringComparison.Ordinal);
        IDocument document = new HtmlParser().ParseDocument(result.Output);
        Assert.Equal(
            charts, document.QuerySelectorAll(".chart").Where(chart => chart.QuerySelectorAll("svg path").Length > 5)
                .Select(chart => chart.GetAttribute("data-chart")));
        Assert.Empty(document.QuerySelectorAll("img"));
        return document;
    }
}
