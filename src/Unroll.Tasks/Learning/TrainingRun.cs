using System.Text.Json.Nodes;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The result of a training, for the report, <c>metrics.json</c> and the terminal.</summary>
public sealed record TrainingRun
{
    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>Name of the run, from the recipe.</summary>
    public string Name => Recipe.Name;

    /// <summary>Seed that was used, which may have come from elsewhere than the recipe.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Threads that trained.</summary>
    public required int Threads { get; init; }

    /// <summary>The fitted state beside the weights.</summary>
    public required LearnedTask Learned { get; init; }

    /// <summary>The network as a table of its layers.</summary>
    public required string ModelSummary { get; init; }

    /// <summary>Number of parameters, in all networks.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>Names of the network's inputs at each step.</summary>
    public IReadOnlyList<string> InputNames => Learned.InputNames;

    /// <summary>The training history of each network on the training part, of walk-forward validation fold after fold.</summary>
    public required IReadOnlyList<History> Histories { get; init; }

    /// <summary>Number of networks that were trained, in all folds, each snapshot being one.</summary>
    public int NetworkCount
    {
        get => field > 0 ? field : Histories.Count;
        init;
    }

    /// <summary>The training history of the first network.</summary>
    public History History => Histories[0];

    /// <summary>Duration of the training in seconds, without reading, preparing and evaluating.</summary>
    public double TrainingSeconds => Histories.Sum(history => history.Elapsed.TotalSeconds);

    /// <summary>Whether the training was cancelled; the run is usable all the same.</summary>
    public bool Interrupted { get; init; }

    /// <summary>
    /// The evaluation of the validation part; of a cross-validation beside a test part, that of all folds together. Null where there is
    /// none.
    /// </summary>
    public required PartEvaluation? Validation { get; init; }

    /// <summary>The evaluation of the test part; of a walk forward or a cross-validation, of all tests together.</summary>
    public required PartEvaluation Test { get; init; }

    /// <summary>
    /// The test of each fold of a walk forward or a cross-validation, of one beside a test part the validation; empty where there is one.
    /// </summary>
    public IReadOnlyList<PartEvaluation> Folds { get; init; } = [];

    /// <summary>Mean and standard deviation of each measure over <see cref="Folds"/>; empty where there are none.</summary>
    public IReadOnlyList<FoldScore> FoldScores => FoldScore.Of(Folds);

    /// <summary>
    /// The training of the networks on training and validation part together, which the figures of the test part are of; null where these
    /// are of the networks of the training part alone.
    /// </summary>
    public RefitTraining? Refit { get; init; }

    /// <summary>The training of the final networks on all data, whose weights the run has; null where it has the evaluated ones.</summary>
    public FinalTraining? Final { get; init; }

    /// <summary>The summaries of the parts that there are of <c>train</c>, <c>validation</c> and <c>test</c>, in this order.</summary>
    public required IReadOnlyList<PartSummary> Parts { get; init; }

    /// <summary>Warnings about the data and their preparation, a sentence each; mostly none.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// The likely causes where the test part is not predicted better than by the best baseline, a sentence each with what to do; empty
    /// where it is, and of a classical model.
    /// </summary>
    public IReadOnlyList<string> LikelyCauses =>
        Test.Comparison.IsBeaten && Recipe.Classical is null ? Recipe.Task.LikelyCauses(this) : [];

    /// <summary>
    /// A look inside the first network with some samples of the test part; null where the task or the network cannot be explained. It is
    /// made when it is first asked for.
    /// </summary>
    public Explanation? Explanation => Look?.Value;

    /// <summary>Makes <see cref="Explanation"/>.</summary>
    internal Lazy<Explanation?>? Look { get; init; }

    /// <summary>The part of the predictions that <c>predictions.csv</c> holds; null where it holds all.</summary>
    public WrittenPredictions? Written => Recipe.Task.Written(this);

    /// <summary>Facts of the run beside its scores, as fields of the metrics document: <c>target</c>, <c>classes</c>, …</summary>
    public JsonObject Facts { get; init; } = [];

    /// <summary>
    /// Name and scores on the test part, beside those of the baselines: <c>energy, test, 365 windows: mae 10.66 (naive: mae 21.5)</c>.
    /// </summary>
    public override string ToString() =>
        $"{Name}, {Test}{string.Concat(Test.Baselines.Select(baseline => $" ({baseline.Key}: {baseline.Value})"))}";
}
