using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>The settings of section <c>data</c> of a recipe.</summary>
internal static class DataSettings
{
    private static readonly ValueKind<char?> _delimiters = Kind.Optional(Kind.Choice(
        ("comma", ','), ("semicolon", ';'), ("tab", '\t'), ("pipe", '|'), ("space", ' '), (",", ','), (";", ';'), ("|", '|')));

    private static readonly ValueKind<char?> _decimals = Kind.Optional(Kind.Choice(("point", '.'), ("comma", ','), (".", '.'), (",", ',')));

    public static Section<DataRecipe> Section { get; } = new SectionBuilder<DataRecipe>(new())
        .AddText("dataset", data => data.Dataset, (data, value) => data with { Dataset = value },
            "A data set of the catalogue (`unroll data list`). Either this, `file`, `folder` or `database`.")
        .AddText("file", data => data.File, (data, value) => data with { File = value },
            "A file, relative to the recipe, of any format of [reading](reading.md). `--data FILE` takes the place of any source.")
        .AddText("folder", data => data.Folder, (data, value) => data with { Folder = value },
            "A folder of files that are a series each, or a glob (`recordings/*.wav`), relative to the recipe.")
        .AddText("name", data => data.Names, (data, value) => data with { Names = value },
            "What the names of such files tell: `\"{digit}_{speaker}_{index}\"` finds fields for `class`, `target`, `static-covariates` "
            + "and `split.group`, `\"{class}/*\"` the folder that a file is in.")
        .AddText("path", data => data.Path, (data, value) => data with { Path = value },
            "Where `file` is a list of such files: its column with their paths, relative to the list.")
        .AddOptional("database", DatabaseRecipe.Section, data => data.Database, (data, value) => data with { Database = value },
            "A query of a database.")
        .AddText("test-dataset", data => data.TestDataset, (data, value) => data with { TestDataset = value },
            "A data set of the catalogue with the test part: further series of tasks on whole sequences; of a forecast, the rows that "
            + "follow each series.")
        .AddText("test-file", data => data.TestFile, (data, value) => data with { TestFile = value },
            "A file with the test part, relative to the recipe: further series of tasks on whole sequences; of a forecast, the rows that "
            + "follow each series, which is known by its id.")
        .AddText("validation-file", data => data.ValidationFile, (data, value) => data with { ValidationFile = value },
            "A file with the validation part of a task on whole sequences, relative to the recipe: `file` is then all trained on, unless "
            + "`split` takes a test part of it.")
        .AddText("validation-dataset", data => data.ValidationDataset, (data, value) => data with { ValidationDataset = value },
            "A data set of the catalogue with the validation part of a task on whole sequences.")
        .AddText("target-file", data => data.TargetFile, (data, value) => data with { TargetFile = value },
            "Of `translate`: a file with what each line of `file` is translated to, relative to the recipe.")
        .AddText("target-dataset", data => data.TargetDataset, (data, value) => data with { TargetDataset = value },
            "Of `translate`: a data set of the catalogue with what each line of the data is translated to.")
        .AddText("validation-target-file", data => data.ValidationTargetFile,
            (data, value) => data with { ValidationTargetFile = value },
            "What each line of the validation part is translated to: a file, relative to the recipe.")
        .AddText("validation-target-dataset", data => data.ValidationTargetDataset,
            (data, value) => data with { ValidationTargetDataset = value },
            "What each line of the validation part is translated to: a data set of the catalogue.")
        .AddText("test-target-file", data => data.TestTargetFile, (data, value) => data with { TestTargetFile = value },
            "What each line of the test part is translated to: a file, relative to the recipe.")
        .AddText("test-target-dataset", data => data.TestTargetDataset, (data, value) => data with { TestTargetDataset = value },
            "What each line of the test part is translated to: a data set of the catalogue.")
        .AddText("labels", data => data.Labels, (data, value) => data with { Labels = value },
            "A file with the labels of `idx` images, relative to the recipe.")
        .AddText("labels-dataset", data => data.LabelsDataset, (data, value) => data with { LabelsDataset = value },
            "A data set of the catalogue with the labels of `idx` images.")
        .AddText("test-labels", data => data.TestLabels, (data, value) => data with { TestLabels = value },
            "A file with the labels of the `idx` images of `test-file`, relative to the recipe.")
        .AddText("test-labels-dataset", data => data.TestLabelsDataset, (data, value) => data with { TestLabelsDataset = value },
            "A data set of the catalogue with the labels of the `idx` images of the test part.")
        .AddOptional("format", Kind.OneOf("csv", "tsv", "json-lines", "ts", "tsf", "idx", "lines", "text", "conll"), data => data.Format,
            (data, value) => data with { Format = value },
            "How the file is written, where name and content do not tell: `lines` has a text a line, `text` is one running text, "
            + "`conll` a word a line and an empty line between sentences.",
            note: "found")
        .AddText("time", data => data.Time, (data, value) => data with { Time = value },
            "The column with the timestamps, or with the numbers of rows (`time_idx`: 0, 1, 2).", note: "found")
        .Add("target", Kind.Texts(allowsSingle: true), data => data.Targets, (data, value) => data with { Targets = value },
            "The column that is predicted, or several. Of a forecast their past is an input; `regress` predicts the last value of a "
            + "series; of `classify`, columns of 0 and 1, one for each of several labels.", note: "required for "
                + "`forecast`", example: "target: load")
        .AddText("unit", data => data.Unit, (data, value) => data with { Unit = value }, "The targets' unit, for tables and reports.")
        .Add("past-covariates", Kind.Texts(), data => data.PastCovariates, (data, value) => data with { PastCovariates = value },
            "Further columns whose past a forecast sees. Their future is not known, so such a recipe cannot forecast beyond its horizon.")
        .Add("future-covariates", Kind.Texts(), data => data.FutureCovariates, (data, value) => data with { FutureCovariates = value },
            "Columns that are known in advance, as prices and plans are. A forecast needs their values for the rows ahead: rows at the "
            + "end of the file without a target.")
        .Add("static-covariates", Kind.Texts(), data => data.StaticCovariates, (data, value) => data with { StaticCovariates = value },
            "Columns that do not change over a series: age, place. Given at each step, scaled; of texts a column for each that the "
            + "training part has.")
        .Add("channels", Kind.Texts(), data => data.Channels, (data, value) => data with { Channels = value },
            "The columns that a task on whole sequences sees.", note: "all numbers but one that counts the rows")
        .Add("text", Kind.Texts(allowsSingle: true), data => data.Texts, (data, value) => data with { Texts = value },
            "The column of texts of a table with a text a row, which the step `tokenize` makes a sequence of; `text` itself for a file of "
            + "lines (`format: lines`).", note: "—", example: "text: question")
        .Add("categories", Kind.Texts(), data => data.Categories, (data, value) => data with { Categories = value },
            "Which of these columns hold texts; the steps `one-hot` and `embedding-codes` make numbers of them, which are known in "
            + "advance where the column is.")
        .Add("id", Kind.Texts(allowsSingle: true), data => data.Id, (data, value) => data with { Id = value },
            "The column that tells series apart, or several that do so together. One network learns from all series.", note: "—",
            example: "id: shop")
        .AddText("class", data => data.Class, (data, value) => data with { Class = value },
            "The column with the class of each series (`classify`); `.ts` and `idx` tell it themselves.")
        .AddText("class-separator", data => data.ClassSeparator, (data, value) => data with { ClassSeparator = value },
            "What stands between the labels of a series in the column `class`, where it may have several at once, or none: `;`. Columns of "
            + "0 and 1, one for each label, are named in `target` instead.")
        .Add("delimiter", _delimiters, data => data.Cells.Delimiter,
            (data, value) => data with { Cells = data.Cells with { Delimiter = value } },
            "The character between cells; `space` for runs of blanks.", note: "found")
        .Add("skip-lines", Kind.Optional(Kind.Integer(0)), data => data.Cells.SkipLines,
            (data, value) => data with { Cells = data.Cells with { SkipLines = value } },
            "Lines before the header: a title, the name of a station, empty ones.", note: "found")
        .Add("skip-lines-end", Kind.Optional(Kind.Integer(0)), data => data.Cells.SkipLinesEnd,
            (data, value) => data with { Cells = data.Cells with { SkipLinesEnd = value } },
            "Lines behind the last row: a total, the source, notes, empty ones.", note: "found")
        .Add("orient", Kind.Choice(("times-in-rows", false), ("series-in-rows", true)), data => data.Cells.SeriesInRows,
            (data, value) => data with { Cells = data.Cells with { SeriesInRows = value } },
            "What a row of the table is: a time, or a whole series (`series-in-rows`), whose dates or numbers are the names of the columns."
            + " Its values are then the column `value`.")
        .Add("decimal", _decimals, data => data.Cells.Decimal, (data, value) => data with { Cells = data.Cells with { Decimal = value } },
            "The decimal separator.", note: "found")
        .AddText("date-format", data => data.Cells.DateFormat,
            (data, value) => data with { Cells = data.Cells with { DateFormat = value } },
            "How dates are written, as a .NET format: `dd.MM.yyyy HH:mm`; numbers: `unix-s`, `unix-ms`, `excel` (days of a "
            + "spreadsheet), `excel-1904`, `row-number`.", note: "found")
        .AddText("time-zone", data => data.Cells.TimeZone, (data, value) => data with { Cells = data.Cells with { TimeZone = value } },
            "Time zone of the series, `Europe/Berlin`: stamps without an offset are its local times, calendar and seasons go by it, and "
            + "stamps that come out carry their offset.")
        .AddText("encoding", data => data.Cells.Encoding, (data, value) => data with { Cells = data.Cells with { Encoding = value } },
            "The text's encoding, `utf-8`, `utf-16`, `latin1`, `shift_jis`, `gbk` and so on.", note: "found")
        .AddText("variable", data => data.Cells.Variable, (data, value) => data with { Cells = data.Cells with { Variable = value } },
            "Where each row is one measurement: the column with the name of what was measured. Together with `value`.")
        .AddText("value", data => data.Cells.Value, (data, value) => data with { Cells = data.Cells with { Value = value } },
            "The column with what was measured.")
        .Add("missing", Kind.Texts(allowsSingle: true), data => data.Cells.Missing,
            (data, value) => data with { Cells = data.Cells with { Missing = value } },
            "Texts and numbers that stand for a missing value, besides the empty cell: `[-999, n.d.]`. Numbers alone stand beside the "
            + "usual texts, a text takes their place. A number counts however it is written.", note: "the usual ones")
        .Add("sort", Kind.Flag, data => data.Cells.Sort, (data, value) => data with { Cells = data.Cells with { Sort = value } },
            "Whether rows are put in the order of time; else disorder is an error.")
        .Add("duplicate-timestamps", Kind.OneOf("refuse", "first", "last", "mean"), data => data.Cells.DuplicateTimestamps,
            (data, value) => data with { Cells = data.Cells with { DuplicateTimestamps = value } },
            "What becomes of rows with the same timestamp.")
        .Build();
}
