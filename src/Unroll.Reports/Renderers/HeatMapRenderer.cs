using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>Heat maps: a picture of a pixel a number, enlarged, with the names of its rows and some of its columns.</summary>
internal static class HeatMapRenderer
{
    private const int MostRows = 256;
    private const int MostColumns = 1000;
    private const int MostNames = 32;
    private const int MostNamedColumns = 80;

    /// <summary>The heat map; of a large one, means of neighbours.</summary>
    public static Markup Render(HeatMapSection section)
    {
        double[] finite = [.. section.Values.SelectMany(row => row).Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return new Markup("<p>There is nothing to show.</p>");
        }

        double limit = section.Limit ?? finite.Max(Math.Abs);
        double[][] shown = Shrink(section.Values);
        string[] names = shown.Length == section.Rows.Count && shown.Length <= MostNames ? [.. section.Rows] : [];
        string height = (names.Length > 0 ? 1.4 * names.Length : Math.Clamp(0.3 * shown.Length, 6, 26))
            .ToString("0.#", CultureInfo.InvariantCulture);
        string label = $"Heat map: {section.Down} down, {section.Across} across, from {Figures.Number(finite.Min())} to "
            + Figures.Number(finite.Max());
        Markup rows = names.Length == 0 ? Markup.Of($"<span class=\"axis\">{section.Down}</span>")
            : Markup.Join(names.Select(name => Markup.Of($"<span>{name}</span>")));
        Markup columns = section.NamesColumns && section.Columns.Count <= MostNamedColumns ? Named(section.Columns)
            : Markup.Of($"<div class=\"columns\">{new[] { 0, section.Columns.Count / 2, section.Columns.Count - 1 }
                .Select(place => Markup.Of($"<span>{section.Columns[place]}</span>"))}</div>");
        (string scale, string least) = section.HasSigns ? ("scale", $"−{Figures.Number(limit, 3)}") : ("scale shares", "0");
        return Markup.Of($"""
            <figure class="heat-map">
              {(names.Length == 0 ? Markup.Empty : Markup.Of($"<div class=\"down\">{section.Down}</div>"))}
              <div class="rows" style="height:{height}rem">{rows}</div>
              <img src="{HeatMapImage.Of(shown, limit > 0 ? limit : 1)}" alt="{label}" style="height:{height}rem">
              {columns}
              <div class="axis">{section.Across}</div>
              <div class="{scale}"><span>{least}</span><i></i><span>{Figures.Number(limit, 3)}</span></div>
            </figure>
            """);
    }

    /// <summary>The name of each column: characters as they are, words from top to bottom.</summary>
    private static Markup Named(IReadOnlyList<string> names) => Markup.Of($"""
        <div class="columns named{(names.All(name => name.Length <= 2) ? "" : " words")}">{names.Select(
            name => Markup.Of($"<span>{name}</span>"))}</div>
        """);

    /// <summary>The heat map as a file by itself; null where there is nothing to show.</summary>
    public static string? ToPicture(HeatMapSection section)
    {
        double limit = section.Limit
            ?? section.Values.SelectMany(row => row).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(double.NaN).Max();
        return double.IsNaN(limit) ? null : HeatMapPicture.Of(section, Shrink(section.Values), limit > 0 ? limit : 1);
    }

    private static double[][] Shrink(IReadOnlyList<IReadOnlyList<double>> values)
    {
        int rows = Math.Min(MostRows, values.Count), columns = Math.Min(MostColumns, values[0].Count);
        return rows == values.Count && columns == values[0].Count ? [.. values.Select(row => row.ToArray())]
            : [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, columns).Select(
                column => Mean(values, Part(row, rows, values.Count), Part(column, columns, values[0].Count))).ToArray())];
    }

    private static Range Part(int index, int parts, int all) =>
        (int)((long)index * all / parts)..(int)((long)(index + 1) * all / parts);

    private static double Mean(IReadOnlyList<IReadOnlyList<double>> values, Range rows, Range columns) =>
        values.Take(rows).SelectMany(row => row.Take(columns)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
