using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Classification;

/// <summary>The task of classifying whole series: <c>task: classify</c>.</summary>
public sealed class ClassificationTask : SequenceTask
{
    private const int FewestOfASet = 10;

    private ClassificationTask()
    {
    }

    /// <summary>The task.</summary>
    public static ClassificationTask Instance { get; } = new();

    /// <summary>Its entry in <see cref="LearningTask.Catalogue"/>.</summary>
    public static Entry<LearningTask> Entry { get; } =
        new("classify", typeof(ClassificationTask), "Tells the class of whole series.", [], _ => Instance);

    /// <summary>Section <c>threshold</c> of a recipe.</summary>
    public static Setting<Recipe, ThresholdRecipe> Threshold { get; } = new(
        "threshold", ThresholdRecipe.Section, recipe => recipe.Section(Threshold!),
        "What wrong decisions between two classes cost: the threshold of the least cost is chosen on the validation part and reported.")
    {
        DefaultValue = new ThresholdRecipe(),
        DefaultNote = "both cost alike",
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<ClassicalCatalogue> ClassicalModels => [ClassicalCatalogue.Classifications];

    /// <inheritdoc/>
    internal override void CheckClassical(Recipe recipe, string field, ClassicalModel model)
    {
        if (MultiLabelTargets.IsMultiLabel(recipe))
        {
            throw recipe.Error(field, $"{model.Name} tells one class, but series have several labels at once here. Leave it out.");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> Sections => [.. base.Sections, Threshold];

    /// <inheritdoc/>
    public override string CommandSummary => "Predict the class of each series in a file";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SplitNames => ["class", "group", "order", "folds"];

    /// <inheritdoc/>
    protected internal override string UnknownTarget => "class";

    /// <inheritdoc/>
    protected override bool HasClasses => true;

    /// <inheritdoc/>
    public override void Check(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (recipe.Data.Targets.Count == 1)
        {
            throw recipe.Error(
                "data.target", "a classification has no target column. Name the column with the classes: class: NAME; of several "
                + "labels at once, give a column of 0 and 1 for each: target: [a, b].");
        }

        if (recipe.Data.Targets.Count > 0 && recipe.Data.Class is not null)
        {
            throw recipe.Error(
                "data.target", "both class and target are given. Keep class for a column with the names of classes or labels, "
                + "target for columns of 0 and 1.");
        }

        ThresholdRecipe threshold = recipe.Section(Threshold);
        if (MultiLabelTargets.IsMultiLabel(recipe)
            ? (threshold with { Probability = 0.5 }) != new ThresholdRecipe() : threshold.Probability != 0.5)
        {
            throw recipe.Error("threshold", MultiLabelTargets.IsMultiLabel(recipe)
                ? "costs are of two classes, but series have several labels at once here. Give probability, or leave the section out."
                : "probability is for several labels at once (class-separator, or several columns in target). Leave it out.");
        }

        if (recipe.Outputs.Count > 1)
        {
            throw recipe.Error(
                "outputs", "a classification has one output, the classes. Name one layer, or join several with concatenate.");
        }

        base.Check(recipe);
    }

    /// <inheritdoc/>
    public override LearnedTask Restore(Recipe recipe, JsonObject state) =>
        MultiLabelTargets.IsMultiLabel(recipe) ? new LearnedMultiLabel(recipe, state) : new LearnedClassification(recipe, state);

    /// <inheritdoc/>
    public override string Subject(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Test is MultiLabelEvaluation test
            ? MultiLabelReport.Subject(test, ((LearnedSequences)run.Learned).SequenceLength) : ClassificationReport.Subject(run);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReportSection> Report(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Test is MultiLabelEvaluation test ? MultiLabelReport.Of(test) : ClassificationReport.Of(run);
    }

    /// <inheritdoc/>
    protected override SequenceData Read(Recipe recipe, SeriesSet series, SeriesSet training)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(training);
        if (MultiLabelTargets.IsMultiLabel(recipe))
        {
            return MultiLabelTargets.Read(recipe, series, MultiLabelTargets.NamesOf(recipe, training));
        }

        training = ClassTargets.Labelled(training, recipe.Data.Class);
        return training.ClassNames.Count switch
        {
            0 => throw new InputException(recipe.Data.Class is { } named && !training.ColumnNames.Contains(named)
                ? $"The series have no column '{named}' of their classes.{Suggestion.Question(named, training.ColumnNames)} "
                    + $"The columns are: {string.Join(", ", training.ColumnNames)}."
                : "The series have no classes to learn: name their column in data.class, or take a format that tells them (.ts).")
            {
                Field = "data.class",
            },
            1 => throw new InputException($"All series are of the class '{training.ClassNames[0]}': give series of at least two classes.")
            {
                Field = "data.class",
            },
            _ => ClassTargets.Read(ClassTargets.Labelled(series, recipe.Data.Class), training.ClassNames),
        };
    }

    /// <inheritdoc/>
    protected override LearnedSequences Learn(Recipe recipe, Preparation preparation, int length, SeriesSet read, SequenceData training)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(training);
        if (MultiLabelTargets.IsMultiLabel(recipe))
        {
            IReadOnlyList<string> labels = MultiLabelTargets.NamesOf(recipe, read);
            return new LearnedMultiLabel(
                recipe, preparation, length, labels,
                [.. labels.Select((_, label) => training.Targets.Average(target => target[label]))]);
        }

        read = ClassTargets.Labelled(read, recipe.Data.Class);
        return new LearnedClassification(
            recipe, preparation, length, read.ClassNames,
                [.. read.ClassNames.Select((_, index) => training.Targets.Count(target => target[0] == index))]);
    }

    /// <inheritdoc/>
    protected override ItemSplit Divide(Recipe recipe, SequenceData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        return recipe.EffectiveSplit is ClassSplit
            ? StratifiedSplit.Of(StrataOf(recipe, data), SharesOf(recipe)) : base.Divide(recipe, data);
    }

    /// <inheritdoc/>
    private protected override int[] StrataOf(Recipe recipe, SequenceData data) => MultiLabelTargets.IsMultiLabel(recipe)
        ? MultiLabelTargets.Strata(data.Targets, FewestOfASet) : [.. data.Targets.Select(target => (int)target[0])];
}
