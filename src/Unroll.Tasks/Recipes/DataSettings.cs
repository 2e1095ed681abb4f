using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>The settings of section <c>data</c> of a recipe.</summary>
internal static class DataSettings
{
    private static readonly ValueKind<char?> _delimiters = Kind.Optional(Kind.Choice(
        ("comma", ','), ("semicolon", ';'), ("tab", '\t'), ("pipe", '|'), (",", ','), (";", ';'), ("|", '|')));

    private static readonly ValueKind<char?> _decimals = Kind.Optional(Kind.Choice(("point", '.'), ("comma", ','), (".", '.'), (",", ',')));

    private static readonly Setting<DataRecipe, string?> _dataset = Text(
        "dataset", data => data.Dataset, "A data set of the catalogue (`unroll data list`). Either this, `file` or `database`.");

    private static readonly Setting<DataRecipe, string?> _file = Text(
        "file", data => data.File,
        "A file, relative to the recipe, of any format of [reading](reading.md). `--data FILE` takes the place of any source.");

    private static readonly Setting<DataRecipe, DatabaseRecipe?> _database = new(
        "database", DatabaseRecipe.Section!, data => data.Database, "A query of a database.");

    private static readonly Setting<DataRecipe, string?> _testDataset = Text(
        "test-dataset", data => data.TestDataset, "A data set of the catalogue whose series are the test part (tasks on whole sequences).");

    private static readonly Setting<DataRecipe, string?> _testFile = Text(
        "test-file", data => data.TestFile, "A file whose series are the test part, relative to the recipe (tasks on whole sequences).");

    private static readonly Setting<DataRecipe, string?> _labels = Text(
        "labels", data => data.Labels, "A file with the labels of `idx` images, relative to the recipe.");

    private static readonly Setting<DataRecipe, string?> _labelsDataset = Text(
        "labels-dataset", data => data.LabelsDataset, "A data set of the catalogue with the labels of `idx` images.");

    private static readonly Setting<DataRecipe, string?> _format = new(
        "format", Kind.OneOf("csv", "tsv", "json-lines", "ts", "tsf", "idx")!, data => data.Format,
        "How the file is written, where name and content do not tell.")
    { DefaultNote = "found" };

    private static readonly Setting<DataRecipe, string?> _time = new(
        "time", Kind.Text!, data => data.Time, "The column with the timestamps.")
    { DefaultNote = "found" };

    private static readonly Setting<DataRecipe, IReadOnlyList<string>> _target = new(
        "target", Kind.Texts(allowsSingle: true), data => data.Targets,
        "The column that is predicted, or several. Of a forecast their past is an input; `regress` predicts the last value of a series.")
    { DefaultValue = [], DefaultNote = "required for `forecast`", Example = "target: load" };

    private static readonly Setting<DataRecipe, string?> _unit = Text(
        "unit", data => data.Unit, "The targets' unit, for tables and reports.");

    private static readonly Setting<DataRecipe, IReadOnlyList<string>> _pastCovariates = Texts(
        "past-covariates", data => data.PastCovariates,
        "Further columns whose past a forecast sees. Their future is not known, so such a recipe cannot forecast beyond its horizon.");

    private static readonly Setting<DataRecipe, IReadOnlyList<string>> _futureCovariates = Texts(
        "future-covariates", data => data.FutureCovariates,
        "Columns that are known in advance, as prices and plans are. A forecast needs their values for the rows ahead: rows at the end "
        + "of the file without a target.");

    private static readonly Setting<DataRecipe, IReadOnlyList<string>> _staticCovariates = Texts(
        "static-covariates", data => data.StaticCovariates,
        "Columns that do not change over a series: age, place. Given at each step, scaled; of texts a column for each that the training "
        + "part has.");

    private static readonly Setting<DataRecipe, IReadOnlyList<string>> _channels = new(
        "channels", Kind.Texts(), data => data.Channels, "The columns that a task on whole sequences sees.")
    { DefaultValue = [], DefaultNote = "all numbers" };

    private static readonly Setting<DataRecipe, IReadOnlyList<string>> _categories = Texts(
        "categories", data => data.Categories,
        "Which of these columns hold texts; the steps `one-hot` and `embedding-codes` make numbers of them, which are known in advance "
        + "where the column is.");

    private static readonly Setting<DataRecipe, IReadOnlyList<string>> _id = new(
        "id", Kind.Texts(allowsSingle: true), data => data.Id,
        "The column that tells series apart, or several that do so together. One network learns from all series.")
    { DefaultValue = [], DefaultNote = "—", Example = "id: shop" };

    private static readonly Setting<DataRecipe, string?> _class = Text(
        "class", data => data.Class, "The column with the class of each series (`classify`); `.ts` and `idx` tell it themselves.");

