using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Reports.Sections;

namespace Unroll.Reports;

/// <summary>
/// What the reports of all tasks have in common: the head, the contents, the sections on the model, the recipe and the run, and the foot.
/// Between them stand the sections that a task has of its own.
/// </summary>
internal sealed record ReportFrame
{
    /// <summary>What the report is about: <c>forecast</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Name of the run.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence on what the network tells from what.</summary>
    public required Markup Subtitle { get; init; }

    /// <summary>What must be known before the figures are believed.</summary>
    public required Markup Notices { get; init; }

    /// <summary>The task's own sections, the first of which is <c>headline</c>.</summary>
    public required Markup Sections { get; init; }

    /// <summary>Id and short title of each of <see cref="Sections"/>.</summary>
    public required IReadOnlyList<(string Id, string Title)> Contents { get; init; }

    /// <summary>The network as a table of its layers.</summary>
    public required string ModelSummary { get; init; }

    /// <summary>The recipe as YAML text; empty when the run was made in code.</summary>
    public required string RecipeTemplate { get; init; }

    /// <summary>What is needed to repeat the run.</summary>
    public required IReadOnlyList<(string Term, string Text)> Facts { get; init; }

    /// <summary>The table of the parts: what each holds.</summary>
    public required Markup Parts { get; init; }

    /// <summary>Where the page's scripts come from, as its content security policy names them; empty when it has none.</summary>
    public string ScriptSources { get; init; } = "";

    /// <summary>The elements of the scripts and of their data.</summary>
    public Markup Scripts { get; init; } = Markup.Empty;

    /// <summary>Whose work the page also is, as a sentence.</summary>
    public string Credits { get; init; } = "";

    /// <summary>The page.</summary>
    /// <param name="written">When the report is written.</param>
    public string ToHtml(DateTimeOffset written)
    {
        // Nothing may be fetched, and no script may run but those named. Styles are inline because charts and bars set them on elements.
        string scripts = ScriptSources.Length == 0 ? "" : $"script-src {ScriptSources}; ";
        string policy = $"default-src 'none'; {scripts}style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
        IEnumerable<(string Id, string Title)> contents = [.. Contents, ("model", "Model"), ("recipe", "Recipe"), ("run", "Run")];
        string moment = written.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
        return Template.Fill(Assets.Page, new Dictionary<string, Markup>
        {
            ["policy"] = Markup.Escape(policy),
            ["title"] = Markup.Of($"{Name} · Unroll {Kind} report"),
            ["style"] = new Markup(Assets.Style),
            ["kind"] = Markup.Escape(Kind),
            ["name"] = Markup.Escape(Name),
            ["subtitle"] = Subtitle,
            ["contents"] = Markup.Join(contents.Select(entry => Markup.Of($"<a href=\"#{entry.Id}\">{entry.Title}</a>\n    "))),
            ["notices"] = Notices,
            ["sections"] = Sections,
            ["summary"] = Markup.Escape(ModelSummary.TrimEnd()),
            ["recipe"] = string.IsNullOrWhiteSpace(RecipeTemplate)
                ? new Markup("<p>The recipe was made in code and has no text.</p>")
                : Markup.Of($"<pre role=\"region\" tabindex=\"0\" aria-label=\"Recipe\"><code id=\"recipe-text\">{RecipeTemplate.TrimEnd()}</code></pre>"),
            ["facts"] = RunFacts.List(Facts),
            ["parts"] = Parts,
            ["written"] = Markup.Of($"Written by Unroll {ReportWriter.Version} on {moment} UTC. {Credits}"),
            ["scripts"] = Scripts,
        });
    }
}
