using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Sequences;

/// <summary>
/// The state of a trained task on whole series beside the weights: the preparation and the length of sequences. A subclass defines targets,
/// fitting heads and losses, the meaning of outputs, and the evaluation.
/// </summary>
public abstract partial class LearnedSequences : LearnedTask
{
    /// <summary>Creates the state fitted on the training part.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="preparation">The preparation, fitted.</param>
    /// <param name="sequenceLength">Steps of a sequence, padding included.</param>
    protected LearnedSequences(Recipe recipe, Preparation preparation, int sequenceLength)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(preparation);
        (Recipe, Preparation, SequenceLength) = (recipe, preparation, sequenceLength);
    }

    /// <summary>Restores the state of <see cref="ToJson"/>.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="state">The saved state.</param>
    protected LearnedSequences(Recipe recipe, JsonObject state)
        : this(recipe, Preparation.FromJson(Need(state, "preparation").AsObject()), Need(state, "sequence-length").GetValue<int>())
    {
    }

    /// <summary>The recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>The preparation of series.</summary>
    public Preparation Preparation { get; }

    /// <summary>Steps of a sequence, padding included.</summary>
    public int SequenceLength { get; }

    /// <inheritdoc/>
    public override Shape InputShape => Shape.Sequence(SequenceLength, InputNames.Count);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Preparation.ColumnNames, .. Preparation.StaticNames];

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkInput> Inputs =>
    [
        new(RecipeGraph.InputName, InputShape, InputNames) { Vocabularies = Preparation.VocabularySizes },
    ];

    /// <summary>Those of the steps; static covariates stay as they are.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<int>? AugmentedInputs => [.. Enumerable.Range(0, Preparation.ColumnNames.Count)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => Preparation.Options.Columns ?? [];

    /// <summary>Length of a prediction, whose numbers are averaged over pieces and networks: that of a series, or of a step.</summary>
    protected abstract int PredictionWidth { get; }

    /// <summary>
    /// Whether series longer than a sequence are cut in pieces, even where the recipe does not say so; not unless a task overrides it.
    /// </summary>
    protected virtual bool KeepsAllRows => false;

    private SequenceRecipe Sequence => Recipe.Section(SequenceTask.Sequence);

    /// <inheritdoc/>
    public sealed override void CheckHead(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkHead.RequireOutputs(Recipe, network);
        SequencePadding.RequireMask(Recipe, Sequence, network);
        CheckOutputs(network);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        JsonObject state = new() { ["preparation"] = Preparation.ToJson(), ["sequence-length"] = SequenceLength };
        Write(state);
        return state;
    }

    /// <inheritdoc/>
    public override JsonObject Facts() => FactsBehind([]);

    /// <summary>Facts of a task, and those of all tasks on whole series behind them.</summary>
    private protected JsonObject FactsBehind(JsonObject own)
    {
        own["sequence_length"] = SequenceLength;
        return own;
    }

    /// <inheritdoc/>
    public override PartEvaluation Evaluate(SeriesSet series, Ensemble networks, int threads) =>
        Judge("test", Prepare(((SequenceTask)Recipe.Task).RequireTargets(Read(series))), networks, threads);

    /// <inheritdoc/>
    public override PredictionTable Predict(SeriesSet series, Ensemble networks, SettingValues options, int threads)
    {
        SequenceData data = Prepare(Read(series));
        PredictionTable table = Tabulate(data, Predictions(data, networks, threads));
        return NoteOf(data, networks) is { } note ? table.WithNote(note) : table;
    }

    /// <inheritdoc/>
    public override ExplainableSamples? Explainable(SeriesSet series, Model network) => Explainable(Prepare(Read(series)), network);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, IReadOnlyList<string>> InputTokens => Preparation.VocabularyTokens;

    /// <summary>The summary of a part of the data.</summary>
    /// <param name="name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
    /// <param name="data">The part.</param>
    public virtual PartSummary Summarize(string name, SequenceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(name, data.Series.Count, "series");
    }

    /// <summary>Evaluates networks on a prepared part whose targets are known, beside the baselines.</summary>
    /// <param name="part"><c>validation</c> or <c>test</c>.</param>
    /// <param name="data">The part.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    public PartEvaluation Judge(string part, SequenceData data, Ensemble networks, int threads)
    {
        ArgumentNullException.ThrowIfNull(networks);
        PartEvaluation judged = Averaged(part, data, networks, threads);
        judged.DataNotes = NoteOf(data, networks) is { } note ? [note] : [];
        return judged;
    }

    private PartEvaluation Averaged(string part, SequenceData data, Ensemble networks, int threads)
    {
        if (networks.Members.Count == 0)
        {
            return Judge(part, data, Predictions(data, networks, threads));
        }

        IReadOnlyList<double[]>[] each = OfMembers(data, networks, threads);
        PartEvaluation evaluation = Judge(part, data, Averaged(networks, each));
        evaluation.Members = [.. networks.Members.Zip(each, (member, own) => KeyValuePair.Create(member.Name, Judge(part, data, own)))];
        return evaluation;
    }

    /// <summary>Prepares series.</summary>
    /// <param name="data">The series as they were read.</param>
    /// <exception cref="InputException">They lack a column, or a step does not fit them.</exception>
    public virtual SequenceData Prepare(SequenceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data with { Series = Preparation.Transform(data.Series).Series, Source = data.Series };
    }

    /// <summary>Series as a network's inputs and targets.</summary>
    /// <param name="data">The series, prepared.</param>
    /// <param name="network">The network, built.</param>
    public virtual SampleSource Samples(SequenceData data, Model network)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new TargetedSequences(Sequences(data, network), [.. data.Targets.Select(target => Divide(ToNetwork(target, network)))]);
    }

    /// <summary>Reads the targets of series, which may not be known.</summary>
    /// <param name="series">The series as they were read.</param>
    /// <exception cref="InputException">They do not fit the training series.</exception>
    protected abstract SequenceData Read(SeriesSet series);

    /// <summary>Refuses a network whose output does not fit the task.</summary>
    /// <param name="network">The network, built.</param>
    /// <param name="output">Shape of its first output.</param>
    /// <exception cref="InputException">It does not fit; the message names a last layer that does.</exception>
    protected abstract void CheckOutput(Model network, Shape output);

    /// <summary>Refuses a network whose outputs do not fit; a task with several heads overrides it.</summary>
    /// <param name="network">The network, built; its outputs are as many as the recipe names.</param>
    /// <exception cref="InputException">One does not fit; the message names a layer that does.</exception>
    protected virtual void CheckOutputs(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckOutput(network, network.OutputShape);
    }

    /// <summary>The encoding of the targets of a series, or of a step, for the loss.</summary>
    /// <param name="target">The targets, known.</param>
    /// <param name="network">The network.</param>
    protected abstract float[] ToNetwork(double[] target, Model network);

    /// <summary>Divides encoded targets among the network's outputs; a task with several heads overrides it.</summary>
    /// <param name="encoded">What <see cref="ToNetwork"/> gave.</param>
    /// <returns>A vector for each output.</returns>
    protected virtual float[][] Divide(float[] encoded) => [encoded];

    /// <summary>The prediction by a network's outputs.</summary>
    /// <param name="outputs">The outputs for a sequence, or for a step, one after the other.</param>
    /// <param name="prediction">As many numbers as <see cref="PredictionWidth"/>.</param>
    protected abstract void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction);

    /// <summary>Sets mistakes of the test part beside what they were learned from; nothing unless a task overrides it.</summary>
    /// <param name="test">The evaluation of the test part.</param>
    /// <param name="tested">The series of the test part, prepared.</param>
    /// <param name="training">Those of the training part, prepared.</param>
    internal virtual void CompareMistakes(PartEvaluation test, SequenceData tested, SequenceData training)
    {
    }

    /// <summary>
    /// Joins the evaluations of the folds of a cross-validation; where folds are repeated, the predictions for a series are averaged.
    /// </summary>
    /// <param name="folds">The evaluation of each fold, at least two.</param>
    /// <exception cref="NotSupportedException">The task does not say how, which is so unless it overrides this.</exception>
    public virtual PartEvaluation Join(IReadOnlyList<PartEvaluation> folds) =>
        throw new NotSupportedException($"{GetType().Name} has several folds, but does not say how their tests are joined.");

    /// <summary>Evaluates predictions, beside the baselines.</summary>
    /// <param name="part"><c>validation</c> or <c>test</c>.</param>
    /// <param name="data">The part, prepared; its targets are known.</param>
    /// <param name="predictions">The prediction of each series.</param>
    protected abstract PartEvaluation Judge(string part, SequenceData data, IReadOnlyList<double[]> predictions);

    /// <summary>Predictions as a table.</summary>
    /// <param name="data">The series.</param>
    /// <param name="predictions">The prediction of each.</param>
    protected abstract PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions);

    /// <summary>Adds the task's own state beside preparation and length.</summary>
    /// <param name="state">The state.</param>
    protected virtual void Write(JsonObject state)
    {
    }

    /// <summary>An error about the end of the network.</summary>
    /// <param name="what">What was got, what was expected and what to do.</param>
    protected InputException HeadError(string what) => NetworkHead.Error(Recipe, 0, what);

    /// <summary>Prepared series to look inside a network with.</summary>
    internal ExplainableSamples Explainable(SequenceData data, Model network)
    {
        SeriesSequences sequences = Sequences(data, network);
        return new ExplainableSamples(sequences, sample => sequences.SeriesOf(sample).Id);
    }

    internal void RequireDistinctPadding(SequenceData training, Model network)
    {
        if (Sequence.PadStart)
        {
            SequencePadding.RequireDistinct(Recipe, Sequence, network, Sequences(training, network));
        }
    }

    /// <summary>Series as a network's inputs.</summary>
    /// <param name="data">The series, prepared.</param>
    /// <param name="network">The network, built.</param>
    private protected SeriesSequences Sequences(SequenceData data, Model network) => new(
        data.Series, Preparation.ColumnNames, SequenceTarget.None, Layout(network));

    private SequenceLayout Layout(Model network) => new()
    {
        Length = SequenceLength,
        Pad = Sequence.PadStart ? SequenceEnd.Start : SequenceEnd.End,
        PadValue = SequencePadding.ValueOf(Sequence, network),
        Truncate = Sequence.TruncateStart ? SequenceEnd.Start : SequenceEnd.End,
        Split = KeepsAllRows || Sequence.Split is not null,
    };
}
