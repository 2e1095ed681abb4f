using Unroll.Series.Preparing;

namespace Unroll.Tasks.Recipes;

/// <summary>Reads section prepare of a recipe.</summary>
internal static class PrepareSection
{
    public static PrepareRecipe Read(RecipeSection section, string task)
    {
        if (section.Find("steps") is not null && (section.Find("missing") ?? section.Find("scale")) is { } shorthand)
        {
            throw shorthand.Error("the list of steps says everything in its order, so it takes the place of missing and scale. Add it there, for example - scale: standard.");
        }

        foreach (string name in (string[])["lags", "calendar", "holidays", "missing", "scale"])
        {
            if (task == "classify" && section.Find(name) is { } node)
            {
                throw node.Error(name is "missing" or "scale" or "lags"
                    ? $"belongs to task: forecast. Use the list of steps, for example steps: [{(name == "missing" ? "impute: forward" : name == "scale" ? "scale: standard" : "lag: 1")}]."
                    : "tells of the rows to be forecast, and belongs to task: forecast. Remove it.");
            }
        }

        return new PrepareRecipe
        {
            Steps = section.Find("steps") is { } steps ? StepSection.Read(steps, task) : [],
            Scale = section.Or("scale", node => node.OneOf(("standard", ScaleKind.Standard), ("min-max", ScaleKind.MinMax), ("none", ScaleKind.None)), ScaleKind.Standard),
            Missing = section.Or("missing", node => node.OneOf(("refuse", MissingKind.Refuse), ("forward", MissingKind.Forward)), MissingKind.Refuse),
            Lags = section.Find("lags")?.Items().Select(ReadLag).ToArray() ?? [],
            Calendar = section.Find("calendar")?.Items().Select(ReadCalendar).ToArray() ?? [],
            Holidays = section.Find("holidays") is { } holidays ? ReadHolidays(holidays.Section("prepare.holidays")) : null,
        };
    }

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
