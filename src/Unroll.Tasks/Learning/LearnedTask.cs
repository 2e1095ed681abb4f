using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>The state of a trained task beside the weights of its networks, with its evaluation and prediction.</summary>
public abstract class LearnedTask
{
    private Lazy<IReadOnlyList<ClassicalBaseline>> _baselines = new([]);

    /// <summary>Shape of a sample's input.</summary>
    public abstract Shape InputShape { get; }

    /// <summary>Names of the network's inputs at each step.</summary>
    public abstract IReadOnlyList<string> InputNames { get; }

    /// <summary>
    /// Indices among <see cref="InputNames"/> of what augmentations may change; null, unless a task overrides it, for all.
    /// </summary>
    public virtual IReadOnlyList<int>? AugmentedInputs => null;

    /// <summary>The network's inputs: that of <see cref="InputShape"/>, and further ones that a task may have.</summary>
    public virtual IReadOnlyList<NetworkInput> Inputs => [new(RecipeGraph.InputName, InputShape, InputNames)];

    /// <summary>
    /// Steps of the output that have a network of their own each, whose layers are those of the recipe; 0, unless a task overrides it,
    /// where one network gives all.
    /// </summary>
    public virtual int SeparateSteps => 0;

    /// <summary>Numbers that a classical model predicts for a sample; 0 where the task has no such models.</summary>
    internal virtual int ClassicalOutputs => 0;

    /// <summary>
    /// The classical models among the baselines, fitted; none before a training. Those of a run that was loaded are read when they are
    /// asked for, since predictions need none.
    /// </summary>
    /// <exception cref="InputException">The file of one is missing or damaged.</exception>
    internal IReadOnlyList<ClassicalBaseline> ClassicalBaselines => _baselines.Value;

    /// <summary>Columns that data must have, before any step.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// The layers of a learner made in code that was given no network, with a head that fits; none unless a task has a default.
    /// </summary>
    public virtual IReadOnlyList<Layer> DefaultNetwork => [];

    /// <summary>A recipe with what its layers leave to the task, such as the outputs of the last; as it is unless overridden.</summary>
    /// <param name="recipe">The recipe of a network.</param>
    public virtual Recipe Completed(Recipe recipe) => recipe;

    /// <summary>Refuses a network whose head does not fit the task.</summary>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">Its outputs do not fit; the message names a last layer that does.</exception>
    public abstract void CheckHead(Model network);

    /// <summary>The loss that fits the task and the network's head.</summary>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">The recipe's loss does not fit.</exception>
    public abstract Loss CreateLoss(Model network);

    /// <summary>
    /// The loss of each of the network's outputs, in their order: <see cref="CreateLoss"/> for all unless a task with several heads
    /// overrides it.
    /// </summary>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">A loss of the recipe does not fit.</exception>
    public virtual IReadOnlyList<Loss> CreateLosses(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. network.OutputNames.Select(_ => CreateLoss(network))];
    }

    /// <summary>The state, as it is saved beside the weights.</summary>
    public abstract JsonObject ToJson();

    /// <summary>Takes the classical models among the baselines.</summary>
    /// <param name="baselines">Gives them, fitted.</param>
    internal void SetBaselines(Func<IReadOnlyList<ClassicalBaseline>> baselines) => _baselines = new(baselines);

    /// <summary>
    /// Facts of the task for the metrics document and the report beside its scores: <c>target</c>, <c>classes</c>, …; none unless a task
    /// overrides it.
    /// </summary>
    public virtual JsonObject Facts() => [];

    /// <summary>
    /// Samples of data, as networks take them, to look inside; null, unless a task overrides it, where that cannot be done.
    /// </summary>
    /// <param name="series">The data as they were read; targets need not be known.</param>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">The data do not fit.</exception>
    public virtual ExplainableSamples? Explainable(SeriesSet series, Model network) => null;

    /// <summary>
    /// A text as networks read it, to look inside a generator of texts; null unless a task overrides it.
    /// </summary>
    /// <param name="series">The text as it was read.</param>
    /// <exception cref="InputException">The text does not fit.</exception>
    public virtual ExplainableCodes? ExplainableCodes(SeriesSet series) => null;

    /// <summary>Names of the features of the networks' first output, such as classes; none unless a task overrides it.</summary>
    public virtual IReadOnlyList<string> OutputFeatures => [];

    /// <summary>The heads of the networks' outputs where they predict numbers; none unless a task overrides it.</summary>
    internal virtual IReadOnlyList<OutputHead> NumberHeads => [];

    /// <summary>Names of the targets of <see cref="NumberHeads"/>; none unless a task overrides it.</summary>
    internal virtual IReadOnlyList<string> NumberTargets => [];

    /// <summary>The text of each code, from 0, of inputs that are codes of texts or categories; none unless a task overrides it.</summary>
    public virtual IReadOnlyDictionary<string, IReadOnlyList<string>> InputTokens => new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Evaluates networks on data outside the training part, beside the baselines.</summary>
    /// <param name="series">The data as they were read.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>The evaluation of a part named <c>test</c>.</returns>
    /// <exception cref="InputException">The data do not fit.</exception>
    public abstract PartEvaluation Evaluate(SeriesSet series, Ensemble networks, int threads);

    /// <summary>Predicts for new data.</summary>
    /// <param name="series">The data as they were read.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="options">Values of <see cref="LearningTask.PredictionSettings"/>.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">The data do not fit.</exception>
    public abstract PredictionTable Predict(SeriesSet series, Ensemble networks, SettingValues options, int threads);

    /// <summary>A field of a saved state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="name">Name of the field.</param>
    /// <exception cref="InputException">There is none.</exception>
    protected static JsonNode Need(JsonObject state, string name)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state[name] ?? throw new InputException($"What was saved of the task lacks \"{name}\": the run is damaged. Train it again.");
    }
}
