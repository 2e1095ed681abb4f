using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Reports.Renderers;
using Unroll.Reports.Sections;
using Unroll.Series.Reading;
using Unroll.Tasks.Learning;

namespace Unroll.Reports;

/// <summary>Puts the page of a run together: what every report has, and between it the sections that the task lists.</summary>
internal static class ReportPage
{
    /// <summary>The page of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="charts">Where the chart library comes from.</param>
    /// <param name="written">When the report is written.</param>
    public static string Of(TrainingRun run, ChartLibrary charts, DateTimeOffset written)
    {
        IReadOnlyList<ReportSection> sections =
        [
            .. run.Recipe.Task.Report(run),
            .. run.Explanation is { } explanation ? ExplanationSections.Of(explanation, hasGates: false) : [],
        ];
        string[] ids = SectionIds.Of(sections);
        PageScripts scripts = PageScripts.Of(sections, charts, run.Histories.Any(history => history.Epochs.Count > 1));
        IEnumerable<(string Id, string Title)> contents =
        [
            ("headline", "Result"), .. ids.Zip(sections, (id, section) => ($"section-{id}", section.Title)), ("scores", "Scores"),
            ("learning", "Learning"), ("model", "Model"), ("recipe", "Recipe"), ("run", "Run"),
        ];
        string moment = written.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
        return Template.Fill(Assets.Read("report.html"), new Dictionary<string, Markup>
        {
            ["policy"] = Markup.Escape(scripts.Policy),
            ["title"] = Markup.Of($"{run.Name} · Unroll report"),
            ["style"] = new Markup(Assets.Read("report.css")),
            ["task"] = Markup.Escape(run.Recipe.Task.Name),
            ["name"] = Markup.Escape(run.Name),
            ["subtitle"] = Headline.Subtitle(run),
            ["contents"] = Markup.Join(contents.Select(entry => Markup.Of($"<a href=\"#{entry.Id}\">{entry.Title}</a>\n    "))),
            ["notices"] = Markup.Join(Notice.Of(run)),
            ["no-charts"] = scripts.NoCharts,
            ["headline"] = Headline.Main(run),
            ["tiles"] = Headline.Tiles(run),
            ["sections"] = Markup.Join(ids.Zip(sections, Section)),
            ["scores"] = ScoresTable.Of(run),
            ["learning"] = LearningCurves.Of(run),
            ["summary"] = Markup.Escape(run.ModelSummary.TrimEnd()),
            ["recipe"] = Markup.Escape(Secrets.Mask(run.Recipe.ToYaml()).TrimEnd()),
            ["facts"] = Facts.List(RunFacts.Of(run)),
            ["parts"] = RunFacts.Parts(run),
            ["written"] = Markup.Of($"Written by Unroll {ReportWriter.Version} on {moment} UTC.{scripts.Credits}"),
            ["scripts"] = scripts.Elements,
        });
    }

    /// <summary>A page of sections alone.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="subtitle">A sentence below it.</param>
    /// <param name="sections">The sections.</param>
    /// <param name="charts">Where the chart library comes from.</param>
    public static string Of(string title, string subtitle, IReadOnlyList<ReportSection> sections, ChartLibrary charts)
    {
        string[] ids = SectionIds.Of(sections);
        PageScripts scripts = PageScripts.Of(sections, charts);
        return Template.Fill(Assets.Read("page.html"), new Dictionary<string, Markup>
        {
            ["policy"] = Markup.Escape(scripts.Policy),
            ["no-charts"] = scripts.NoCharts,
            ["title"] = Markup.Escape(title),
            ["subtitle"] = Markup.Escape(subtitle),
            ["style"] = new Markup(Assets.Read("report.css")),
            ["contents"] = Markup.Join(ids.Zip(
                sections, (id, section) => Markup.Of($"<a href=\"#section-{id}\">{section.Title}</a>\n    "))),
            ["sections"] = Markup.Join(ids.Zip(sections, Section)),
            ["written"] = Markup.Of($"Written by Unroll {ReportWriter.Version}.{scripts.Credits}"),
            ["scripts"] = scripts.Elements,
        });
    }

    private static Markup Section(string id, ReportSection section)
    {
        Markup note = string.IsNullOrEmpty(section.Note) ? Markup.Empty : Markup.Of($"<p class=\"note lead-in\">{section.Note}</p>");
        return Markup.Of($"""
              <section id="section-{id}" aria-labelledby="title-{id}">
                <h2 id="title-{id}">{section.Title}</h2>
                {note}
                {SectionRenderers.Of(section).Render(section)}
              </section>

            """);
    }
}
