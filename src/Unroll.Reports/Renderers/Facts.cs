using Unroll.Reports.Html;

namespace Unroll.Reports.Renderers;

/// <summary>Terms and what they stand for.</summary>
internal static class Facts
{
    /// <summary>The list.</summary>
    public static Markup List(IEnumerable<KeyValuePair<string, string>> facts) =>
        Markup.Of($"""
            <dl class="facts">
            {facts.Select(fact => Markup.Of($"<div><dt>{fact.Key}</dt><dd>{fact.Value}</dd></div>\n"))}</dl>
            """);
}
