using Unroll.Series.Preparing;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// Reads the list prepare.steps of a recipe, and refuses steps that would tell the future where it is to be forecast. Each item is the name of a
/// step, a name with its main setting, or a name with a section.
/// </summary>
internal static partial class StepSection
{
    private const string Path = "prepare.steps[]";

    /// <summary>Reads the list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="task">The recipe's task.</param>
    public static IReadOnlyList<PreparingStep> Read(RecipeNode list, string task)
    {
        List<PreparingStep> steps = [];
        foreach (RecipeNode item in list.Items())
        {
            PreparingStep step = ReadStep(item, task);
            if (task == "forecast" && step.LooksAhead)
            {
                throw item.Error(
                    $"the step {step.Name} looks at later rows as well, which are yet to come when a forecast is made: the network would be told the future. " +
                    $"Use {InsteadOf(step)}.");
            }

            if (task == "forecast" && step.ChangesRows && steps.Any(before => !before.ChangesRows))
            {
                throw item.Error($"the step {step.Name} changes the rows, so it comes before the steps that learn from them. Move it to the front.");
            }

            if (task == "forecast" && step is WindowFeatureStep)
            {
                throw item.Error(
                    $"the step {step.Name} leaves nothing of columns but what it tells of their windows, so there is no target to forecast. " +
                    "Use resample for fewer rows, or rolling for what is told of windows beside the target.");
            }

            if (task == "classify" && LearnsEachSeries(item))
            {
                throw item.Error(
                    $"the step {step.Name} would learn of each series of the training part apart, but those of the other parts, and any new one, are not among them. " +
                    $"{(step is DetrendStep ? "Use difference, or leave it out" : "Leave per-series out")}.");
            }

            steps.Add(step);
        }

        return steps.Count > 0 ? steps : throw list.Error("the list is empty. Name at least one step, or remove it; scale: none leaves values as they are.");
    }

    private static PreparingStep ReadStep(RecipeNode item, string task)
    {
        (string name, RecipeNode value) = Unfold(item);
        return name switch
        {
            "resample" => ReadResample(value),
            "window-features" => ReadWindowFeatures(value),
            "crop" => ReadCrop(value),
            "impute" => ReadImpute(value),
            "clip" => ReadClip(value),
            "detrend" => ReadDetrend(value),
            "difference" => ReadDifference(value),
            "log" => ReadLog(value),
            "power" => ReadPower(value),
            "scale" => ReadScale(value, task),
            "lag" => ReadLag(value),
            "rolling" => ReadRolling(value),
            "calendar" => ReadCalendarStep(value),
            "fourier" => ReadFourier(value),
            "holidays" => ReadHolidayStep(value),
            "business-time" => ReadBusinessTime(value),
            "one-hot" => ReadOneHot(value),
            _ => ReadEmbeddingCodes(value),
        };
    }

    private static bool LearnsEachSeries(RecipeNode item)
    {
        (string name, RecipeNode value) = Unfold(item);
        return name == "detrend" || (name is "impute" or "clip" or "power" && Flag(SectionOf(value, name), "per-series"));
    }

    /// <summary>An item is a name, or a section with one name.</summary>
    private static (string Name, RecipeNode Value) Unfold(RecipeNode item)
    {
        IReadOnlyList<string> known = RecipeKeys.NamesIn(Path);
        if (!item.IsSection)
        {
            return (item.OneOf([.. known.Select(name => (name, name))]), item);
        }

        RecipeSection section = item.Section(Path);
        return section.Names.Count == 1
            ? (section.Names[0], section.Field(section.Names[0]))
            : throw item.Error($"expected one step an item, but got {section.Names.Count}: {string.Join(", ", section.Names)}. Begin each with a dash of its own.");
    }

    private static string InsteadOf(PreparingStep step) => step switch
    {
        ImputeStep => "method: forward, seasonal or season-ago",
        ResampleStep => "upsample: forward",
        _ => "centred: false",
    };

    /// <summary>Makes a step, or says with its place in the recipe why it cannot be made.</summary>
    private static PreparingStep Make(RecipeNode node, Func<PreparingStep> create)
    {
        try
        {
            return create();
        }
        catch (InputException exception)
        {
            throw node.Error(exception.Message);
        }
    }

    /// <summary>The section of a step that is given as one; null where there is just its name or its main setting.</summary>
    private static RecipeSection? SectionOf(RecipeNode value, string name) => value.IsSection ? value.Section($"{Path}.{name}") : null;

    /// <summary>Whether just the name of the step is given.</summary>
    private static bool IsBare(RecipeNode value, string name) => value.IsEmpty || value.Describe() == name;

    private static string[]? Columns(RecipeSection? section) =>
        section?.Find("columns") is { } node ? TextsOf(node) : null;

    private static T Find<T>(RecipeSection? section, string name, Func<RecipeNode, T> read, T otherwise) => section is null ? otherwise : section.Or(name, read, otherwise);

    private static bool Flag(RecipeSection? section, string name) => Find(section, name, node => node.Flag(), false);

    private static int Whole(RecipeSection? section, string name) => Find(section, name, node => node.Integer(1), 0);

    private static TimeSpan Span(RecipeSection? section, string name) => Find(section, name, node => node.Span(), TimeSpan.Zero);

    private static Statistic ReadStatistic(RecipeNode node) => node.OneOf(
        ("mean", Statistic.Mean),
        ("std", Statistic.StandardDeviation),
        ("min", Statistic.Minimum),
        ("max", Statistic.Maximum),
        ("sum", Statistic.Sum),
        ("median", Statistic.Median),
        ("first", Statistic.First),
        ("last", Statistic.Last),
        ("count", Statistic.Count),
        ("slope", Statistic.Slope));

    private static IReadOnlyList<Statistic>? ReadStatistics(RecipeSection? section) => section?.Find("statistics") is { } node
        ? node.IsList ? [.. node.Items().Select(ReadStatistic)] : [ReadStatistic(node)]
        : null;
}
