namespace Unroll.Tasks.Recipes;

/// <summary>Reads section data of a recipe.</summary>
internal static class DataSection
{
    private static readonly string[] _sources = ["dataset", "file", "postgres"];

    public static DataRecipe Read(RecipeSection section, string task)
    {
        RecipeNode[] sources = [.. _sources.Select(section.Find).OfType<RecipeNode>()];
        if (sources.Length != 1)
        {
            throw sources.Length > 1
                ? sources[1].Error($"both {Last(sources[0])} and {Last(sources[1])} are given. Keep one of them.")
                : section.Node.Error("the data have no source. Give dataset: NAME (of `unroll data list`), file: series.csv, or postgres: with query:.");
        }

        RequireTogether(section, "postgres", "query", "query: SELECT time, load FROM series ORDER BY time");
        RequireTogether(section, "query", "postgres", "postgres: postgres://localhost/energy");
        RequireTogether(section, "variable", "value", "value: measurement");
        RequireTogether(section, "value", "variable", "variable: sensor");
        if (section.Find("test-file") is { } testFile && section.Find("test-dataset") is not null)
        {
            throw testFile.Error("both test-file and test-dataset are given. Keep one of them.");
        }

        bool forecasts = task == "forecast";
        IReadOnlyList<string> targets = forecasts ? Texts(section.Need("target", "target: load")) : [];
        if (!forecasts && section.Find("target") is { } target)
        {
            throw target.Error("a classification has no target column. Name the column with the classes: class: NAME.");
        }

        if (forecasts && section.Find("class") is { } label)
        {
            throw label.Error("a forecast has no classes. Remove it, or set task: classify.");
        }

        foreach (string name in (string[])["test-file", "test-dataset"])
        {
            if (forecasts && section.Find(name) is { } test)
            {
                throw test.Error("belongs to task: classify. A forecast is tested on later rows of the same file (split.test), and on another file by `unroll evaluate RUN --data FILE`.");
            }
        }

        if (!forecasts && section.Find("known") is { } ahead)
        {
            throw ahead.Error("belongs to task: forecast. A whole series is known when it is classified: name such columns in data.columns.");
        }

        RefuseClassAsInput(section);
        HashSet<string> taken = new(targets, StringComparer.Ordinal);
        List<string> columns = Others(section, "columns", targets, taken);
        List<string> known = Known(section, targets, taken);
        string[] categories = section.Find("categories") is { } texts ? Texts(texts) : [];
        if (categories.FirstOrDefault(name => targets.Contains(name) || ((forecasts || columns.Count > 0) && !taken.Contains(name))) is { } stray)
        {
            throw section.Find("categories")!.Error(targets.Contains(stray)
                ? $"{stray} is to be forecast, so it holds numbers. Remove it."
                : $"{stray} is not among the columns that are read. Name it in data.columns{(forecasts ? " or data.known" : "")}, too.");
        }

        return new DataRecipe
        {
            Dataset = section.Find("dataset")?.Text(),
            File = section.Find("file")?.Text(),
            Postgres = section.Find("postgres")?.Text(),
            Query = section.Find("query")?.Text(),
            TestDataset = section.Find("test-dataset")?.Text(),
            TestFile = section.Find("test-file")?.Text(),
            Labels = section.Find("labels")?.Text(),
            LabelsDataset = section.Find("labels-dataset")?.Text(),
            Format = section.Find("format")?.OneOf(_formats),
            Time = section.Find("time")?.Text(),
            Targets = targets,
            Unit = section.Find("unit")?.Text(),
            Columns = columns,
            Known = known,
            Categories = categories,
            Id = section.Find("id")?.Text(),
            Statics = Others(section, "statics", targets, taken),
            Class = section.Find("class")?.Text(),
            Cells = ReadCells(section),
        };
    }

    private static readonly (string Name, string Value)[] _formats =
        [.. ((string[])["csv", "tsv", "json-lines", "ts", "tsf", "idx"]).Select(name => (name, name))];

    private static CellRecipe ReadCells(RecipeSection section) => new()
    {
        Delimiter = section.Find("delimiter") is { } delimiter ? Delimiter(delimiter) : null,
        SkipLines = section.Find("skip-lines")?.Integer(0),
        Decimal = section.Find("decimal")?.OneOf(("point", '.'), ("comma", ','), (".", '.'), (",", ',')),
        DateFormat = section.Find("date-format")?.Text(),
        TimeZone = section.Find("time-zone")?.Text(),
        Encoding = section.Find("encoding")?.Text(),
        Variable = section.Find("variable")?.Text(),
        Value = section.Find("value")?.Text(),
        Missing = section.Find("missing") is { } missing ? Texts(missing) : [],
        Sort = section.Or("sort", node => node.Flag(), false),
        Duplicates = section.Or("repeats", node => node.OneOf([.. ((string[])["refuse", "first", "last", "mean"]).Select(name => (name, name))]), "refuse"),
    };

    private static char Delimiter(RecipeNode node) => node.Text() switch
    {
        "comma" or "," => ',',
        "semicolon" or ";" => ';',
        "tab" or "\t" => '\t',
        "pipe" or "|" => '|',
        _ => throw node.Error($"expected comma, semicolon, tab or pipe, but got {node.Describe()}."),
    };

    /// <summary>The class of a series among what the network sees would be told to it.</summary>
    private static void RefuseClassAsInput(RecipeSection section)
    {
        string? label = section.Find("class")?.Text();
        foreach (RecipeNode item in ((string[])["columns", "statics", "categories"]).SelectMany(name => section.Find(name) switch
        {
            null => [],
            { IsList: true } list => list.Items(),
            var node => [node],
        }))
        {
            if (item.Text() == label)
            {
                throw item.Error($"{label} is the class that is to be told, so it cannot go in: the network would be given the answer. Remove it.");
            }
        }
    }

    /// <summary>Columns known in advance. A target among them would be told to the network at the very step that it is to forecast.</summary>
    private static List<string> Known(RecipeSection section, IReadOnlyList<string> targets, HashSet<string> taken)
    {
        foreach (RecipeNode item in section.Find("known")?.Items() ?? [])
        {
            if (targets.Contains(item.Text()))
            {
                throw item.Error(
                    $"{item.Text()} is to be forecast, so it cannot be known in advance: the network would be given the answer. Remove it; its past is an input anyway.");
            }
        }

        return Others(section, "known", targets, taken);
    }

    private static List<string> Others(RecipeSection section, string name, IReadOnlyList<string> targets, HashSet<string> taken)
    {
        List<string> columns = [];
        foreach (RecipeNode item in section.Find(name)?.Items() ?? [])
        {
            string column = item.Text();
            if (!taken.Add(column))
            {
                throw item.Error(targets.Contains(column) ? $"{column} is the target, whose past is an input anyway. Remove it." : $"{column} is listed twice.");
            }

            columns.Add(column);
        }

        return columns;
    }

    private static string[] Texts(RecipeNode node)
    {
        string[] texts = node.IsList ? [.. node.Items().Select(item => item.Text())] : [node.Text()];
        return texts.Length > 0 && texts.Distinct(StringComparer.Ordinal).Count() == texts.Length
            ? texts
            : throw node.Error(texts.Length == 0 ? "the list is empty. Name at least one." : "one is listed twice. Name each once.");
    }

    private static void RequireTogether(RecipeSection section, string key, string other, string example)
    {
        if (section.Find(key) is { } node && section.Find(other) is null)
        {
            throw node.Error($"needs {other} beside it, for example {example}");
        }
    }

    private static string Last(RecipeNode node) => node.Field[(node.Field.LastIndexOf('.') + 1)..];
}
