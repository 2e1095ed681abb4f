using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>Counts over the same names down and across, each with its share of the row; darker cells hold a larger one.</summary>
internal static class MatrixRenderer
{
    /// <summary>The matrix as a table.</summary>
    public static Markup Render(MatrixSection section) => Markup.Of($"""
        <div class="scroll" role="region" aria-label="{section.Title}" tabindex="0">
        <table class="matrix">
          <thead>
            <tr><td></td><th colspan="{section.Names.Count}" scope="colgroup">{section.Across}</th></tr>
            <tr><th scope="col">{section.Down}</th>{section.Names.Select(name => Markup.Of($"<th scope=\"col\">{name}</th>"))}</tr>
          </thead>
          <tbody>{section.Names.Select((name, i) => Row(name, section.Counts[i], i))}</tbody>
        </table>
        </div>
        """);

    private static Markup Row(string name, IReadOnlyList<int> counts, int own)
    {
        long support = counts.Sum(count => (long)count);
        return Markup.Of($"<tr><th scope=\"row\">{name}</th>{counts.Select((count, other) => Cell(count, support, own == other))}</tr>\n");
    }

    private static Markup Cell(int count, long support, bool isRight)
    {
        string strength = (support == 0 ? 0 : 60.0 * count / support).ToString("0", CultureInfo.InvariantCulture);
        (string style, string colour) = isRight ? ("right", "own") : ("wrong", "other");
        string background = $"background:color-mix(in srgb, var(--{colour}) {strength}%, transparent)";
        return Markup.Of($"""
            <td class="{style}" style="{background}">{Figures.Count(count)}{Share(count, support)}</td>
            """);
    }

    /// <summary>The count as a share of its row; nothing where the row is empty.</summary>
    private static Markup Share(int count, long support) => support == 0 ? Markup.Empty
        : Markup.Of($" <span class=\"share\">{(100.0 * count / support).ToString("0.#", CultureInfo.InvariantCulture)} %</span>");
}
