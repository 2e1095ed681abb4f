using System.Buffers;
using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// The layout of a wide table, whose rows are whole series: the columns with their values, named by dates or numbers, and those with their
/// names.
/// </summary>
/// <param name="Values">The columns with values, in the order of time.</param>
/// <param name="Stamps">The ticks of the values; null where they are numbered.</param>
/// <param name="Ids">The columns that name series; none where rows are numbered.</param>
/// <param name="IsCertain">Whether the table can hardly be another one.</param>
internal sealed record CsvAcross(int[] Values, long[]? Stamps, IReadOnlyList<string> Ids, bool IsCertain)
{
    /// <summary>The name of the column of values.</summary>
    public const string ValueName = "value";

    private const int FewestStamps = 5;
    private const int FewestNumbers = 24;
    private const double MostOfColumns = 0.5;
    private const int MostClasses = 100;

    private static readonly string[] _classNames = ["class", "label", "target", "y", "category"];
    private static readonly SearchValues<string> _parts = SearchValues.Create(["TRAIN", "TEST"], StringComparison.Ordinal);

    /// <summary>The layout of a file whose rows are series; null where no columns are named by dates or numbers.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">What is known of it.</param>
    public static CsvAcross? Find(CsvDetection file, CsvFrameOptions options)
    {
        if (!file.HasHeader && file.TimeColumn >= 0)
        {
            return null;
        }

        int[] numbers = [
            .. AllOf(file, options).Where(
                column => (file.Columns[column].Length == 0 || file.AreNumbers(column) || file.Marks.AreIn(column)))];
        if (Dated(file, options, numbers) is { } numeric && Dated(file, options, AllOf(file, options)) is { } dated
            && numeric.Columns.Length >= MostOfColumns * dated.Columns.Length)
        {
            string[] ids = NamesOf(file, options, dated.Columns, isUnique: false);
            return new(
                dated.Columns, dated.Ticks, ids,
                HasNoTimes(file) && dated.Columns.Length >= FewestStamps && dated.Columns.Length >= MostOfColumns * file.Names.Length);
        }

        int[] counted = Counted(file, numbers);
        int label = options.ClassColumn is null ? ClassOf(file, counted) : -1;
        counted = label < 0 ? counted : Counted(file, [.. numbers.Where(column => column != label)]);
        if (counted.Length < 2)
        {
            return null;
        }

        string[] names = NamesOf(file, options, counted, isUnique: true);
        bool areOthersNames = Enumerable.Range(0, file.Names.Length).Except(counted).All(
            column => file.Kinds[column] is CsvColumnKind.Category or CsvColumnKind.RowNumber);
        bool isAll = names.Length == 1 && areOthersNames && file.Rows.Count() > 1
            && file.Kinds[file.IndexOf(names[0])] == CsvColumnKind.Category;

        // As the archive of the University of California, Riverside, names its parts.
        bool hasClass = label >= 0 && counted.Length == file.Names.Length - 1
            && Path.GetFileName(file.Path).AsSpan().ContainsAny(_parts);
        return new(counted, null, names, IsWide(file, counted) && (isAll || hasClass))
        {
            Class = label < 0 ? null : file.Names[label],
        };
    }

    /// <summary>Whether a table has no stamps, or a single one throughout, such as that of its release.</summary>
    private static bool HasNoTimes(CsvDetection file) => file.TimeColumn < 0
        || (file.Columns[file.TimeColumn] is [var only, ..] cells && !cells.AsSpan().ContainsAnyExcept(only) && file.TimeOfDayColumn < 0);

    /// <summary>The column with the class of each series, where it is not given; null where none is found.</summary>
    public string? Class { get; init; }

