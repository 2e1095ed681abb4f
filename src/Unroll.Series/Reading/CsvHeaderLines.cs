namespace Unroll.Series.Reading;

/// <summary>
/// A header of several lines: names and their units, merged cells above further names, the levels of columns as pandas writes them, a rule
/// below the names, or names in a comment.
/// </summary>
/// <param name="Names">The names, one a column.</param>
/// <param name="LastLine">The last line of the header.</param>
/// <param name="FirstRow">The row below it.</param>
/// <param name="Note">What was made of the lines; null where the last one has the names.</param>
internal sealed record CsvHeaderLines(string[] Names, long LastLine, string[] FirstRow, string? Note)
{
    private const int MostLines = 4;
    private const int MostFacts = 20;
    private const int FewestWords = 3;
    // Of sentences, and never of columns.
    private static readonly string[] _words = ["by", "of", "the", "from", "for", "this", "is", "are", "and", "with", "on", "at"];

    private const string Rule = "-=+:| ";

    private static readonly MissingMarkers _missing = new(null);

    /// <summary>The lines of names above the first row with values; null where there is one, or where they are something else.</summary>
    /// <param name="sample">The first rows of the file.</param>
    /// <param name="begin">The row that the table begins with, where that is certain.</param>
    public static CsvHeaderLines? Of(CsvSample sample, int begin)
    {
        IReadOnlyList<string[]> rows = sample.Rows;
        int width = rows.Count < 3 ? 0 : CsvPreamble.WidthOf(rows);
        if (width < 2)
        {
            return null;
        }

        bool[] holdsValues = [.. Enumerable.Range(0, width).Select(column => CsvPreamble.HoldsValues(rows, column, width))];
        int first = begin;
        while (first < Math.Min(rows.Count, begin + MostLines + 1) && !CsvPreamble.Fits(rows[first], holdsValues))
        {
            first++;
        }

        if (first == rows.Count || first > begin + MostLines || first == begin || !CsvPreamble.Fits(rows[first], holdsValues))
        {
            return null;
        }

        // Merged cells above names that only they tell apart; a title fills one cell.
        bool hasMerged = first == begin + 1 && begin > 0 && IsName(rows[begin - 1], width, holdsValues)
            && rows[begin - 1].Count(cell => cell.Length > 0) > 1 && !AreUnique(rows[begin]);
        int top = hasMerged ? begin - 1 : begin;
        string[][] lines = [.. rows.Skip(top).Take(first - top)];
        if (lines.Length < 2 || IsRule(lines[0]) || !Array.TrueForAll(lines, line => IsRule(line) || IsName(line, width, holdsValues)))
        {
            return null;
        }

        string[][] below = [.. rows.Skip(first)];
        if (!lines.Skip(hasMerged ? 2 : 1).All(line => IsRule(line) || CsvUnitLine.IsBelow(lines[0], line, below, holdsValues)))
        {
            // A row of texts, which is not to be lost.
            return null;
        }

        bool isTitled = Enumerable.Range(0, width).Any(column => holdsValues[column] && column < lines[0].Length
            && !ColumnNames.IsTime(lines[0][column])
            && lines.Skip(1).Any(line => column < line.Length && ColumnNames.IsTime(line[column])));
        if (isTitled && AreUnique(lines[0]) && !hasMerged)
        {
            // Station,Berlin above date,load: the names may be the lower ones.
            return null;
        }

        bool isRuled = lines.Length == 2 && IsRule(lines[1]);
        string[] names = AreUnique(lines[0]) && lines[0].Length >= width && Array.IndexOf(lines[0], "", 1) < 0
            ? lines[0][..width] : Joined([.. lines.Where(line => !IsRule(line))], width);
        long line = sample.Lines[top];
        string? example = lines.Skip(1).SelectMany(cells => cells.Skip(1)).FirstOrDefault(cell => cell.Length > 0);
        string note = names.AsSpan().SequenceEqual(lines[0].AsSpan(0, Math.Min(width, lines[0].Length)))
            ? $"The names of the columns are those of line {line}: below, there are units or further names, such as "
                + $"'{MessageFormatter.Of(example ?? "")}', before the first row."
            : $"The names of the columns are put together from lines {line} to {sample.Lines[first - 1]}.";
        return new(names, sample.Lines[first - 1], rows[first], isRuled ? null : note);
    }

    /// <summary>
    /// The lines of names, units and kinds below prose of other numbers of cells, as loggers write them: three or more, since of two the
    /// upper one may be prose. Null where there are fewer.
    /// </summary>
    /// <param name="sample">The first rows of the file.</param>
    /// <param name="last">The row that the table may begin with, though more lines of names stand before it.</param>
    public static CsvHeaderLines? BelowProse(CsvSample sample, int last)
    {
        int width = CsvPreamble.WidthOf(sample.Rows);
        int begin = last;
        while (begin > 0 && CsvPreamble.CellsOf(sample.Rows[begin - 1], width) == width)
        {
            begin--;
        }

        return begin > 0 && begin + 1 < last ? Of(sample, begin) : null;
    }

    /// <summary>
    /// A line of names above one of units alone, of which some columns have none, so that blanks do not tell whose they are; null where
    /// there are no such lines.
    /// </summary>
    /// <param name="sample">The first rows of the file, with blanks between cells.</param>
    /// <param name="first">The first row with values.</param>
    public static CsvHeaderLines? AboveUnits(CsvSample sample, int first)
    {
        string[] names = sample.Rows[first - 2], units = sample.Rows[first - 1], row = sample.Rows[first];
        bool areNames = names.Length == row.Length && AreUnique(names) && !names.Any(CsvPreamble.IsValue) && row.Any(CsvPreamble.IsValue);
        return areNames && units.Length is > 1 and var count && count < names.Length && units.All(CsvUnitLine.IsUnit)
            ? new(names, sample.Lines[first - 1], row, $"The names of the columns are those of line {sample.Lines[first - 2]}: below, "
                + $"there are units, such as '{MessageFormatter.Of(units[0])}', before the first row.")
            : null;
    }

