using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Unroll.Tasks.Learning;

namespace Unroll.Reports.Tests;

/// <summary>A report as a browser reads it.</summary>
internal sealed class Page
{
    public Page(TrainingRun run, ChartLibrary? charts = null)
        : this(ReportWriter.ToHtml(run, charts ?? ChartLibrary.Preferred))
    {
    }

    public Page(string html)
    {
        Html = html;
        Document = new HtmlParser(new HtmlParserOptions { IsStrictMode = false }).ParseDocument(Html);
    }

    public string Html { get; }

    public IHtmlDocument Document { get; }

    /// <summary>The JSON that the charts of the only section of forecasts are drawn from.</summary>
    public JsonElement Data => JsonDocument.Parse(Find("[data-forecast] script").TextContent).RootElement;

    /// <summary>The only element that a selector finds.</summary>
    public IElement Find(string selector) => Assert.Single(Document.QuerySelectorAll(selector));

    /// <summary>The text of the only element that a selector finds, pieces and runs of white space apart by one space.</summary>
    public string Text(string selector) =>
        string.Join(
            ' ', string.Join(' ', Find(selector).Descendants<IText>().Select(text => text.Data))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
