using Unroll.Reports.Renderers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports;

/// <summary>A chart of a report as an SVG file by itself, as small and as sharp as in the page, for a document or a slide.</summary>
/// <example>
/// <code>
/// ChartPicture.Write("loss.svg", new LineSection("Loss", new("epoch"), new("loss"), [new("training", epochs, losses)]));
/// </code>
/// </example>
public static class ChartPicture
{
    /// <summary>The text of the file.</summary>
    /// <param name="section">A <see cref="LineSection"/>, a <see cref="ScatterSection"/> or a <see cref="HeatMapSection"/>.</param>
    /// <exception cref="ArgumentException">The section is no such chart, or has nothing to show.</exception>
    public static string ToSvg(ReportSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        string? picture = section switch
        {
            LineSection lines => ChartRenderer.ToPicture(lines),
            ScatterSection points => ChartRenderer.ToPicture(points),
            HeatMapSection map => HeatMapRenderer.ToPicture(map),
            _ => throw new ArgumentException(
                $"A picture is made of lines, points or a heat map, but '{section.Title}' is a {section.GetType().Name}.", nameof(section)),
        };
        return picture ?? throw new ArgumentException($"'{section.Title}' has no finite number to show.", nameof(section));
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file, whose folder is made if needed.</param>
    /// <param name="section">A <see cref="LineSection"/>, a <see cref="ScatterSection"/> or a <see cref="HeatMapSection"/>.</param>
    /// <exception cref="ArgumentException">The section is no such chart, or has nothing to show.</exception>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, ReportSection section)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportWriter.WriteFile(path, ToSvg(section), "picture");
    }
}
