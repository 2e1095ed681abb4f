using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Regression;

/// <summary>
/// The task of regression on whole series: <c>task: regress</c>. The target of a series is the last known value of its target column.
/// </summary>
public sealed class RegressionTask : SequenceTask
{
    private RegressionTask()
    {
    }

    /// <summary>The task.</summary>
    public static RegressionTask Instance { get; } = new();

    /// <summary>Its entry in <see cref="LearningTask.Catalogue"/>.</summary>
    public static Entry<LearningTask> Entry { get; } =
        new("regress", typeof(RegressionTask), "Predicts a number of whole series.", [], _ => Instance);

    /// <summary>Prediction intervals: section <c>intervals</c> of a recipe.</summary>
    public static Setting<Recipe, IntervalRecipe> Intervals { get; } = new(
        "intervals", IntervalRecipe.SeriesSection, recipe => recipe.Section(Intervals!),
        "The prediction intervals, calibrated on the validation part: see [regression](regression.md#prediction-intervals).")
    { DefaultValue = new IntervalRecipe { Adaptive = false }, DefaultNote = "80 and 95 %" };

    /// <inheritdoc/>
    internal override IReadOnlyList<ClassicalCatalogue> ClassicalModels => [ClassicalCatalogue.Regressions];

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> Sections => [.. base.Sections, Intervals];

    /// <inheritdoc/>
    public override string CommandSummary => "Predict a number for each series in a file";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SplitNames => ["group", "order", "folds"];

    /// <inheritdoc/>
    protected internal override string UnknownTarget => "target";

    /// <inheritdoc/>
    public override void Check(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        NumberChecks.Check(recipe, "regression");
        if (recipe.Outputs.Count > 1 && recipe.Data.Targets.Count == 0)
        {
            throw recipe.Error("outputs", "each of several outputs predicts a target, but data.target names none. Name the columns there.");
        }

        base.Check(recipe);
    }

    /// <inheritdoc/>
    public override LearnedTask Restore(Recipe recipe, JsonObject state) => new LearnedRegression(recipe, state);

    /// <inheritdoc/>
    public override string Subject(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return RegressionReport.Subject(run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReportSection> Report(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return RegressionReport.Of(run);
    }

    /// <inheritdoc/>
    protected override SequenceData Read(Recipe recipe, SeriesSet series, SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(series);
        IReadOnlyList<string> targets = recipe.Data.Targets;
        if (targets.Count == 0 && series.Items.All(item => item.Value is null))
        {
            throw recipe.Error("data.target",
                "is missing, and the series come without numbers to predict. Name their column, for example target: rul");
        }

        string? missing = targets.FirstOrDefault(name => !series.ColumnNames.Contains(name));
        return missing is null
            ? LearnedRegression.Read(series, targets)
            : throw recipe.Error(
                "data.target", $"there is no column '{missing}'. The columns are: {string.Join(", ", series.ColumnNames)}.");
    }

    /// <inheritdoc/>
    protected override LearnedSequences Learn(Recipe recipe, Preparation preparation, int length, SeriesSet read, SequenceData training)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(training);
        return LearnedRegression.Learn(recipe, preparation, length, training);
    }
}
