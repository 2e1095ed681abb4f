using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Formats;

namespace Unroll.Tasks.Learning;

/// <summary>The evaluation of networks on a part of the data, beside the baselines.</summary>
/// <param name="part"><c>validation</c> or <c>test</c>.</param>
/// <param name="model">The scores of the networks.</param>
/// <param name="baselines">The scores of each baseline on the same samples, by name: the same measures.</param>
public abstract class PartEvaluation(string part, Scores model, IReadOnlyList<KeyValuePair<string, Scores>> baselines)
{
    /// <summary><c>validation</c> or <c>test</c>.</summary>
    public string Part { get; } = part;

    /// <summary>The scores of the networks, the most telling first.</summary>
    public Scores Model { get; } = model;

    /// <summary>The scores of each baseline on the same samples, by name: the same measures.</summary>
    public IReadOnlyList<KeyValuePair<string, Scores>> Baselines { get; } = baselines;

    /// <summary>The evaluation of each member of an ensemble of recipes on the same samples, by name; empty where there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, PartEvaluation>> Members { get; internal set; } = [];

    /// <summary>Name of the classical model that is evaluated in the place of networks; null for networks.</summary>
    public string? ClassicalModel { get; internal set; }

    /// <summary>
    /// The networks beside the baselines, by the measure that a run is judged by: the first that is defined, unless a task overrides it.
    /// </summary>
    public virtual BaselineComparison Comparison => BaselineComparison.By(this);

    /// <summary>
    /// The test of whether the networks differ from the best baseline of <see cref="Comparison"/> by more than chance; null where there is
    /// no such test.
    /// </summary>
    public virtual SignificanceTest? Significance => null;

    /// <summary>Number of evaluated samples.</summary>
    public abstract int Samples { get; }

    /// <summary>Every prediction beside the truth, as <c>predictions.csv</c> lists it.</summary>
    public abstract PredictionTable Predictions { get; }

    /// <summary>The predictions of every so many samples: of the first one, and of those that far apart.</summary>
    /// <param name="stride">Samples from one to the next, at least 1; a task that writes all is asked for 1 alone.</param>
    /// <exception cref="NotSupportedException">The task does not leave predictions out.</exception>
    public virtual PredictionTable PredictionsOf(int stride) => stride == 1 ? Predictions
        : throw new NotSupportedException($"{GetType().Name} gives all predictions, and no stride of {stride}.");

    /// <summary>The heading of tables: <c>test, 2017-01-01 to 2017-12-31</c>.</summary>
    public virtual string Title => string.Create(CultureInfo.InvariantCulture, $"{Part}, {CountFormatter.Format(Samples, "samples")}");

    /// <summary>The target that <see cref="Model"/> is of, where there are several; null otherwise.</summary>
    public virtual string? FirstTarget => null;

    /// <summary>The scores of the other targets, where <see cref="Model"/> is of the first; none unless a task overrides it.</summary>
    public virtual IReadOnlyList<TargetScores> OtherTargets => [];

    /// <summary>Tables that a terminal shows below the scores, such as the scores of each class; none unless a task overrides it.</summary>
    public virtual IReadOnlyList<DetailTable> Tables => [];

    /// <summary>Notes that a terminal shows below the tables, a sentence each; none unless a task overrides it.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Notes on the samples, such as texts without a word that was learned from, a sentence each; mostly none.</summary>
    public IReadOnlyList<string> DataNotes { get; internal set; } = [];

    /// <summary>The truth (as the chart's history) and the predictions over time; null where there is no such chart.</summary>
    public virtual PredictionChart? Chart => null;

    /// <summary>Details of a baseline for the metrics document beside its scores, such as those of its prediction intervals; mostly none.
    /// </summary>
    /// <param name="name">Name of the baseline.</param>
    internal virtual JsonObject BaselineDetails(string name) => [];

    /// <summary>The baselines for the metrics document, each under its name.</summary>
    internal JsonObject BaselinesToJson() => new(Baselines.Select(baseline => KeyValuePair.Create(
        baseline.Key, (JsonNode?)JsonFormatter.Merge(baseline.Value.ToJson(), BaselineDetails(baseline.Key)))));

    /// <summary>
    /// Details of the part for the metrics document beside its scores, such as the scores of each step or class; none unless a task
    /// overrides it.
    /// </summary>
    public virtual JsonObject Details() => [];

    /// <summary>The scores behind the heading of tables: <c>test, 365 windows: mae 10.66, rmse 15.69</c>.</summary>
    public override string ToString() => $"{Title}: {Model}";
}
