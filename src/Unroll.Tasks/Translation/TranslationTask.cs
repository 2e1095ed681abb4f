using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Translation;

/// <summary>
/// The task of translating sequences: <c>task: translate</c>. An encoder reads a text, or a sequence of numbers, and a decoder writes
/// another one, token after token (Sutskever et al. 2014).
/// </summary>
public sealed class TranslationTask : LearningTask
{
    private TranslationTask()
    {
    }

    /// <summary>The task.</summary>
    public static TranslationTask Instance { get; } = new();

    /// <summary>Its entry in <see cref="LearningTask.Catalogue"/>.</summary>
    public static Entry<LearningTask> Entry { get; } =
        new("translate", typeof(TranslationTask), "Translates a sequence to another one: texts, or numbers.", [], _ => Instance);

    /// <summary>Section <c>encoder-decoder</c> of a recipe.</summary>
    public static Setting<Recipe, EncoderDecoderRecipe> Network { get; } = new(
        "encoder-decoder", EncoderDecoderRecipe.Section, recipe => recipe.Section(Network!),
        "The network in a few words, in place of `model`.")
    {
        DefaultValue = new EncoderDecoderRecipe(),
        DefaultNote = "all defaults",
    };

    /// <summary>Section <c>decoding</c> of a recipe.</summary>
    public static Setting<Recipe, DecodingRecipe> Decoding { get; } = new(
        "decoding", DecodingRecipe.Section, recipe => recipe.Section(Decoding!), "How the target is written, token after token.")
    {
        DefaultValue = new DecodingRecipe(),
        DefaultNote = "greedy",
    };

    /// <summary>Section <c>pairs</c> of a recipe.</summary>
    public static Setting<Recipe, PairRecipe> Pairs { get; } = new(
        "pairs", PairRecipe.Section, recipe => recipe.Section(Pairs!), "Which pairs are learned, and how they are judged.")
    {
        DefaultValue = new PairRecipe(),
        DefaultNote = "all defaults",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> Sections => [Network, Decoding, Pairs];

    /// <inheritdoc/>
    public override string SectionHint => ". A translation has encoder-decoder: {units: …}";

    /// <inheritdoc/>
    public override string DefaultSplitName => "group";

    /// <inheritdoc/>
    public override bool PredictsSteps => true;

    /// <inheritdoc/>
    public override bool HasDefaultNetwork => true;

    /// <inheritdoc/>
    public override bool ReadsPairs => true;

    /// <inheritdoc/>
    public override string CommandSummary => "Translate texts";

    /// <inheritdoc/>
    public override string CommandArguments => "--text TEXT";

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> PredictionSettings => DecodingRecipe.PredictionSettings;

    /// <inheritdoc/>
    public override IReadOnlyList<PreparingStep> DefaultSteps(DataRecipe data) => [new TokenizeStep()];

    /// <inheritdoc/>
    public override void Check(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        TranslationChecks.Check(recipe);
    }

    /// <inheritdoc/>
    public override IEnumerable<TaskPlan> Plan(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        PairData all = Read(recipe, data.Series)!;
        SplitRecipe split = recipe.EffectiveSplit;
        SplitShares shares = new(split.Train.Share ?? 0, split.Validation.Share ?? 0, split.Test.Share ?? 0);
        ItemSplit parts = split is OrderedSplit ? OrderedItems.Of(all.Count, shares)
            : GroupSplit.Of([.. Enumerable.Range(0, all.Count).Select(all.SourceOf)], shares);
        return
        [
            Plan(
                recipe, all.Subset(parts.Training),
                Read(recipe, data.Validation) ?? (parts.Validation.Count > 0 ? all.Subset(parts.Validation) : null),
                Read(recipe, data.Test) ?? all.Subset(parts.Test)),
        ];
    }

    /// <inheritdoc/>
    public override TaskPlan PlanAll(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        PairData[] sets = [.. data.Sets.Select(set => Read(recipe, set)!)];
        TextPair[] pairs = [.. sets.SelectMany(set => Enumerable.Range(0, set.Count)
            .Select(index => new TextPair(set.SourceOf(index), set.TargetOf(index))))];
        return Plan(recipe, Read(recipe, TextPairReader.Of(pairs, sets[0].Read[0], sets[0].Written[0]))!, null, null);
    }

    /// <inheritdoc/>
    public override LearnedTask Restore(Recipe recipe, JsonObject state) => new LearnedTranslation(recipe, state);

    /// <inheritdoc/>
    public override string Subject(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        LearnedTranslation learned = (LearnedTranslation)run.Learned;
        return $"{learned.Written.Columns[0]}, from {learned.Read.Columns[0]}";
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReportSection> Report(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return TranslationReport.Of(run);
    }

    /// <summary>The columns of the sources.</summary>
    internal static IReadOnlyList<string> SourcesOf(DataRecipe data) => data.Texts.Count > 0 ? data.Texts : [TextPairReader.SourceName];

    /// <summary>The columns of the targets.</summary>
    internal static IReadOnlyList<string> TargetsOf(DataRecipe data) => data.Targets.Count > 0 ? data.Targets : [TextPairReader.TargetName];

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(series))]
    private static PairData? Read(Recipe recipe, Series.Frames.SeriesSet? series) => series is null ? null
        : new PairData(series, SourcesOf(recipe.Data), TargetsOf(recipe.Data)).RequireTexts(needsTargets: true);

    private static TranslationPlan Plan(Recipe recipe, PairData training, PairData? validation, PairData? test)
    {
        PairSide read = PairSide.Fit(recipe, training.Read, training.Series, isWritten: false);
        PairSide written = PairSide.Fit(recipe, training.Written, training.Series, isWritten: true);
        List<string> warnings = [];
        (PairData learnedFrom, PairSamples samples) = Fitting(training, "training");
        (PairData Data, PairSamples Samples)? watched = validation is null ? null : Fitting(validation, "validation");
        learnedFrom.RequireLengths(recipe, samples, read, written);
        LearnedTranslation learned = new(recipe, read, written, TrainingTraits.Of(learnedFrom, samples, read))
        {
            Nearest = read.Tokenizer is null ? null : new NearestSource(learnedFrom, samples),
        };
        return new TranslationPlan(learned, samples, watched?.Data, watched?.Samples, test, warnings);

        (PairData Data, PairSamples Samples) Fitting(PairData data, string part)
        {
            float[][] sources = read.Read(data.Series), targets = written.Read(data.Series);
            int most = recipe.Section(Pairs).MaxLength ?? int.MaxValue;
            int[] kept = [.. Enumerable.Range(0, data.Count).Where(index =>
                sources[index].Length / read.Features <= most && targets[index].Length / written.Features <= most)];
            if (kept.Length == 0)
            {
                throw recipe.Error("pairs.max-length", $"each pair of the {part} part is longer than {most}. Raise it.");
            }

            if (kept.Length < data.Count)
            {
                warnings.Add($"Longer than {most} tokens (pairs.max-length), and left out: "
                    + $"{CountFormatter.Format(data.Count - kept.Length, "pairs")} of the {part} part.");
            }

            return (
                kept.Length == data.Count ? data : data.Subset(kept),
                new PairSamples(read, written, [.. kept.Select(i => sources[i])], [.. kept.Select(i => targets[i])]));
        }
    }
}
