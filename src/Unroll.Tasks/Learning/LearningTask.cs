using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Generation;
using Unroll.Tasks.Labelling;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Translation;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>
/// A task of supervised learning on series: forecasting, classification, regression. It defines the sections of its recipe, samples and
/// targets, fitting heads and losses, evaluation and baselines; everything else (ensemble, training, checkpoints, run folder, report frame)
/// is written once, in <see cref="Learner"/> and what it calls.
/// </summary>
public abstract class LearningTask
{
    private const int LeastEpochs = 5;
    private const double HardlyLess = 0.95;
    private const int FewSamples = 200;
    private const int LongSequence = 100;

    /// <summary>The layers of a linear model, for hints: "a linear model (flatten, dense)".</summary>
    protected virtual string LinearModel => "a linear model (flatten, dense)";

    /// <summary>All tasks; a user's own is registered here, and then has recipes, a command and a report.</summary>
    public static BlockCatalogue<LearningTask> Catalogue { get; } = new(
        "task", () => [ForecastTask.Entry, ClassificationTask.Entry, RegressionTask.Entry, LabelTask.Entry, GenerationTask.Entry,
            TranslationTask.Entry]);

    /// <summary>The task of a recipe that names none.</summary>
    public static LearningTask Default => ForecastTask.Instance;

    /// <summary>The task's name in recipes, and that of the command that predicts.</summary>
    public string Name => Catalogue.EntryOf(this)?.Name
        ?? throw new InvalidOperationException(
            $"The task {GetType().Name} is not registered: call LearningTask.Catalogue.Register with its entry first.");

    /// <summary>The keys that its recipe has at the top beside those of every recipe, such as <c>window</c>.</summary>
    public virtual IReadOnlyList<Setting> Sections => [];

    /// <summary>
    /// Those of <see cref="Sections"/> that the members of an ensemble may have of their own (<see cref="Recipe.Members"/>); none where the
    /// task does not average members, as unless it overrides this.
    /// </summary>
    public virtual IReadOnlyList<Setting> MemberSections => [];

    /// <summary>Name of the split where a recipe has none: <c>time</c>, <c>class</c>, …</summary>
    public abstract string DefaultSplitName { get; }

    /// <summary>Whether target columns may hold texts, which are labels of classes.</summary>
    public virtual bool TargetsMayBeLabels => false;

    /// <summary>
    /// Whether networks give something at each step, so that recurrent layers return sequences unless a recipe says otherwise.
    /// </summary>
    public virtual bool PredictsSteps => false;

    /// <summary>Whether test data of its own are further rows of the same series, rather than further series.</summary>
    public virtual bool TestContinuesSeries => false;

    /// <summary>
    /// The hint in place of another task's section, for messages: ". A forecast has window: {length: …}"; empty where there is nothing.
    /// </summary>
    public virtual string SectionHint => "";

    /// <summary>The description of its command in the list of commands: "Forecast what comes after the end of a file".</summary>
    public virtual string CommandSummary => $"Predict for a file, by the task {Name}";

    /// <summary>The arguments of its command beside the run, for hints: <c>--data FILE</c>.</summary>
    public virtual string CommandArguments => "--data FILE";

    /// <summary>Whether a file without a format and without columns is one running text.</summary>
    public virtual bool ReadsText => false;

    /// <summary>
    /// Whether networks can be trained anew on training and validation part together before the test (<see cref="TrainRecipe.Refit"/>), for
    /// which its plans have <see cref="TaskPlan.Refitted"/>.
    /// </summary>
    public virtual bool CanRefit => false;

    /// <summary>Whether a sample is a pair of texts, in two columns of a table or two files side by side.</summary>
    public virtual bool ReadsPairs => false;

    /// <summary>Whether a recipe without layers has a network all the same, which the task makes of its own sections.</summary>
    public virtual bool HasDefaultNetwork => false;

    /// <summary>The kinds of classical models that can be its model or its baselines; none unless a task overrides it.</summary>
    internal virtual IReadOnlyList<ClassicalCatalogue> ClassicalModels => [];

    /// <summary>Refuses a classical model that does not fit the rest of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="field">Field of the model.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="InputException">It does not fit.</exception>
    internal virtual void CheckClassical(Recipe recipe, string field, ClassicalModel model)
    {
    }

    /// <summary>The steps of preparation where a recipe has none.</summary>
    /// <param name="data">The data of the recipe.</param>
    public virtual IReadOnlyList<PreparingStep> DefaultSteps(DataRecipe data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Texts.Count > 0 ? [new TokenizeStep()] : [new ScaleStep()];
    }

    /// <summary>The settings of a prediction beside the data, such as <c>horizon</c>: options of the command.</summary>
    public virtual IReadOnlyList<Setting> PredictionSettings => [];

