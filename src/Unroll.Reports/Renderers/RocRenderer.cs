using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>Receiver operating characteristics as lines, beside that of chance.</summary>
internal static class RocRenderer
{
    /// <summary>The chart.</summary>
    public static Markup Render(RocSection section)
    {
        bool isSingle = section.Lines.Count == 1;
        Plot plot = new(
            "Line chart: share of a class that is found, over the share of the others that is taken for it",
            new PlotAxis("false positive rate", 0, 1), new PlotAxis("true positive rate", 0, 1));
        plot.Line([new(0, 0), new(1, 1)], "chance", "chance: 0.500");
        foreach (RocLine line in section.Lines)
        {
            plot.Line(
                line.FalsePositiveRates.Zip(line.TruePositiveRates, (x, y) => new ChartPoint(x, y)), isSingle ? "line" : "line faint",
                $"{line.ClassName}: {Figures.Rate(line.Area)}", inLegend: isSingle);
        }

        string which = isSingle ? $"the class {section.Lines[0].ClassName}" : "each class against the rest";
        Markup areas = isSingle || section.Lines.Count == 0 ? Markup.Empty : TableRenderer.Render(new TableSection(
            $"{section.Title}: areas", [new TableColumn("Class"), new TableColumn("Area")],
            [.. section.Lines.Select(line => new object?[] { line.ClassName, Figures.Rate(line.Area) })]));
        return Markup.Of($"""
            <div class="pair">
            <figure>{plot.ToMarkup()}<figcaption>For {which}: the share of it that is found, over the share of the others that is taken for it, as the threshold falls. Chance is the dashed line, of area 0.5.</figcaption></figure>
            {areas}
            </div>
            """);
    }
}
