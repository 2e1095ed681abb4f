using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Profiling;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Sequences;

/// <summary>
/// A task on whole series: each series is a sample, or several pieces of one length. The common parts stand here: section <c>sequence</c>,
/// splits, preparation and padding. A subclass defines the targets.
/// </summary>
public abstract class SequenceTask : LearningTask
{
    /// <summary>Section <c>sequence</c> of a recipe.</summary>
    public static Setting<Recipe, SequenceRecipe> Sequence { get; } = new(
        "sequence", SequenceRecipe.Section, recipe => recipe.Section(Sequence!),
        "How series of unequal length become sequences of one length.")
    {
        DefaultValue = new SequenceRecipe(),
        DefaultNote = "padded at the end",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> Sections => [Sequence];

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> MemberSections => [Sequence];

    /// <inheritdoc/>
    public override string SectionHint => ". Whole series have sequence: {length: …}";

    /// <summary>The ways of splitting whole series that fit the task, by name, the customary one first.</summary>
    protected abstract IReadOnlyList<string> SplitNames { get; }

    /// <summary>The name of an unknown target, for messages: "class".</summary>
    protected internal abstract string UnknownTarget { get; }

    /// <summary>Whether targets are codes of classes, rather than numbers.</summary>
    protected virtual bool HasClasses => false;

    /// <inheritdoc/>
    public override string DefaultSplitName => SplitNames[0];

    /// <inheritdoc/>
    public override void Check(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        CheckColumns(recipe);
        if (recipe.Split is { } split && SplitRecipe.Catalogue.EntryOf(split) is { } entry && !SplitNames.Contains(entry.Name))
        {
            throw recipe.Error("split.by",
                $"{entry.Name} does not fit"
                + (SplitNames.Contains("time") ? ". " : ", since whole series are samples here, which no moment divides. ")
                + $"Use {string.Join(" or ", SplitNames)}.");
        }

        RecipeChecks.CheckSteps(recipe, new PreparationOptions { Use = SeriesUse.Whole });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string>? ColumnsToRead(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Data.Channels.Count == 0 ? null : recipe.Data.Columns;
    }

    /// <inheritdoc/>
    public override IEnumerable<TaskPlan> Plan(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        SequenceData all = RequireTargets(Read(recipe, data.Series, data.Series));
        SequenceData? test = data.Test is { } other ? RequireTargets(Read(recipe, other, data.Series)) : null;
        SequenceData? validation = data.Validation is { } further ? RequireTargets(Read(recipe, further, data.Series)) : null;
        if (recipe.Train.FitOnAll && test is not null)
        {
            // What cannot be joined is refused before it is trained on.
            all.With(test);
        }

        bool hasFolds = recipe.EffectiveSplit is FoldSplit;
        IEnumerable<ItemSplit> splits = recipe.EffectiveSplit is FoldSplit folds
            ? SequenceFolds.Of(folds, all, StrataOf(recipe, all), test is not null) : [Divide(recipe, all)];
        return splits.Select(parts => Plan(
            recipe,
            data.Series,
            all.Subset(parts.Training),
            validation ?? (parts.Validation.Count > 0 ? all.Subset(parts.Validation) : null),
            test ?? all.Subset(parts.Test),
            testsBesideFolds: hasFolds && (test is not null || recipe.EffectiveSplit.Test != SplitPart.None)));
    }

    /// <inheritdoc/>
    public override TaskPlan PlanAll(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        SequenceData all = RequireTargets(Read(recipe, data.Series, data.Series));
        SequenceData joined = new[] { data.Validation, data.Test }.OfType<SeriesSet>().Aggregate(
            all, (known, other) => known.With(RequireTargets(Read(recipe, other, data.Series))));
        return Plan(recipe, data.Series, joined, null, null, false);
    }

    /// <summary>Prepares parts, and fits the task's state on the first.</summary>
    private protected TaskPlan Plan(
        Recipe recipe, SeriesSet read, SequenceData training, SequenceData? validation, SequenceData? test, bool testsBesideFolds)
    {
        PreparingStep[] steps = [.. recipe.EffectiveSteps.Select(block => block.Create().Resolve(recipe.Folder))];
        Preparation preparation = Preparation.Fit(steps, training.Series, new PreparationOptions
        {
            Use = SeriesUse.Whole,
            Columns = ChannelsOf(recipe, read),
            ExcludedStaticCovariates = recipe.EffectiveSplit.GroupColumn is { } group ? [group] : [],
        });
        SequenceData prepared = WithTargets(
            recipe, read, preparation, training, training with { Series = preparation.Transform(training.Series).Series });
        SequenceRecipe sequence = recipe.Section(Sequence);
        int length = sequence.Split ?? sequence.Length.Rows
            ?? (sequence.Length.IsShortest ? prepared.Series.ShortestLength : prepared.Series.LongestLength);
        LearnedSequences learned = Learn(recipe, preparation, length, read, prepared);
        if (test is not null)
        {
            learned.CheckValidation(validation);
        }

        return new SequencePlan(
            learned, prepared, validation is null ? null : learned.Prepare(validation), test is null ? null : learned.Prepare(test),
            [
                .. Preparation.Warnings(steps), .. Warnings(recipe, training, learned),
                .. DataWarnings.Of(recipe, read), .. CounterNotes(recipe, read)])
        {
            TestsBesideFolds = testsBesideFolds,
        };
    }

    /// <summary>The prepared training part with its targets; as it is unless a task overrides it.</summary>
    private protected virtual SequenceData WithTargets(
        Recipe recipe, SeriesSet read, Preparation preparation, SequenceData training, SequenceData prepared) => prepared;

    /// <summary>
    /// The number of each series' class, which parts have in the same shares; null, unless a task overrides it, for none.
    /// </summary>
    private protected virtual int[]? StrataOf(Recipe recipe, SequenceData data) => null;

    /// <summary>Refuses series whose targets are not all known.</summary>
    /// <param name="data">The series.</param>
    /// <returns>The series.</returns>
    /// <exception cref="InputException">A target is not known.</exception>
    public virtual SequenceData RequireTargets(SequenceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        string what = UnknownTarget;
        int unknown = Enumerable.Range(0, data.Targets.Count).FirstOrDefault(index => !data.IsKnown(index), -1);
        return unknown < 0
            ? data
            : throw new InputException($"Series '{data.Series[unknown].Id}' has no {what}: give one, or leave the series out.")
            {
                Field = what == "class" ? "data.class" : "data.target",
            };
    }

    /// <summary>Reads the targets of series; NaN where they are not known.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series.</param>
    /// <param name="training">The series of training and validation, which give the classes.</param>
    /// <exception cref="InputException">The series have no targets.</exception>
    protected abstract SequenceData Read(Recipe recipe, SeriesSet series, SeriesSet training);

    /// <summary>Fits the task's state on the training part beside its preparation.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="preparation">The preparation, fitted.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="read">All series, as they were read: for their names, not for their numbers.</param>
    /// <param name="training">The training part, prepared.</param>
    protected abstract LearnedSequences Learn(Recipe recipe, Preparation preparation, int length, SeriesSet read, SequenceData training);

    /// <summary>
    /// Splits series. The split does not depend on the seed of a training, so that trainings can be compared.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">The series and their targets.</param>
    protected virtual ItemSplit Divide(Recipe recipe, SequenceData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        SplitShares shares = SharesOf(recipe);
        return recipe.EffectiveSplit switch
        {
            OrderedSplit => OrderedItems.Of(data.Series.Count, shares),
            GroupedSplit { Group: { } group, Named: { } named } => GroupSplit.ByNames(data.Series, group, named, shares),
            GroupedSplit { Group: { } group } => GroupSplit.ByStatic(data.Series, group, shares),
            _ => GroupSplit.BySeries(data.Series, shares),
        };
    }

    /// <summary>Shares of the parts.</summary>
    /// <param name="recipe">The recipe.</param>
    protected static SplitShares SharesOf(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        SplitRecipe split = recipe.EffectiveSplit;
        return new(split.Train.Share ?? 0, split.Validation.Share ?? 0, split.Test.Share ?? 0);
    }

    /// <summary>Warnings about the training part: inputs that are the targets by another name, unless a task overrides it.</summary>
    private protected virtual IEnumerable<string> Warnings(Recipe recipe, SequenceData training, LearnedSequences learned) =>
        Enumerable.Range(0, training.Targets[0].Length).SelectMany(target => AnswerAliases.OfSeries(
            training.Series,
            learned.Preparation.Options,
            [.. training.Targets.Select(values => values[target])],
            recipe.Data.Targets.Count == 0 ? $"the {UnknownTarget}" : $"the target '{recipe.Data.Targets[target]}'",
            HasClasses));

    /// <summary>
    /// The input columns: those of <c>data.channels</c>, or all numeric columns that are no targets and do not just count the rows.
    /// </summary>
    private static string[] ChannelsOf(Recipe recipe, SeriesSet series)
    {
        DataRecipe data = recipe.Data;
        string[] channels = data.Texts.Count > 0 ? [.. data.Texts]
            : data.Channels.Count > 0 ? [.. data.Channels]
            : [.. series.ColumnNames.Where(name =>
                !data.Targets.Contains(name) && name != data.Class && !CountsRows(series, name)
                    && (data.Categories.Contains(name) || series.Items.All(item => item.Frame.Categories(name) is null)))];
        return channels.Length > 0
            ? channels
            : throw recipe.Error(
                "data.channels",
                $"the series have no column of numbers to learn from, only {string.Join(", ", series.ColumnNames)}. "
                + "Name columns of texts here and in data.categories.");
    }

    private static bool CountsRows(SeriesSet series, string name) => Counter.OfRows(series, name) is { NumbersRows: true };

    private static IEnumerable<string> CounterNotes(Recipe recipe, SeriesSet series) =>
        recipe.Data.Texts.Count + recipe.Data.Channels.Count > 0 ? []
        : series.ColumnNames.Where(name => CountsRows(series, name) && !recipe.Data.Targets.Contains(name))
            .Select(name => $"{name} counts the rows of each series: it is their time, and no input (data.channels may name it).");

    private static void CheckColumns(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        (string Name, IReadOnlyList<string> Columns)[] covariates =
            [("past-covariates", data.PastCovariates), ("future-covariates", data.FutureCovariates)];
        foreach ((string name, IReadOnlyList<string> columns) in covariates)
        {
            if (columns.Count > 0)
            {
                throw recipe.Error($"data.{name}",
                    "belongs to task: forecast. A whole series is known: name such columns in data.channels.");
            }
        }

        if (data.Texts.Count > 0 && (data.Channels.Count > 0 || data.StaticCovariates.Count > 0))
        {
            throw recipe.Error(data.Channels.Count > 0 ? "data.channels" : "data.static-covariates",
                "a table of texts (data.text) has no other inputs. Remove one of the two.");
        }

        if (data.Channels.Count > 0)
        {
            DataChecks.CheckCategories(
                recipe, data.Channels.Concat(data.StaticCovariates).Concat(data.Targets), "data.channels");
        }
    }
}
