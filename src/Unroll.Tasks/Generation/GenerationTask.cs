using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Generation;

/// <summary>
/// The task of generating text: <c>task: generate</c>. A network learns to predict the next character or word of a text, or of a list of
/// lines, over streams that carry its state from batch to batch.
/// </summary>
public sealed class GenerationTask : LearningTask
{
    private GenerationTask()
    {
    }

    /// <summary>The task.</summary>
    public static GenerationTask Instance { get; } = new();

    /// <summary>Its entry in <see cref="LearningTask.Catalogue"/>.</summary>
    public static Entry<LearningTask> Entry { get; } =
        new("generate", typeof(GenerationTask), "Generates text, character by character or word by word.", [], _ => Instance);

    /// <summary>Section <c>stream</c> of a recipe.</summary>
    public static Setting<Recipe, StreamRecipe> Stream { get; } = new(
        "stream", StreamRecipe.Section, recipe => recipe.Section(Stream!),
        "How a text is cut into streams for training.")
    {
        DefaultValue = new StreamRecipe(),
        DefaultNote = "100 steps",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> Sections => [Stream];

    /// <inheritdoc/>
    public override string SectionHint => ". A text has stream: {length: …}";

    /// <inheritdoc/>
    public override string DefaultSplitName => "order";

    /// <inheritdoc/>
    public override string CommandSummary => "Generate text";

    /// <inheritdoc/>
    public override string CommandArguments => "--prompt TEXT";

    /// <inheritdoc/>
    public override bool ReadsText => true;

    /// <inheritdoc/>
    public override bool PredictsSteps => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> PredictionSettings => GenerationOptions.Settings;

    /// <inheritdoc/>
    public override IReadOnlyList<PreparingStep> DefaultSteps(DataRecipe data) =>
        [new TokenizeStep(new() { Unit = TokenUnit.Character })];

    /// <inheritdoc/>
    public override void Check(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        GenerationChecks.Check(recipe);
    }

    /// <inheritdoc/>
    public override IEnumerable<TaskPlan> Plan(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        return [Plan(recipe, TextDivision.Of(recipe, data))];
    }

    /// <inheritdoc/>
    public override TaskPlan PlanAll(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        return Plan(recipe, TextDivision.All(recipe, data));
    }

    /// <inheritdoc/>
    public override LearnedTask Restore(Recipe recipe, JsonObject state) => new LearnedGeneration(recipe, state);

    /// <inheritdoc/>
    public override string Subject(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        LearnedGeneration learned = (LearnedGeneration)run.Learned;
        string tokens = CountFormatter.Format(
            learned.Tokenizer.Count - Tokenizer.First, $"different {TextEvaluation.NameOf(learned.Tokenizer.Unit)}");
        return $"{(learned.IsList ? "Lines" : "Text")} of {tokens}";
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReportSection> Report(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return GenerationReport.Of(run);
    }

    private static TextPlan Plan(Recipe recipe, TextDivision division)
    {
        PreparingStep[] steps = [.. recipe.EffectiveSteps.Select(block => block.Create().Resolve(recipe.Folder))];
        string column = TextDivision.ColumnOf(recipe);
        Frame training = new Frame(TimeIndex.Numbered(1), [column], [new double[1]]).WithCategories(column, [division.Training]);
        Preparation preparation = Preparation.Fit(
            steps, SeriesSet.Of(training), new PreparationOptions { Use = SeriesUse.Whole, Columns = [column] });
        Tokenizer tokenizer = preparation.TokenizerOf(column)!;
        TextPart learnedFrom = TextPart.Of(division.Training, tokenizer, null);
        if (learnedFrom.Codes.Distinct().Count() < 2)
        {
            throw recipe.Error("data", string.Create(
                CultureInfo.InvariantCulture,
                $"the training part has one distinct {(tokenizer.Unit == TokenUnit.Character ? "character" : "word")}, "
                + $"{learnedFrom.Codes.Length} times, so that there is nothing to predict. Give a text with more."));
        }

        TextPart? validation = division.Validation is { } watched
            ? TextPart.Of(watched, tokenizer, division.IsContinued ? learnedFrom : null) : null;
        TextPart? test = division.Test is { } tested
            ? TextPart.Of(tested, tokenizer, division.IsContinued ? validation ?? learnedFrom : null) : null;
        LearnedGeneration learned = new(recipe, preparation, division.TrainingLines is not null, learnedFrom);
        return new TextPlan(recipe, learned, learnedFrom, validation, test, division.TrainingLines);
    }
}
