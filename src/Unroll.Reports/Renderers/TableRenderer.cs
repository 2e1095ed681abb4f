using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>Tables of cells and of scores, which scroll by themselves where they are wider than the page.</summary>
internal static class TableRenderer
{
    /// <summary>A table of cells.</summary>
    public static Markup Render(TableSection section)
    {
        Markup[] styles =
            [.. section.Columns.Select((_, i) => i > 0 && HasWords(section, i) ? new Markup(" class=\"words\"") : Markup.Empty)];
        return Table(
            section.Title,
            section.Columns.Select((column, i) => Head(Label(column.Name, column.Format, section.Unit), styles[i])),
            section.Rows.Select(row => row.Select((cell, i) => i == 0
                ? Markup.Of($"<th scope=\"row\">{Text(cell, section.Columns[i])}</th>")
                : Markup.Of($"<td{styles[i]}>{Text(cell, section.Columns[i])}</td>"))));
    }

    /// <summary>Whether the cells of a column are words, which begin at the left, rather than numbers and times, whose ends meet.</summary>
    private static bool HasWords(TableSection section, int column)
    {
        string[] texts = [.. section.Rows.Select(row => row[column]).OfType<string>()];
        return texts.Length > 0
            && section.Rows.All(row => row[column] is null or string)
            && texts.Any(text => text.Any(char.IsLetter) && !double.TryParse(text, CultureInfo.InvariantCulture, out _));
    }

    private static Markup Head(string name, Markup style) => Markup.Of($"<th scope=\"col\"{style}>{name}</th>");

    /// <summary>A table of scores.</summary>
    public static Markup Render(ScoreTableSection section) => Scores(section.Kind, null, section.Rows, section.Title);

    /// <summary>A table of scores, the best of each measure stressed.</summary>
    /// <param name="kind">What the rows are.</param>
    /// <param name="unit">Unit of the target; null where there is none.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="label">What the table shows, for those who do not see it; null for the kind.</param>
    /// <param name="isCompared">Whether the best of each measure is stressed.</param>
    public static Markup Scores(
        string kind, string? unit, IReadOnlyList<KeyValuePair<string, Scores>> rows, string? label = null, bool isCompared = true)
    {
        Score[] columns = [.. rows.SelectMany(row => row.Value).DistinctBy(score => score.Name)];
        return Table(
            label ?? kind,
            columns.Select(score => Label(score, unit)).Prepend(Names.Readable(kind)).Select(name => Head(name, Markup.Empty)),
            rows.Select(row => columns.Select(score => Cell(
                    score, row.Value[score.Name], isCompared ? rows.Select(other => other.Value[score.Name]) : []))
                .Prepend(Markup.Of($"<th scope=\"row\">{row.Key}</th>"))));
    }

    /// <summary>The heading of a column with a score.</summary>
    public static string Label(Score score, string? unit) => Label(score.Label, score.Format, unit);

    /// <summary>The cell of a score; the best of a column is stressed.</summary>
    public static Markup Cell(Score score, double value, IEnumerable<double> column)
    {
        double[] defined = [.. column.Where(double.IsFinite)];
        string text = Figures.Format(value, score.Format);
        bool isCompared = score.Format != ScoreFormat.Count && defined.Length > 1;
        bool isBest = isCompared && value == (score.LowerIsBetter ? defined.Min() : defined.Max());
        return isBest ? Markup.Of($"<td><b>{text}</b></td>") : Markup.Of($"<td>{text}</td>");
    }

    private static string Label(string name, ScoreFormat format, string? unit) =>
        format == ScoreFormat.Unit && !string.IsNullOrWhiteSpace(unit) ? $"{name} ({unit})" : name;

    private static Markup Table(string label, IEnumerable<Markup> heads, IEnumerable<IEnumerable<Markup>> rows) => Markup.Of($"""
        <div class="scroll" role="region" aria-label="{label}" tabindex="0">
        <table>
          <thead><tr>{heads}</tr></thead>
          <tbody>{rows.Select(row => Markup.Of($"<tr>{row}</tr>\n"))}</tbody>
        </table>
        </div>
        """);

    private static string Text(object? cell, TableColumn column) => cell switch
    {
        null => Figures.None,
        string text => text,
        DateTime time when TimeIndex.IsRowNumber(time) => Figures.Date(time),
        DateTime time => $"{time.ToString("ddd", CultureInfo.InvariantCulture)} {Figures.Date(time)}",
        int or long => Signed(Convert.ToDouble(cell, CultureInfo.InvariantCulture), column with { Format = ScoreFormat.Count }),
        IConvertible number => Signed(number.ToDouble(CultureInfo.InvariantCulture), column),
        _ => cell.ToString() ?? "",
    };

    private static string Signed(double value, TableColumn column) => !column.IsSigned || !double.IsFinite(value)
        ? Figures.Format(value, column.Format)
        : $"{(value < 0 ? "−" : "+")}{Figures.Format(Math.Abs(value), column.Format)}";
}