    /// <summary>The split where a recipe has none.</summary>
    /// <param name="hasTestData">Whether the test part has data of its own.</param>
    /// <param name="hasValidationData">Whether the validation part has data of its own.</param>
    public SplitRecipe DefaultSplit(bool hasTestData, bool hasValidationData = false) =>
        SplitRecipe.Customary(DefaultSplitName, hasTestData, hasValidationData);

    /// <summary>Refuses recipes that do not fit this task; what holds for every task is checked elsewhere.</summary>
    /// <param name="recipe">The recipe, from a file or from code.</param>
    /// <exception cref="InputException">A field does not fit: see <see cref="Recipe.Error(string, string)"/>.</exception>
    public abstract void Check(Recipe recipe);

    /// <summary>The columns to read: those that the recipe names, or all where it names none.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>Their names; null for all.</returns>
    public virtual IReadOnlyList<string>? ColumnsToRead(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Data.Columns is { Count: > 0 } named ? named : null;
    }

    /// <summary>Splits and prepares data, and makes the samples of each part: one plan, or one for each fold.</summary>
    /// <param name="recipe">The recipe, checked.</param>
    /// <param name="data">The series as they were read.</param>
    /// <exception cref="InputException">The data do not fit the recipe.</exception>
    public abstract IEnumerable<TaskPlan> Plan(Recipe recipe, TaskData data);

    /// <summary>Prepares all data, whatever the split, as one training part, which final networks are trained on.</summary>
    /// <param name="recipe">The recipe, checked.</param>
    /// <param name="data">The series as they were read.</param>
    /// <exception cref="InputException">The data do not fit, or the task cannot do this, which is so unless it overrides it.</exception>
    public virtual TaskPlan PlanAll(Recipe recipe, TaskData data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        throw recipe.Error("train.fit-on-all", $"the task {Name} cannot train on all data. Remove it.");
    }

    /// <summary>Restores the state beside the weights.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="state">The JSON of <see cref="LearnedTask.ToJson"/>.</param>
    /// <exception cref="InputException">It is damaged, or does not belong to the recipe.</exception>
    public abstract LearnedTask Restore(Recipe recipe, JsonObject state);

    /// <summary>
    /// Target and inputs of a run, for the line below its report's title: "Load in GWh, 1 day ahead, from the 28 days before"; empty unless
    /// a task overrides it.
    /// </summary>
    /// <param name="run">The run.</param>
    public virtual string Subject(TrainingRun run) => "";

    /// <summary>The likely causes why a run does not beat a baseline, a sentence each with what to do.</summary>
    /// <param name="run">The run.</param>
    public virtual IReadOnlyList<string> LikelyCauses(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        List<string> causes = [];
        if (run.Histories.Any(history => history.StopReason == StopReason.Completed && history.BestEpoch == history.Epochs.Count))
        {
            causes.Add("Training had not finished, since the last epoch was the best: raise train.epochs.");
        }

        PartSummary training = run.Parts[0];
        if (training.Samples < FewSamples && run.Histories.Count > 0 && run.Histories.All(HardlyFell))
        {
            History history = run.Histories[0];
            causes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The loss hardly fell in training, from {history.Epochs[0].Loss:G4} to {history.Epochs.Min(epoch => epoch.Loss):G4}, so " +
                $"that little was learned at all: raise train.epochs, or the learning rate."));
        }
        else if (training.Samples < FewSamples)
        {
            string smaller = NetworkTraits.AreLinear(run.Recipe) ? "" : $"a smaller network or {LinearModel}, or ";
            causes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"There {(training.Samples == 1 ? "is" : "are")} only {CountFormatter.Format(training.Samples, training.Unit)} to learn " +
                $"{CountFormatter.Format(run.ParameterCount, "parameters")} " +
                $"from: take {smaller}more data."));
        }

        if (!PredictsSteps && NetworkTraits.StepsOfLastState(run.Recipe, run.Learned.InputShape) is >= LongSequence and int steps)
        {
            causes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The last state of a recurrent layer has to hold what {steps} timesteps tell: take convolutions (conv1d) and " +
                $"global-average-pooling1d, or put the pooling behind the recurrent layer."));
        }

        return causes;
    }

    /// <summary>Whether a training of several epochs ended about where it began. Losses below zero have no such measure.</summary>
    private static bool HardlyFell(History history) => history.Epochs.Count >= LeastEpochs && history.Epochs[0].Loss > 0
        && history.Epochs.Min(epoch => epoch.Loss) > HardlyLess * history.Epochs[0].Loss;

    /// <summary>
    /// The part of a run's predictions that <c>predictions.csv</c> holds; null where it holds all, as it does unless a task overrides it.
    /// </summary>
    /// <param name="run">The run.</param>
    public virtual WrittenPredictions? Written(TrainingRun run) => null;

    /// <summary>The sections of a run's report, after its headline and before its learning curves.</summary>
    /// <param name="run">The run.</param>
    public virtual IReadOnlyList<ReportSection> Report(TrainingRun run) => [];
}
