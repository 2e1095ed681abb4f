using System.Globalization;
using Spectre.Console;
using Unroll.Analysis.Characteristics;
using Unroll.Analysis.Periodicity;
using Unroll.Series.Profiling;
using Unroll.Tasks.Proposals;

namespace Unroll.Cli.Display;

/// <summary>
/// The profile of a file for people: its format, rows and rhythm, a table of its columns, and what stands out.
/// </summary>
internal static class InspectionDisplay
{
    private const int ColumnsShown = 60;
    private const int FindingsShown = 15;
    private const int ClassesShown = 8;
    private const int ColumnsTold = 3;
    private const int ChangesTold = 5;
    private const int LongestName = 20;
    private const int ShortestSparkline = 10;
    private const int LongestSparkline = 40;
    private const int LabelWidth = 9;

    private static readonly string[] _headings = ["column", "type", "missing", "mean", "std", "min", "median", "max", "outliers"];

    // What goes first where the terminal is narrow: the median says least beside the mean, then the deviation.
    private static readonly string[] _droppedFirst = ["median", "std", "outliers"];

    /// <summary>Draws it.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="file">The file.</param>
    /// <param name="target">The column whose seasons, trend and changes are told first; null for none.</param>
    internal static void Draw(Screen screen, InspectedFile file, string? target)
    {
        SeriesProfile profile = file.Profile;
        Wrapped(screen, "", "  ", $"{Path.GetFileName(file.Path)}: {file.Format}");
        foreach ((string label, string fact) in Facts(file, target))
        {
            DrawFact(screen, label, fact);
        }

        DrawTable(screen, profile, file.Characteristics);
        IReadOnlyList<Finding> findings = file.FindingsFor(target);
        foreach (Finding finding in findings.Take(FindingsShown))
        {
            Wrapped(screen, "• ", "  ", finding.Text);
        }

        if (findings.Count > FindingsShown)
        {
            screen.Line(FormattableString.Invariant($"• and {findings.Count - FindingsShown} more: --json has them all"));
        }
    }

    private static IEnumerable<(string Label, string Fact)> Facts(InspectedFile file, string? target)
    {
        SeriesProfile profile = file.Profile;
        if (profile.SeriesCount > 1)
        {
            string id = file.Format.IdColumns is { Count: > 0 } columns ? $" by {string.Join(", ", columns)}" : "";
            string lengths = profile.ShortestLength == profile.LongestLength
                ? $"of {CountFormatter.Format(profile.LongestLength, "rows")} each"
                : Text($"of {profile.ShortestLength:N0} to {profile.LongestLength:N0} rows, {profile.MedianLength:N0} in the median")
                    + Text($"; {profile.Rows:N0} in all");
            yield return ("series", Text($"{profile.SeriesCount:N0}{id}, {lengths}"));
        }

        TimeProfile time = profile.Time;
        string rows = profile.SeriesCount > 1 ? "" : $", {CountFormatter.Format(profile.Rows, "rows")}";
        yield return ("time", time.First is { } first && time.Last is { } last
            ? $"{(file.Format.TimeColumn is { } name ? $"{name}: " : "")}{time.Text(first)} to "
                + $"{time.Text(last)}, {time.Rhythm}{rows}"
            : $"{time.Rhythm}{rows}");
        if (profile.Classes.Count > 0)
        {
            string more = profile.Classes.Count > ClassesShown ? Text($" and {profile.Classes.Count - ClassesShown} more") : "";
            yield return ("classes",
                string.Join(", ", profile.Classes.Take(ClassesShown).Select(count => Text($"{count.Name} ({count.Count:N0})"))) + more);
        }

        ColumnProfile[] told = [.. Shown(file, target)];
        string seasons = string.Join("; ", told.Where(column => file.Characteristics.Of(column).Seasons.Count > 0).Select(
            column => $"{column.Name} repeats after {string.Join(", ", file.Characteristics.Of(column).Seasons.Select(SeasonText))}"));
        if (seasons.Length > 0)
        {
            yield return ("season", seasons);
        }

        (string Trend, string Changes)[] courses =
        [
            .. told.Select(column => (Name: column.Name, Course: file.CourseOf(column), Panel: file.PanelCourseOf(column)))
                .Where(own => own.Course is not null || own.Panel is not null)
                .Select(own => (
                    $"{own.Name} {own.Course?.TrendText ?? own.Panel!.TrendText}",
                    own.Course is { } course ? ChangesText(own.Name, course) : $"{own.Name} {own.Panel!.ChangesText}")),
        ];
        if (courses.Length > 0)
        {
            yield return ("trend", string.Join("; ", courses.Select(pair => pair.Trend)));
            int more = file.CoursedColumns.Count - courses.Length;
            yield return ("changes", string.Join("; ", courses.Select(pair => pair.Changes))
                + (more > 0 ? $"; {CountFormatter.Format(more, "more columns")} in --json" : ""));
        }
    }

    /// <summary>The columns whose seasons, trends and changes are told: the target, then the first others.</summary>
    private static IEnumerable<ColumnProfile> Shown(InspectedFile file, string? target) => file.Profile.Columns
        .Where(column => column.Name == target || file.CoursedColumns.Contains(column))
        .OrderBy(column => column.Name != target).Take(ColumnsTold);

