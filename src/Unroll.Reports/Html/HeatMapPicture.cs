using System.Globalization;
using System.Text;
using Unroll.Tasks.Learning.Sections;
using static Unroll.Reports.Html.Svg;

namespace Unroll.Reports.Html;

/// <summary>A heat map as an SVG file, drawn with shapes alone: blue below 0, green above, white at 0.</summary>
internal static class HeatMapPicture
{
    private const double Width = 480;
    private const double MarginLeft = 68;
    private const double MarginRight = 16;
    private const double MarginTop = 8;
    private const double MarginBottom = 44;
    private const double MostRows = 24;
    private const int Shades = 12;

    // Letters of the rows' names beside which there is room for that of their axis.
    private const int LongestBeside = 6;
    private const string Blue = "#1d5fd0";
    private const string Green = "#0b8a4a";

    /// <summary>The heat map.</summary>
    /// <param name="section">What it shows.</param>
    /// <param name="values">Its numbers, row by row, those of a large one means of neighbours; NaN is left empty.</param>
    /// <param name="limit">The magnitude of the full colour, above 0.</param>
    public static string Of(HeatMapSection section, IReadOnlyList<IReadOnlyList<double>> values, double limit)
    {
        int rows = values.Count, columns = values[0].Count;
        double across = (Width - MarginLeft - MarginRight) / columns, down = Math.Min(across, 320.0 / rows);
        down = Math.Max(down, Math.Min(14, 320.0 / rows));
        double bottom = MarginTop + (rows * down);
        StringBuilder shapes = new();
        foreach (IGrouping<int, string> shade in Runs(values, limit).GroupBy(run => run.Shade, run => run.Path))
        {
            string colour = shade.Key < 0 ? Blue : Green, strength = Fine(Math.Abs(shade.Key) / (double)Shades);
            shapes.Append(Markup.Of($"""
                <path fill="{colour}" fill-opacity="{strength}" d="{string.Concat(shade)}"/>

                """).Text);
        }

        bool isNamed = section.Rows.Count == rows && rows <= MostRows;
        IEnumerable<Markup> names = isNamed
            ? section.Rows.Select((name, row) => Text(MarginLeft - 6, MarginTop + ((row + 0.5) * down), "end", name))
            : [];
        double middle = (MarginTop + bottom) / 2;
        Markup downName = isNamed && section.Rows.Any(name => name.Length > LongestBeside) ? Markup.Empty : Markup.Of($"""
            <text transform="translate(13 {Fine(middle)}) rotate(-90)" text-anchor="middle">{section.Down}</text>
            """);
        string[] ends = [section.Columns[0], section.Columns[section.Columns.Count / 2], section.Columns[^1]];
        double right = Width - MarginRight;
        Markup drawing = Markup.Of($"""
            <g transform="translate({Fine(MarginLeft)} {Fine(MarginTop)}) scale({Fine(across)} {Fine(down)})">
            {new Markup(shapes.ToString())}</g>
            <path fill="none" stroke="#dfe4ea" d="M{Fine(MarginLeft)} {Fine(MarginTop)}H{Fine(right)}V{Fine(bottom)}H{Fine(MarginLeft)}z"/>
            {Markup.Join(names)}{downName}
            {Text(MarginLeft, bottom + 12, "start", ends[0])}{Text((MarginLeft + right) / 2, bottom + 12, "middle", ends[1])}
            {Text(right, bottom + 12, "end", ends[2])}{Text((MarginLeft + right) / 2, bottom + 30, "middle", section.Across)}

            """);
        PictureFrame frame = new(section.Title, Width);
        string most = Figures.Number(limit, 3);
        if (section.HasSigns)
        {
            frame.AddLegend(Swatch(Blue), $"−{most}");
        }

        frame.AddLegend(Swatch(Green), most);
        return frame.Around(drawing, bottom + MarginBottom - MarginTop, $"Heat map: {section.Down} down, {section.Across} across");
    }

    /// <summary>Neighbouring cells of a row that have the same shade, as pieces of a path in units of cells.</summary>
    private static IEnumerable<(int Shade, string Path)> Runs(IReadOnlyList<IReadOnlyList<double>> values, double limit)
    {
        for (int row = 0; row < values.Count; row++)
        {
            int[] shades = [.. values[row].Select(
                value => double.IsNaN(value) ? 0 : (int)Math.Round(Math.Clamp(value / limit, -1, 1) * Shades))];
            int start = 0;
            for (int column = 1; column <= shades.Length; column++)
            {
                if (column < shades.Length && shades[column] == shades[start])
                {
                    continue;
                }

                if (shades[start] != 0)
                {
                    yield return (shades[start], string.Create(
                        CultureInfo.InvariantCulture, $"M{start} {row}h{column - start}v1h{start - column}z"));
                }

                start = column;
            }
        }
    }

    private static Markup Swatch(string colour) => Markup.Of($"<rect width=\"24\" height=\"10\" rx=\"2\" fill=\"{colour}\"/>");

    private static Markup Text(double x, double y, string anchor, string text) =>
        Markup.Of($"<text x=\"{Fine(x)}\" y=\"{Fine(y + 3)}\" text-anchor=\"{anchor}\">{text}</text>");
}