    /// <summary>
    /// A column that may have the class of each row: one that is called so and none of the numbers, or, without a header, the first or last
    /// one, of whole numbers beside fractions; each of its few values stands in several rows.
    /// </summary>
    private static int ClassOf(CsvDetection file, int[] counted)
    {
        int last = file.Names.Length - 1;
        if (counted.Length < FewestNumbers)
        {
            return -1;
        }

        if (file.HasHeader)
        {
            return Array.FindIndex(file.Names, name => Array.IndexOf(_classNames, name.ToLowerInvariant()) >= 0
                && AreClasses(Array.IndexOf(file.Names, name)));
        }

        int[] ends = [0, last];
        return ends.Append(-1).First(column => column < 0
            || (AreClasses(column) && !AreWhole(column == 0 ? 1 : column - 1) && (AreWhole(column) || !file.AreNumbers(column))));

        bool AreClasses(int column) => file.Columns[column].Length == file.Rows.Count()
            && file.Columns[column].CountBy(cell => cell).ToArray() is { Length: > 1 and <= MostClasses } counts
            && Array.TrueForAll(counts, pair => pair.Value > 1);

        bool AreWhole(int column) => Array.TrueForAll(file.Columns[column], cell => double.TryParse(
            cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number == Math.Truncate(number));
    }

    /// <summary>Whether columns that are counted are many, and most of a table without stamps.</summary>
    /// <param name="file">The file.</param>
    /// <param name="counted">The columns.</param>
    public static bool IsWide(CsvDetection file, int[] counted) =>
        file.TimeColumn < 0 && counted.Length >= FewestNumbers && counted.Length >= MostOfColumns * file.Names.Length;

    /// <summary>All columns, those that name series aside: a value among dates that is no number is an error, and not left out.</summary>
    private static int[] AllOf(CsvDetection file, CsvFrameOptions options) => [
        .. Enumerable.Range(0, file.Names.Length).Where(
            column => !file.IsUnnamed[column] && options.IdColumns?.Contains(file.Names[column]) != true
                && file.Names[column] != options.ClassColumn && options.StaticColumns?.Contains(file.Names[column]) != true)];

    /// <summary>The columns named by dates or years, in the order of time.</summary>
    private static (int[] Columns, long[] Ticks)? Dated(CsvDetection file, CsvFrameOptions options, int[] numbers)
    {
        int[] columns = [.. numbers.Where(column => options.DateFormat is not null || StampParser.IsStamp(file.Names[column]))];
        columns = columns.Length > 1 ? columns : [.. numbers.Where(column => IsYear(file.Names[column]))];
        StampFormat? format = options.DateFormat is { } given ? StampFormat.Given(given)
            : StampDetection.Of([.. columns.Select(column => file.Names[column])], new bool[columns.Length], out _);
        if (format is null)
        {
            return null;
        }

        List<(int Column, long Ticks)> dated = [];
        foreach (int column in columns)
        {
            if (format.TryParse(Encoding.UTF8.GetBytes(file.Names[column]), out long ticks, out _))
            {
                dated.Add((column, ticks));
            }
        }

        dated.Sort((left, right) => left.Ticks.CompareTo(right.Ticks));
        return dated.Count < 2 ? null : ([.. dated.Select(entry => entry.Column)], [.. dated.Select(entry => entry.Ticks)]);
    }

    /// <summary>The columns of the longest run of numbers behind one beginning: V2, V3, V4; 1, 2, 3.</summary>
    private static int[] Counted(CsvDetection file, int[] numbers)
    {
        List<int> best = [], run = [];
        (string Prefix, long Number) last = ("", -1);
        foreach (int column in numbers)
        {
            string name = file.Names[column];
            string prefix = name.TrimEnd("0123456789".ToCharArray());
            bool isNumber = long.TryParse(name.AsSpan(prefix.Length), out long number);
            if (!isNumber || run.Count == 0 || prefix != last.Prefix || number != last.Number + 1)
            {
                run = [];
            }

            if (isNumber)
            {
                run.Add(column);
            }

            last = (prefix, number);
            best = run.Count > best.Count ? run : best;
        }

        return [.. best];
    }

    /// <summary>
    /// The columns that name series: those given, else the first that has another text in each row, else all texts together that have
    /// one in each.
    /// </summary>
    private static string[] NamesOf(CsvDetection file, CsvFrameOptions options, int[] values, bool isUnique)
    {
        if (options.IdColumns is { Count: > 0 } given)
        {
            return [.. given];
        }

        int rows = file.Rows.Count();
        int[] full = [
            .. Enumerable.Range(0, file.Names.Length).Where(
                column => !values.Contains(column) && file.Columns[column].Length == rows
                    && (file.Kinds[column] is CsvColumnKind.Category or CsvColumnKind.RowNumber
                        || ColumnNames.IsIdentifier(file.Names[column])))];
        int single = Array.FindIndex(full, column => file.Columns[column].Distinct().Count() == rows);
        return single >= 0 ? [file.Names[full[single]]]
            : isUnique ? []
            : [.. full.Where(column => file.Kinds[column] == CsvColumnKind.Category).Select(column => file.Names[column])];
    }

    private static bool IsYear(string name) =>
        name.Length == 4 && int.TryParse(name, out int year) && year is >= 1500 and < 2500;
}
