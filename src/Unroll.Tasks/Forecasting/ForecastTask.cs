using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>The task of forecasting: the next values of a series from those before.</summary>
public sealed class ForecastTask : LearningTask
{
    private ForecastTask()
    {
    }

    /// <summary>The task.</summary>
    public static ForecastTask Instance { get; } = new();

    /// <summary>Lookback and horizon of the windows: section <c>window</c> of a recipe.</summary>
    public static Setting<Recipe, WindowRecipe> Window { get; } = new(
        "window", WindowRecipe.Section, recipe => recipe.Section(Window!), "How much the network sees, and forecasts at once.")
    { IsRequired = true, Example = "window: {length: 30}" };

    /// <summary>Rows in a season: key <c>season</c> of a recipe.</summary>
    public static Setting<Recipe, int?> Season { get; } = new(
        "season", Kind.Optional(Kind.Integer(1, LongestSeason)), recipe => recipe.Section(Season!),
        "Rows in a season, for the seasonal-naive forecast and the MASE.")
    { DefaultNote = "from the interval; of numbered rows found in the training part" };

    /// <summary>The forecast origins of the evaluation by the calendar: section <c>origins</c> of a recipe.</summary>
    public static Setting<Recipe, OriginsRecipe?> Origins { get; } = new(
        "origins", OriginsRecipe.Section!, recipe => recipe.Section(Origins!),
        "The test windows by the place of their last input row in the calendar, local time: twelve months from each December.")
    { DefaultNote = "all windows", Example = "origins: {month: december}" };

    /// <summary>Prediction intervals: section <c>intervals</c> of a recipe.</summary>
    public static Setting<Recipe, IntervalRecipe> Intervals { get; } = new(
        "intervals", IntervalRecipe.Section, recipe => recipe.Section(Intervals!),
        "The prediction intervals, calibrated on the validation part for each step ahead: see [evaluation](evaluation.md).")
    { DefaultValue = new IntervalRecipe(), DefaultNote = "80 and 95 %" };

    /// <summary>The forecasts that <c>predictions.csv</c> holds: key <c>predictions</c> of a recipe.</summary>
    public static Setting<Recipe, PredictionsRecipe> Predictions { get; } = new(
        "predictions", PredictionsKind.Instance, recipe => recipe.Section(Predictions!),
        "Which forecasts `predictions.csv` holds; `limited` takes every so many origins where there are more than 500,000 rows.")
    { Example = "predictions: {stride: 24}" };

    /// <summary>Seasons have numbers for each of their rows; a year of seconds is shorter.</summary>
    private const int LongestSeason = 50_000_000;

    /// <summary>More steps than that say nothing, and take for ever.</summary>
    private const int LongestHorizon = 1_000_000;

    /// <summary>More paths than that fill the memory.</summary>
    private const int MostSamples = 100_000;

    /// <summary>The forecasting horizon.</summary>
    public static Setting<LearnedForecast, int?> Horizon { get; } = new(
        "horizon", Kind.Optional(Kind.Integer(1, LongestHorizon)), _ => null,
        "Steps to forecast; those beyond the network's horizon are forecast from the forecasts before.")
    { DefaultNote = "the network's horizon" };

    /// <summary>The number of sampled paths.</summary>
    public static Setting<LearnedForecast, int?> Samples { get; } = new(
        "samples", Kind.Optional(Kind.Integer(1, MostSamples)), _ => null,
        "Paths to draw by chance from the forecast distributions, in place of the forecast; the loss must be that of a distribution.")
    { DefaultNote = "the forecast itself" };

    /// <summary>The seed of sampled paths.</summary>
    public static Setting<LearnedForecast, int> SampleSeed { get; } = new(
        "seed", Kind.Integer(0), _ => 1, "Seed of the paths that are drawn: the same seed gives the same paths.")
    { DefaultValue = 1 };

    /// <summary>The task's entry in the catalogue.</summary>
    public static Entry<LearningTask> Entry { get; } = new(
        "forecast", typeof(ForecastTask), "Forecasts the next values of a series from those before.", [], _ => Instance);

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> Sections => [Window, Origins, Season, Intervals, Predictions];

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> MemberSections => [Window];

    /// <inheritdoc/>
    internal override IReadOnlyList<ClassicalCatalogue> ClassicalModels => [ClassicalCatalogue.Forecasts, ClassicalCatalogue.Regressions];

    /// <inheritdoc/>
    internal override void CheckClassical(Recipe recipe, string field, ClassicalModel model) =>
        ForecastChecks.CheckClassical(recipe, field, model);

