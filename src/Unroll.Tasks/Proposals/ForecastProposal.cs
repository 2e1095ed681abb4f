using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>The recipe of a forecast.</summary>
internal static class ForecastProposal
{
    private const int LongestWindow = 336;
    private const int PlainWindow = 32;
    private const double LaterShare = 0.15;
    private const int ShortWindow = 12;
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
    /// <param name="horizon">Rows of a forecast.</param>
    /// <param name="stop">Stops the trials.</param>
    /// <remarks>Where the data have a test file, it is not looked at.</remarks>
    public static ProposedRecipe Create(
        string name, ProposalSource source, ColumnProfile target, DataRecipe data, int horizon, CancellationToken stop)
    {
        int length = WindowLength(SeasonOf(source, target), source.Profile.ShortestLength);
        bool isLarge = source.Profile.Rows > RowsTried;
        ProposedRecipe? proposed = null;
        foreach (PreparationProposal preparation in PreparationProposal.ForForecast(source, target, length))
        {
            proposed = Create(name, source, target, data, preparation, horizon, stop);
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
            return ForecastPlan.Of(recipe with { Data = recipe.Data with { TestFile = null }, Split = Parts(null) }, set).All(
                plan => plan.Windows.All(
                    part => part.Value.Count >= FewestWindows && part.Value.SkippedCount <= MostSkipped * part.Value.Count));
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static ProposedRecipe Create(
        string name, ProposalSource source, ColumnProfile target, DataRecipe data, PreparationProposal preparation, int horizon,
        CancellationToken stop)
    {
        string[] others = [
            .. source.Profile.Columns.Where(column => column != target && !column.IsStatic && RecipeProposal.IsMeasured(column))
                .Select(column => YamlFormatter.Scalar(column.Name))];
        string more = others.Length > InputsNamed ? ", …" : "";
        (int shortest, int season) = (source.Profile.ShortestLength, SeasonOf(source, target));
        Recipe draft = new Recipe
        {
            Name = name,
            Task = ForecastTask.Instance,
            Data = data with { Target = target.Name },
            Split = Parts(data.TestFile),
        }.With(ForecastTask.Window, new WindowRecipe(1, horizon) { SkipMissing = preparation.SkipsMissing, MaxGap = preparation.MaxGap });
        if (source.Set[0].Frame.Time.IsNumbered && season > 1)
        {
            // No interval says what a season is.
            draft = draft.With(ForecastTask.Season, season);
        }

        ForecastCandidate start = new(draft, preparation.Steps, [], [], LinearLength(season, shortest), 0)
        {
            Scaling = Scaling(source),
            Windows = source.Profile.Rows,
        };
        JsonObject[] calendar = [.. Calendar(source.Profile.Time)];
        int length = WindowLength(season, shortest);
        int units = Units(source.Profile.Rows);
        ForecastChoice? choice = new ForecastSearch(source, target.Name, season, start, calendar, length, units, stop).Choose();
        ForecastCandidate candidate = choice?.Chosen.Candidate ?? start with { Calendar = calendar, Length = length, Units = units };
        KeyValuePair<string, string>[] covariates = others.Length == 0
            ? []
            : [new("  target:",
                $"past-covariates: [{string.Join(", ", others.Take(InputsNamed))}{more}]   # whose past may help; forecasts then end at "
                + $"the horizon")];
        return new ProposedRecipe(
            candidate.ToRecipe(isTrial: false), candidate.Steps, [.. preparation.Comments, .. choice?.Comments() ?? [], .. covariates]);
    }

    /// <summary>The split, with a test part where that has no file of its own.</summary>
    private static TimeSplit Parts(string? testFile) => testFile is null
        ? new(SplitPart.OfShare(0.7), SplitPart.OfShare(LaterShare), SplitPart.OfShare(LaterShare))
        : new(SplitPart.OfShare(1 - LaterShare), SplitPart.OfShare(LaterShare), SplitPart.None);

    /// <summary>Rows of the validation and of the test part.</summary>
    /// <param name="rows">Rows of a series.</param>
    internal static int RowsOfAPart(int rows) => (int)(LaterShare * rows);

    /// <summary>The units of a recurrent layer that so many rows can teach.</summary>
    private static int Units(long rows) => rows switch { < 300 => 8, < 2_000 => 16, < 20_000 => 32, _ => 64 };

    private static JsonObject Scaling(ProposalSource source) => source.Set.Count == 1
        ? Blocks.StepJson("scale", "standard")
        : Blocks.StepJson("scale", new JsonObject { ["method"] = "standard", ["per-series"] = true });

    /// <summary>The shortest season that fits into a window; 0 for none.</summary>
    internal static int SeasonOf(ProposalSource source, ColumnProfile target) =>
        ForecastSeason.Shortest(source.Characteristics.Of(target).Seasons);

    /// <summary>The rows that a linear model sees: a season and the row before it, or two short ones.</summary>
    private static int LinearLength(int season, int rows)
    {
        int wanted = season == 0 ? ShortWindow : Math.Max(ShortWindow, season < 8 ? (2 * season) + 1 : season + 1);
        return Math.Clamp(wanted, 1, Math.Max(2, Math.Min(LongestWindow + 1, rows / WindowsOfASeries)));
    }

    /// <summary>
    /// The lookback: the shortest season several times over, so that the network sees it repeat (longer ones are in the calendar), and so
    /// few rows that each part of the series holds some windows.
    /// </summary>
    private static int WindowLength(int season, int rows)
    {
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

        if (((step.Months == 0 && stepDays <= 1) || step.Days.AreOfWeek) && days >= 28)
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