    private static string ChangesText(string name, ColumnCourse course) => course.ChangeRows.Count == 0 ? $"{name} has none"
        : $"{name} has {CountFormatter.Format(course.ChangeRows.Count, "changes")}, at "
            + string.Join(", ", course.ChangeTimes.Take(ChangesTold)) + (course.ChangeRows.Count > ChangesTold ? ", …" : "");

    private static void DrawTable(Screen screen, SeriesProfile profile, SeriesCharacteristics characteristics)
    {
        ColumnProfile[] columns = [.. profile.Columns.Concat(profile.StaticCovariates)];
        if (profile.Values is { } values)
        {
            columns = [.. columns, values];
        }

        ColumnProfile[] shown = [.. columns.Take(ColumnsShown)];
        List<string> headings = [.. _headings];
        if (shown.All(column => OutliersOf(column) == 0))
        {
            headings.Remove("outliers");
        }

        // Two blanks between columns, and one at the table's edges.
        int Width() => 2 + headings.Sum(
            heading => 2 + Math.Max(heading.Length, shown.Max(column => CellWidth.Of(Cell(column, heading, OutliersOf)))));
        foreach (string heading in _droppedFirst)
        {
            if (screen.Console.Profile.Width - Width() - 1 < ShortestSparkline)
            {
                headings.Remove(heading);
            }
        }

        int spark = Math.Clamp(screen.Console.Profile.Width - Width() - 1, ShortestSparkline, LongestSparkline);
        var table = new Table { Border = TableBorder.Simple };
        foreach (string heading in headings)
        {
            var column = new TableColumn(heading).NoWrap().Padding(0, 0, 1, 0);
            table.AddColumn(heading is "column" or "type" ? column : column.RightAligned());
        }

        table.AddColumn(new TableColumn("").NoWrap().Padding(0, 0, 1, 0));
        foreach (ColumnProfile column in shown)
        {
            table.AddRow(
            [
                .. headings.Select(heading => new Markup(Screen.Escape(Cell(column, heading, OutliersOf)))),
                column.Categories.Count > 0 ? new Markup(Screen.Escape(Shares(column, spark)))
                    : new Markup($"[blue]{Sparkline.Of(column.Sparkline, spark)}[/]"),
            ]);
        }

        screen.Console.Write(table);
        if (columns.Length > shown.Length)
        {
            screen.Line(Text($"  and {CountFormatter.Format(columns.Length - shown.Length, "more columns")}: --json has them all"));
        }

        long OutliersOf(ColumnProfile column) => characteristics.Of(column).Outliers.Count;
    }

    private static string Cell(ColumnProfile column, string heading, Func<ColumnProfile, long> outliersOf) => heading switch
    {
        "column" => CellWidth.Fit(column.Name, LongestName),
        "type" => column.Kind.ToString().ToLowerInvariant(),
        "missing" => NumberFormatter.Percent(column.MissingShare),
        _ when column.Kind == ColumnKind.Category => "",
        "mean" => NumberFormatter.Of(IsZero(column) ? 0 : column.Mean),
        "std" => NumberFormatter.Of(column.StandardDeviation),
        "min" => NumberFormatter.Of(column.Minimum),
        "median" => NumberFormatter.Of(column.Median),
        "max" => NumberFormatter.Of(column.Maximum),
        _ => NumberFormatter.Count(outliersOf(column)),
    };

    /// <summary>Whether a mean is nothing beside the deviation, as that of a scaled column is but for rounding.</summary>
    private static bool IsZero(ColumnProfile column) => Math.Abs(column.Mean) < 1e-6 * column.StandardDeviation;

    /// <summary>The counts of the most frequent categories, as many as there is room for.</summary>
    private static string Shares(ColumnProfile column, int width)
    {
        string text = "";
        long known = column.Rows - column.Missing;
        foreach (ClassCount category in column.Categories)
        {
            string name = CellWidth.Fit(category.Name, LongestName);
            string more = $"{(text.Length > 0 ? ", " : "")}{name} {Whole((double)category.Count / known)} %";
            if (CellWidth.Of(text) + CellWidth.Of(more) > width)
            {
                return text.Length == 0 ? CellWidth.Fit(more, width) : CellWidth.Of(text) + 3 <= width ? text + ", …" : text;
            }

            text += more;
        }

        return text;
    }

    private static string Whole(double share) => share < 0.005 ? "<1" : share is > 0.995 and < 1 ? ">99"
        : (100 * share).ToString("0", CultureInfo.InvariantCulture);

    private static string SeasonText(FoundSeason season)
    {
        string rows = CountFormatter.Format(season.Period, "rows");
        return Text($"{(season.Name is { } name ? $"a {name} ({rows})" : rows)} with autocorrelation {season.Autocorrelation:0.00}");
    }

    private static void DrawFact(Screen screen, string label, string fact) =>
        Wrapped(screen, "  " + label.PadRight(LabelWidth), new string(' ', LabelWidth + 2), fact);

    /// <summary>Writes a text with line breaks between words where it is too long.</summary>
    internal static void Wrapped(Screen screen, string first, string next, string text)
    {
        int width = Math.Max(40, screen.Console.Profile.Width);
        string line = first;
        bool isEmpty = true;
        foreach (string word in string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Split(' '))
        {
            if (!isEmpty && CellWidth.Of(line) + 1 + CellWidth.Of(word) > width)
            {
                screen.Line(line);
                (line, isEmpty) = (next, true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        screen.Line(line);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