    /// <inheritdoc/>
    public override string DefaultSplitName => "time";

    /// <inheritdoc/>
    public override bool CanRefit => true;

    /// <inheritdoc/>
    public override bool TestContinuesSeries => true;

    /// <inheritdoc/>
    public override string SectionHint => ". A forecast has window: {length: …}";

    /// <inheritdoc/>
    public override string CommandSummary => "Forecast what comes after the end of a file";

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> PredictionSettings => [Horizon, Samples, SampleSeed];

    /// <inheritdoc/>
    public override void Check(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ForecastChecks.Check(recipe);
    }

    /// <inheritdoc/>
    public override IEnumerable<TaskPlan> Plan(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ForecastPlan.Of(recipe, data.Series, data.Test);
    }

    /// <inheritdoc/>
    public override TaskPlan PlanAll(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ForecastPlan.OfAll(recipe, data.Series, data.Test);
    }

    /// <inheritdoc/>
    public override LearnedTask Restore(Recipe recipe, JsonObject state) => LearnedForecast.FromJson(recipe, state);

    /// <inheritdoc/>
    protected override string LinearModel => "a linear model (nlinear, or flatten and dense)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LikelyCauses(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. base.LikelyCauses(run), .. ForecastCauses.Of(run)];
    }

    /// <inheritdoc/>
    public override WrittenPredictions? Written(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        PredictionList[] parts = [.. new[] { run.Validation, run.Test }.OfType<ForecastEvaluation>().Select(part => part.Columnar)];
        int targets = run.Recipe.Data.Targets.Count;
        long all = targets * parts.Sum(part => (long)part.Count);
        int stride = run.Recipe.Section(Predictions).StrideOf(all, ((LearnedForecast)run.Learned).SeasonalPeriod);
        return stride == 1
            ? null : new WrittenPredictions(stride, stride == 0 ? 0 : targets * parts.Sum(part => part.CountEvery(stride)), all);
    }

    /// <inheritdoc/>
    public override string Subject(TrainingRun run) => ForecastReport.Subject(run);

    /// <inheritdoc/>
    public override IReadOnlyList<ReportSection> Report(TrainingRun run) => ForecastReport.Of(run);

    /// <summary>The windows' layout.</summary>
    internal static WindowLayout LayoutOf(Recipe recipe) => recipe.Section(Window).Layout with
    {
        FutureCovariatesAsInput = RecipeGraph.Mentions(recipe, RecipeGraph.FutureName) || IsSequenceToSequence(recipe),
    };

    /// <summary>The layout of the windows of a part.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="part"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
    internal static WindowLayout LayoutOf(Recipe recipe, string part)
    {
        WindowRecipe window = recipe.Section(Window);
        OriginsRecipe? origins = recipe.Section(Origins);
        return part switch
        {
            "test" => LayoutOf(recipe) with { Stride = window.TestStride ?? window.Stride, Origins = origins?.Calendar },
            "validation" when origins is { Validation: true } => LayoutOf(recipe) with { Origins = origins.Calendar },
            _ => LayoutOf(recipe),
        };
    }

    /// <summary>The layout of the windows that a network is given: of a recursive forecast, those of one row ahead.</summary>
    internal static WindowLayout NetworkLayoutOf(Recipe recipe) => IsRecursive(recipe)
        ? LayoutOf(recipe) with { Horizon = 1 }
        : LayoutOf(recipe);

    /// <summary>Whether a network of one row goes on from its own forecasts.</summary>
    internal static bool IsRecursive(Recipe recipe) => recipe.Section(Window).Strategy == ForecastStrategy.Recursive;

    /// <summary>Whether each row of the horizon has a network of its own.</summary>
    internal static bool IsDirectEach(Recipe recipe) => recipe.Section(Window).Strategy == ForecastStrategy.DirectEach;

    /// <summary>Whether a decoder writes the horizon.</summary>
    internal static bool IsSequenceToSequence(Recipe recipe) => recipe.Section(Window).Strategy == ForecastStrategy.SequenceToSequence;

    /// <summary>The options of a forecast's preparation.</summary>
    internal static PreparationOptions PreparationOptionsOf(Recipe recipe) => new()
    {
        Use = SeriesUse.Continued,
        Columns = recipe.Data.Columns,
        Targets = recipe.Data.Targets,
        FutureCovariates = recipe.Data.FutureCovariates,
        ExcludedStaticCovariates = recipe.EffectiveSplit is GroupedSplit { Group: { } group } ? [group] : [],
    };
}
