using Unroll.Series.Preparing;

namespace Unroll.Tasks.Recipes;

/// <summary>Reads the sections of a recipe that tell about the data: data, prepare, window and split.</summary>
internal static class DataSections
{
    public static SplitRecipe DefaultSplit { get; } = new(SplitPart.OfShare(0.7), SplitPart.OfShare(0.15), SplitPart.OfShare(0.15));

    public static DataRecipe ReadData(RecipeSection section)
    {
        RecipeNode? dataset = section.Find("dataset"), file = section.Find("file");
        if (dataset is not null && file is not null)
        {
            throw file.Error("both dataset and file are given. Keep one of them.");
        }

        if (dataset is null && file is null)
        {
            throw section.Node.Error("the data have no source. Give dataset: NAME (of `unroll data list`) or file: series.csv.");
        }

        string target = section.Need("target", "target: load").Text();
        List<string> columns = [];
        foreach (RecipeNode item in section.Find("columns")?.Items() ?? [])
        {
            string column = item.Text();
            if (column == target || columns.Contains(column))
            {
                throw item.Error(column == target ? $"{column} is the target, whose past is an input anyway. Remove it." : $"{column} is listed twice.");
            }

            columns.Add(column);
        }

        return new DataRecipe
        {
            Dataset = dataset?.Text(),
            File = file?.Text(),
            Time = section.Find("time")?.Text(),
            Target = target,
            Unit = section.Find("unit")?.Text(),
            Columns = columns,
        };
    }

    public static PrepareRecipe ReadPrepare(RecipeSection section) => new()
    {
        Scale = section.Or("scale", node => node.OneOf(("standard", ScaleKind.Standard), ("min-max", ScaleKind.MinMax), ("none", ScaleKind.None)), ScaleKind.Standard),
        Missing = section.Or("missing", node => node.OneOf(("refuse", MissingKind.Refuse), ("forward", MissingKind.Forward)), MissingKind.Refuse),
        Lags = section.Find("lags")?.Items().Select(ReadLag).ToArray() ?? [],
        Calendar = section.Find("calendar")?.Items().Select(ReadCalendar).ToArray() ?? [],
        Holidays = section.Find("holidays") is { } holidays ? ReadHolidays(holidays.Section("prepare.holidays")) : null,
    };

    public static WindowRecipe ReadWindow(RecipeSection section) =>
        new(section.Need("length", "length: 30").Integer(1), section.Or("horizon", node => node.Integer(1), 1));

    public static SplitRecipe ReadSplit(RecipeSection section)
    {
        RecipeNode[] nodes =
        [
            section.Need("train", "train: 2006..2015 or train: 0.8"),
            section.Need("validation", "validation: 2016 or validation: 0.1"),
            section.Need("test", "test: 2017 or test: 0.1"),
        ];
        SplitPart[] parts = [.. nodes.Select(ReadPart)];
        double shares = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Share.HasValue != parts[0].Share.HasValue)
            {
                throw nodes[i].Error("shares and ranges of time cannot be mixed. Give all three parts in the same way.");
            }

            shares += parts[i].Share ?? 0;
            if (parts[i].Share is null && i > 0 && parts[i].First <= parts[i - 1].Last)
            {
                throw nodes[i].Error($"{parts[i]} begins before {parts[i - 1]} has ended. The order of time is train, validation, test.");
            }
        }

        return shares <= 1 + 1e-9
            ? new SplitRecipe(parts[0], parts[1], parts[2])
            : throw section.Node.Error(FormattableString.Invariant($"the shares add up to {shares:0.###}, and may not exceed 1."));
    }

    private static SplitPart ReadPart(RecipeNode node) => SplitPart.TryParse(node.Text(), out SplitPart? part) && part is not null
        ? part
        : throw node.Error(
            $"expected a year (2016), years (2006..2015), dates (2016-01-01..2016-06-30) or a share (0.8), the first not after the last, but got {node.Describe()}.");

    private static LagRecipe ReadLag(RecipeNode item)
    {
        RecipeSection section = item.Section("prepare.lags[]");
        string column = section.Need("column", "column: load").Text();
        RecipeNode steps = section.Need("steps", "steps: [7]");
        int[] numbers = steps.IsList ? [.. steps.Items().Select(step => step.Integer(1))] : [steps.Integer(1)];
        return numbers.Length == 0 || numbers.Distinct().Count() != numbers.Length
            ? throw steps.Error("expected different whole numbers, at least one, for example [1, 7].")
            : new LagRecipe(column, numbers);
    }

    private static CalendarRecipe ReadCalendar(RecipeNode item)
    {
        RecipeSection section = item.Section("prepare.calendar[]");
        CalendarUnit unit = section.Need("feature", "feature: day-of-week").OneOf(
            ("day-of-week", CalendarUnit.DayOfWeek), ("day-of-year", CalendarUnit.DayOfYear), ("month", CalendarUnit.Month), ("hour", CalendarUnit.Hour));
        CalendarEncodingKind encoding = section.Or(
            "encoding", node => node.OneOf(("cyclic", CalendarEncodingKind.Cyclic), ("one-hot", CalendarEncodingKind.OneHot)), CalendarEncodingKind.Cyclic);
        RecipeNode? harmonics = section.Find("harmonics");
        if (encoding == CalendarEncodingKind.OneHot)
        {
            if (harmonics is not null)
            {
                throw harmonics.Error("harmonics belong to the cyclic encoding. Remove them, or use encoding: cyclic.");
            }

            if (unit == CalendarUnit.DayOfYear)
            {
                throw item.Error("day-of-year has no one-hot encoding, which would make 366 columns. Use encoding: cyclic with some harmonics.");
            }
        }

        return new CalendarRecipe(unit, encoding, harmonics?.Integer(1, 100) ?? 1);
    }

    private static HolidayRecipe ReadHolidays(RecipeSection section)
    {
        RecipeNode? country = section.Find("country"), file = section.Find("file");
        if ((country is null) == (file is null))
        {
            throw section.Node.Error("give either country: germany or file: holidays.csv.");
        }

        if (file is not null && section.Find("regional") is { } regional)
        {
            throw regional.Error("a file gives each holiday its own weight. Remove regional.");
        }

        HolidayRecipe defaults = new();
        return new HolidayRecipe
        {
            Country = country?.OneOf(("germany", "germany")),
            File = file?.Text(),
            Regional = section.Find("regional") is { } weight ? ReadRegional(weight) : null,
            Around = section.Or("around", node => node.Integer(0, 31), defaults.Around),
            YearEnd = section.Or("year-end", node => node.Flag(), defaults.YearEnd),
        };
    }

    private static double? ReadRegional(RecipeNode node) => node.Describe() == "population"
        ? null
        : node.Number(x => x is >= 0 and <= 1, "population or a number from 0 to 1");
}