    /// <summary>
    /// A line of names above lines of facts about the columns (unit, source, date of the release), as statistics offices write them: each
    /// begins with a text of its own, where all rows have dates; null where there are no such lines.
    /// </summary>
    /// <param name="sample">The first rows of the file.</param>
    public static CsvHeaderLines? WithFacts(CsvSample sample)
    {
        IReadOnlyList<string[]> rows = sample.Rows;
        int width = rows.Count < 2 * MostFacts ? 0 : CsvPreamble.WidthOf(rows);
        int first = width < 2 ? 0
            : Enumerable.Range(0, MostFacts + 1).FirstOrDefault(row => rows[row].Length > 0 && StampParser.IsStamp(rows[row][0]));
        if (first < 3 || rows[0].Length < width || !AreUnique(rows[0]) || rows.Skip(first).Any(
            row => row.Length >= width && !_missing.Contains(row[0]) && !StampParser.IsStamp(row[0])))
        {
            return null;
        }

        string[][] facts = [.. rows.Skip(1).Take(first - 1)];
        bool areFacts = facts.All(line => line.Length <= width && line[0].Length > 1 && !line[0].Any(char.IsDigit))
            && facts.Select(line => line[0]).Distinct().Count() == facts.Length
            && facts.Any(line => line.Skip(1).Any(cell => cell.Length > 0 && !CsvPreamble.IsValue(cell)));
        return !areFacts ? null
            : new(rows[0][..width], sample.Lines[first - 1], rows[first], $"The names of the columns are those of line {sample.Lines[0]}: "
                + $"below, there are facts about them, such as '{MessageFormatter.Of(facts[0][0])}', before the first row.");
    }

    /// <summary>The names in a comment above a table without a header; null where none has one for each column.</summary>
    /// <param name="source">The file, whose comments were passed over.</param>
    /// <param name="sample">Its first rows.</param>
    /// <param name="delimiter">The character between cells.</param>
    public static CsvHeaderLines? InComments(CsvSource source, CsvSample sample, char delimiter)
    {
        if (source.Comments.Count == 0 || sample.Rows.Count < 2 || CsvHeader.Exists(sample.Rows, _missing))
        {
            return null;
        }

        int width = sample.Rows[0].Length;
        foreach (string comment in source.Comments)
        {
            string[] names = source.Cells(comment.Trim().TrimStart('#').TrimStart(), delimiter);
            bool isQuoted = comment.Contains('"', StringComparison.Ordinal);
            bool hasTime = names.Index().Any(name => name.Index < width && ColumnNames.IsTime(name.Item)
                && CsvPreamble.IsValue(sample.Rows[0][name.Index]));
            bool isHeader = names.Length == width && width > 1 && AreUnique(names)
                && (isQuoted || hasTime || Array.TrueForAll(names, IsWord)) && !Array.Exists(names, name => name.EndsWith(':'))
                && (delimiter != CsvSource.Blanks || width >= FewestWords)
                && !names.Any(name => name.Length == 0 || CsvPreamble.IsValue(name) || Array.IndexOf(_words, name.ToLowerInvariant()) >= 0);
            if (isHeader)
            {
                return new(
                    names, source.LastComment, sample.Rows[0], "The names of the columns are those of the comment above the first row.");
            }
        }

        return null;
    }

    /// <summary>A name of a single word, its unit aside: <c>wind [m/s]</c>; several are rather of a sentence.</summary>
    private static bool IsWord(string name)
    {
        int open = name.IndexOfAny(['[', '(']);
        bool hasUnit = open > 0 && name[^1] is ']' or ')' && CsvUnitLine.IsUnit(name[(open + 1)..^1]);
        return !name[..(hasUnit ? open : name.Length)].Trim().Contains(' ', StringComparison.Ordinal);
    }

    /// <summary>Texts where the rows have values; those of missing values alone are a row.</summary>
    private static bool IsName(string[] row, int width, bool[] holdsValues) =>
        CsvPreamble.CellsOf(row, width) == width && CsvPreamble.IsNames(row, holdsValues)
            && holdsValues.Index().Any(column => column.Item && !_missing.Contains(row[column.Index]));

    internal static bool IsRule(string[] row) =>
        Array.Exists(row, cell => cell.Length > 1)
            && Array.TrueForAll(row, cell => cell.All(character => Rule.Contains(character, StringComparison.Ordinal)));

    private static bool AreUnique(string[] names) =>
        names.Where(name => name.Length > 0).CountBy(name => name).All(pair => pair.Value == 1);

    /// <summary>The texts of each column, one after the other; a cell that is empty beside a merged one has the text of that.</summary>
    private static string[] Joined(string[][] lines, int width)
    {
        string[][] filled = [.. lines.Select((line, i) => i == lines.Length - 1 ? line : Filled(line))];
        return [.. Enumerable.Range(0, width).Select(column => column == 0
            ? filled.Select(line => line[0]).LastOrDefault(text => text.Length > 0, "")
            : string.Join(
                ' ', filled.Select(line => column < line.Length ? line[column] : "").Where(text => text.Length > 0).Distinct()))];
    }

    private static string[] Filled(string[] line)
    {
        string[] filled = [.. line];
        for (int i = 2; i < filled.Length; i++)
        {
            filled[i] = filled[i].Length == 0 ? filled[i - 1] : filled[i];
        }

        return filled;
    }
}
