using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Labelling;

/// <summary>
/// The task of labelling each step of a series: <c>task: label</c>. The target column holds a label in each row, of one of several classes,
/// or a number; steps without a label are not trained on.
/// </summary>
public sealed class LabelTask : SequenceTask
{
    private LabelTask()
    {
    }

    /// <summary>The task.</summary>
    public static LabelTask Instance { get; } = new();

    /// <summary>Its entry in <see cref="LearningTask.Catalogue"/>.</summary>
    public static Entry<LearningTask> Entry { get; } =
        new("label", typeof(LabelTask), "Tells the label, or a number, of each step of a series.", [], _ => Instance);

    /// <inheritdoc/>
    public override string CommandSummary => "Predict the label of each step of the series in a file";

    /// <inheritdoc/>
    public override bool TargetsMayBeLabels => true;

    /// <inheritdoc/>
    public override bool PredictsSteps => true;

    /// <inheritdoc/>
    protected override string LinearModel => "a linear model (conv1d with as many filters as there are labels)";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SplitNames => ["group", "order", "time", "folds"];

    /// <inheritdoc/>
    protected internal override string UnknownTarget => "label";

    /// <inheritdoc/>
    public override void Check(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        DataRecipe data = recipe.Data;
        if (data.Class is not null)
        {
            throw recipe.Error(
                "data.class", "a labelling has a label in each row, not a class of whole series. Name their column: target: NAME.");
        }

        if (data.Targets.Count != 1)
        {
            throw recipe.Error("data.target", data.Targets.Count == 0
                ? "is missing. Name the column with the label of each row, for example target: label"
                : $"a labelling has one target column, but got {data.Targets.Count}. Train a run for each.");
        }

        if (data.Texts.Count > 0)
        {
            throw recipe.Error(
                "data.text", "a row is a whole text here, which has one class: set task: classify. To label words, give a file with a word "
                    + "a row (format: conll).");
        }

        if (recipe.Outputs.Count > 1)
        {
            throw recipe.Error("outputs", "a labelling has one output. Name one layer, or join several with concatenate.");
        }

        if (recipe.Section(Sequence).TruncateStart)
        {
            throw recipe.Error("sequence.truncate", "every row is labelled, so none is cut off: longer series are cut in pieces. "
                + "Remove it.");
        }

        base.Check(recipe);
        CheckRows(recipe);
    }

    /// <inheritdoc/>
    public override LearnedTask Restore(Recipe recipe, JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ContainsKey("classes") ? new LearnedClassLabels(recipe, state) : new LearnedNumberLabels(recipe, state);
    }

    /// <inheritdoc/>
    public override IEnumerable<TaskPlan> Plan(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        bool isOneSeries = recipe.Split is null && data is { Series.Count: 1 };
        SplitRecipe? split = recipe.EffectiveSplit is TimeSplit time ? time
            : isOneSeries ? SplitRecipe.Customary("time", data.Test is not null, data.Validation is not null) : null;
        if (split is not TimeSplit parts)
        {
            return base.Plan(recipe, data);
        }

        SequenceData all = RequireTargets(Read(recipe, data.Series, data.Series));
        SequenceData? Other(SeriesSet? series) => series is null ? null : RequireTargets(Read(recipe, series, data.Series));
        SequenceData?[] cut = TimeParts.Of(all, parts);
        return [Plan(
            recipe, data.Series, RequireTargets(cut[0]!),
            Other(data.Validation) ?? (cut[1] is { } watched ? RequireTargets(watched) : null),
            Other(data.Test) ?? RequireTargets(cut[2]!), testsBesideFolds: false)];
    }

    /// <summary>Refuses series of which no step has a label; those that lack one are not trained on.</summary>
    /// <inheritdoc/>
    public override SequenceData RequireTargets(SequenceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Targets.Any(labels => Array.Exists(labels, label => !double.IsNaN(label)))
            ? data
            : throw new InputException(
                $"No row of {CountFormatter.Format(data.Series.Count, "series")} has a label: fill the target column in, for some "
                + $"rows at least.")
            {
                Field = "data.target",
            };
    }