    private static readonly Setting<DataRecipe, char?> _delimiter = new(
        "delimiter", _delimiters, data => data.Cells.Delimiter, "The character between cells.")
    { DefaultNote = "found" };

    private static readonly Setting<DataRecipe, int?> _skipLines = new(
        "skip-lines", Kind.Optional(Kind.Integer(0)), data => data.Cells.SkipLines,
        "Lines before the header: a title, the name of a station, empty ones.")
    { DefaultNote = "found" };

    private static readonly Setting<DataRecipe, char?> _decimal = new(
        "decimal", _decimals, data => data.Cells.Decimal, "The decimal separator.")
    { DefaultNote = "found" };

    private static readonly Setting<DataRecipe, string?> _dateFormat = new(
        "date-format", Kind.Text!, data => data.Cells.DateFormat, "How dates are written, as a .NET format: `dd.MM.yyyy HH:mm`; numbers: `unix-s`, `unix-ms`, `excel` (days of a spreadsheet), "
        + "`excel-1904`.")
    { DefaultNote = "found" };

    private static readonly Setting<DataRecipe, string?> _timeZone = Text(
        "time-zone", data => data.Cells.TimeZone,
        "Time zone of the series, `Europe/Berlin`: stamps without an offset are its local times, calendar and seasons go by it, and "
        + "stamps that come out carry their offset.");

    private static readonly Setting<DataRecipe, string?> _encoding = new(
        "encoding", Kind.Text!, data => data.Cells.Encoding, "The text's encoding, `utf-8`, `utf-16` or `latin1`.")
    { DefaultNote = "found" };

    private static readonly Setting<DataRecipe, string?> _variable = Text(
        "variable", data => data.Cells.Variable,
        "Where each row is one measurement: the column with the name of what was measured. Together with `value`.");

    private static readonly Setting<DataRecipe, string?> _value = Text(
        "value", data => data.Cells.Value, "The column with what was measured.");

    private static readonly Setting<DataRecipe, IReadOnlyList<string>> _missing = new(
        "missing", Kind.Texts(allowsSingle: true), data => data.Cells.Missing,
        "Texts that stand for a missing value, besides the empty cell.")
    { DefaultValue = [], DefaultNote = "the usual ones" };

    private static readonly Setting<DataRecipe, bool> _sort = new(
        "sort", Kind.Flag, data => data.Cells.Sort, "Whether rows are put in the order of time; else disorder is an error.");

    private static readonly Setting<DataRecipe, string> _duplicates = new(
        "duplicate-timestamps", Kind.OneOf("refuse", "first", "last", "mean"), data => data.Cells.DuplicateTimestamps,
        "What becomes of rows with the same timestamp.")
    { DefaultValue = "refuse" };

    public static Section<DataRecipe> Section { get; } = new(
        [
            _dataset, _file, _database, _testDataset, _testFile, _labels, _labelsDataset, _format, _time, _target, _unit, _pastCovariates,
            _futureCovariates,
            _staticCovariates, _channels, _categories, _id, _class, _delimiter, _skipLines, _decimal, _dateFormat, _timeZone, _encoding,
            _variable, _value, _missing,
            _sort, _duplicates,
        ],
        Create);

    private static DataRecipe Create(SettingValues values) => new()
    {
        Dataset = values.Get(_dataset),
        File = values.Get(_file),
        Database = values.Get(_database),
        TestDataset = values.Get(_testDataset),
        TestFile = values.Get(_testFile),
        Labels = values.Get(_labels),
        LabelsDataset = values.Get(_labelsDataset),
        Format = values.Get(_format),
        Time = values.Get(_time),
        Targets = values.Get(_target),
        Unit = values.Get(_unit),
        PastCovariates = values.Get(_pastCovariates),
        FutureCovariates = values.Get(_futureCovariates),
        StaticCovariates = values.Get(_staticCovariates),
        Channels = values.Get(_channels),
        Categories = values.Get(_categories),
        Id = values.Get(_id),
        Class = values.Get(_class),
        Cells = new CellRecipe
        {
            Delimiter = values.Get(_delimiter),
            SkipLines = values.Get(_skipLines),
            Decimal = values.Get(_decimal),
            DateFormat = values.Get(_dateFormat),
            TimeZone = values.Get(_timeZone),
            Encoding = values.Get(_encoding),
            Variable = values.Get(_variable),
            Value = values.Get(_value),
            Missing = values.Get(_missing),
            Sort = values.Get(_sort),
            DuplicateTimestamps = values.Get(_duplicates),
        },
    };

    private static Setting<DataRecipe, string?> Text(string name, Func<DataRecipe, string?> get, string help) =>
        new(name, Kind.Text!, get, help);

    private static Setting<DataRecipe, IReadOnlyList<string>> Texts(
        string name, Func<DataRecipe, IReadOnlyList<string>> get, string help) =>
        new(name, Kind.Texts(), get, help) { DefaultValue = [] };
}
