using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Proposals;

/// <summary>The recipe of a forecast.</summary>
internal static class ForecastProposal
{
    private const int LongestWindow = 336;
    private const int PlainWindow = 32;
    private const int WindowsOfASeries = 6;
    private const int DaysOfTwoYears = 730;
    private const int InputsNamed = 8;
    private const long RowsTried = 2_000_000;
    private const int FewestWindows = 5;
    private const int MostSkipped = 3;

    /// <summary>The recipe.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="source">The file.</param>
    /// <param name="target">The target column.</param>
    /// <param name="data">How the file is read.</param>
    public static ProposedRecipe Create(string name, ProposalSource source, ColumnProfile target, DataRecipe data)
    {
        int length = WindowLength(target, source.Profile.ShortestLength);
        bool isLarge = source.Profile.Rows > RowsTried;
        ProposedRecipe? proposed = null;
        foreach (PreparationProposal preparation in PreparationProposal.ForForecast(source, target, length))
        {
            proposed = Create(name, source, target, data, preparation);
            if (!preparation.LeavesOut || (!isLarge && LeavesEnough(proposed.Recipe, source.Set)))
            {
                break;
            }
        }

        return proposed!;
    }

    /// <summary>Whether a recipe that leaves windows out leaves some in each part, and a good share of them.</summary>
    private static bool LeavesEnough(Recipe recipe, SeriesSet set)
    {
        try
        {
            return ForecastPlan.Of(recipe, set).All(
                plan => plan.Windows.All(
                    part => part.Value.Count >= FewestWindows && part.Value.SkippedCount <= MostSkipped * part.Value.Count));
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static ProposedRecipe Create(
        string name, ProposalSource source, ColumnProfile target, DataRecipe data, PreparationProposal preparation)
    {
        string[] others = [
            .. source.Profile.Columns.Where(column => column != target && !column.IsStatic && RecipeProposal.IsMeasured(column))
                .Select(column => YamlFormatter.Scalar(column.Name))];
        string more = others.Length > InputsNamed ? ", …" : "";
        JsonObject[] steps = [.. preparation.Steps, .. Calendar(source.Profile.Time)];
        Recipe recipe = new()
        {
            Name = name,
            Task = ForecastTask.Instance,
            Data = data with { Target = target.Name },
            Prepare = [.. steps.Select(Blocks.Step)],
            Split = new TimeSplit(SplitPart.OfShare(0.7), SplitPart.OfShare(0.15), SplitPart.OfShare(0.15)),
            Model = [Blocks.Layer("lstm", 32), Blocks.Layer("dense", 1)],
            Train = new TrainRecipe
            {
                Loss = Blocks.Loss("mean-absolute-error"),
                Optimizer = Blocks.Optimizer("adam"),
                LearningRate = 0.003f,
                Epochs = 40,
                Clipping = Blocks.Clipping("clip-norm", 1),
                EarlyStopping = new EarlyStoppingOptions { Patience = 8 },
            },
        };
        WindowRecipe window = new(WindowLength(target, source.Profile.ShortestLength))
        {
            SkipMissing = preparation.SkipsMissing,
            MaxGap = preparation.MaxGap
        };
        KeyValuePair<string, string>[] covariates = others.Length == 0
            ? []
            : [new("  target:",
                $"past-covariates: [{string.Join(", ", others.Take(InputsNamed))}{more}]   # whose past may help; forecasts then end at "
                + $"the horizon")];
        return new ProposedRecipe(recipe.With(ForecastTask.Window, window), steps, [.. preparation.Comments, .. covariates]);
    }

    /// <summary>
    /// The lookback: the shortest season several times over, so that the network sees it repeat (longer ones are in the calendar), and so
    /// few rows that each part of the series holds some windows.
    /// </summary>
    public static int WindowLength(ColumnProfile target, int rows)
    {
        int season = target.Seasons.Where(candidate => candidate.Period <= LongestWindow).Select(candidate => candidate.Period)
            .DefaultIfEmpty(0).Min();
        int wanted = season == 0 ? PlainWindow : season < 8 ? 4 * season : season <= 24 ? 2 * season : season;
        return Math.Clamp(wanted, 1, Math.Max(2, Math.Min(LongestWindow, rows / WindowsOfASeries)));
    }

    /// <summary>The calendar features at this step, where the file is long enough to fit them.</summary>
    private static IEnumerable<JsonObject> Calendar(TimeProfile time)
    {
        if (time is not { Step: { } step, First: { } first, Last: { } last })
        {
            yield break;
        }

        double days = (last - first).TotalDays;
        double stepDays = step.Span.TotalDays;
        if (step.Months == 0 && stepDays < 1 && days >= 3)
        {
            yield return Cyclic("hour");
        }

        if (step.Months == 0 && stepDays <= 1 && days >= 28)
        {
            yield return Blocks.StepJson("calendar", new JsonObject { ["feature"] = "day-of-week", ["encoding"] = "one-hot" });
        }

        if (step.Months == 0 && stepDays < 28 && days >= DaysOfTwoYears)
        {
            yield return Cyclic("day-of-year");
        }

        if ((step.Months is > 0 and < 12 || (step.Months == 0 && stepDays >= 28)) && days >= DaysOfTwoYears)
        {
            yield return Cyclic("month");
        }
    }

    private static JsonObject Cyclic(string feature) =>
        Blocks.StepJson("calendar", new JsonObject { ["feature"] = feature, ["encoding"] = "cyclic", ["harmonics"] = 2 });
}