    /// <inheritdoc/>
    public override string Subject(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return LabelReport.Subject(run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReportSection> Report(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return LabelReport.Of(run);
    }

    /// <inheritdoc/>
    protected override SequenceData Read(Recipe recipe, SeriesSet series, SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(training);
        string target = recipe.Data.Target;
        SeriesSet? without = !series.ColumnNames.Contains(target) ? series : !training.ColumnNames.Contains(target) ? training : null;
        if (without is not null)
        {
            throw recipe.Error(
                "data.target", $"there is no column '{target}'.{Suggestion.Question(target, without.ColumnNames)} The columns are: "
                    + $"{string.Join(", ", without.ColumnNames)}.");
        }

        if (!StepLabels.AreClasses(training, target))
        {
            CheckNumbers(recipe);
            return StepLabels.Numbers(series, target);
        }

        IReadOnlyList<string> names = StepLabels.NamesOf(training, target);
        return names.Count >= 2
            ? StepLabels.Codes(series, target, names)
            : throw recipe.Error("data.target", names.Count == 0
                ? $"no row has a label in the column '{target}'. Fill it in, for some rows at least."
                : $"all labels in the column '{target}' are '{names[0]}', so that there is nothing to learn. Give rows of at "
                    + $"least two labels.");
    }

    /// <inheritdoc/>
    private protected override SequenceData WithTargets(
        Recipe recipe, SeriesSet read, Preparation preparation, SequenceData training, SequenceData prepared) =>
        FrameLabels.Of(preparation, training, prepared, StepLabels.AreClasses(read, recipe.Data.Target));

    /// <inheritdoc/>
    protected override LearnedSequences Learn(Recipe recipe, Preparation preparation, int length, SeriesSet read, SequenceData training)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(training);
        return StepLabels.AreClasses(read, recipe.Data.Target)
            ? LearnedClassLabels.Learn(recipe, preparation, length, StepLabels.NamesOf(read, recipe.Data.Target), training)
            : LearnedNumberLabels.Learn(recipe, preparation, length, training);
    }

    /// <inheritdoc/>
    private protected override IEnumerable<string> Warnings(Recipe recipe, SequenceData training, LearnedSequences learned)
    {
        const int Long = 5000;
        if (learned.SequenceLength > Long)
        {
            yield return
                $"Sequences have {CountFormatter.Format(learned.SequenceLength, "steps")}, over which gradients go back. Cut them "
                + "in pieces, for example sequence: {split: 500}: predictions are joined again.";
        }

        foreach (string alias in AnswerAliases.OfLabels(
            training.Series, learned.Preparation.Options, training.Targets, $"the target '{recipe.Data.Target}'",
            StepLabels.AreClasses(training.Series, recipe.Data.Target)))
        {
            yield return alias;
        }
    }

    /// <summary>Refuses steps behind which it is not known which label a row has; frames have that of their rows.</summary>
    private static void CheckRows(Recipe recipe)
    {
        bool hasFrames = false;
        foreach ((int place, Block<PreparingStep> block) in recipe.EffectiveSteps.Index())
        {
            PreparingStep step = block.Create().For(SeriesUse.Whole);
            if (step.MakesFrames && !hasFrames)
            {
                hasFrames = true;
            }
            else if (step.ChangesRows)
            {
                throw recipe.Error(
                    Recipe.Item("prepare.steps", place), $"{block.Name} makes other rows, but each row of the file has a label. Remove it"
                        + (block.Name == "tokenize" ? ", or set unit: row." : "."));
            }
        }
    }

    private static void CheckNumbers(Recipe recipe)
    {
        if (recipe.Train.BalanceClasses)
        {
            throw recipe.Error(
                "train.class-weights", $"the target '{recipe.Data.Target}' holds numbers, which have no classes. Remove it, or "
                + $"name the column "
                    + "in data.categories, so that its numbers are labels.");
        }

        foreach ((string field, Block<Loss> loss) in recipe.Train.Losses)
        {
            if (loss.Create() is BinaryCrossEntropy or ClassCrossEntropy or KullbackLeibler)
            {
                throw recipe.Error(
                    field, $"{loss.Name} is a loss of classes, but the target '{recipe.Data.Target}' holds numbers. Use "
                        + $"mean-squared-error, or "
                        + "name the column in data.categories, so that its numbers are labels.");
            }
        }
    }
}
