using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Classification;

/// <summary>The state of a trained classification beside the weights: the classes and their frequencies.</summary>
internal sealed class LearnedClassification : LearnedSequences
{
    private readonly ClassHead _head;

    internal LearnedClassification(
        Recipe recipe, Preparation preparation, int sequenceLength, IReadOnlyList<string> classNames, IReadOnlyList<int> counts)
        : base(recipe, preparation, sequenceLength) => _head = new(recipe, classNames, counts);

    internal LearnedClassification(Recipe recipe, JsonObject state)
        : base(recipe, state) => _head = new(recipe, Need(state, "classes"), Need(state, "class-counts"));

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    public IReadOnlyList<string> ClassNames => _head.Names;

    /// <summary>Share of each class in the training part.</summary>
    public IReadOnlyList<double> ClassShares => _head.Shares;

    /// <inheritdoc/>
    internal override int ClassicalOutputs => ClassNames.Count;

    /// <inheritdoc/>
    protected override int PredictionWidth => ClassNames.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork =>
        [new Lstm(NetworkHead.DefaultUnits), _head.CreateLayer(_head.IsSingle(Recipe.Train.Loss?.Name))];

    /// <inheritdoc/>
    public override JsonObject Facts() => FactsBehind(new() { ["classes"] = _head.NamesToJson() });

    /// <summary>The classes; of two with a single output, the one that it is the probability of.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputFeatures => ClassNames;

    /// <inheritdoc/>
    public override PartSummary Summarize(string name, SequenceData data) => base.Summarize(name, data) with
    {
        Counts = [.. ClassNames.Select((label, index) => KeyValuePair.Create(label, data.Targets.Count(target => target[0] == index)))],
    };

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network) => _head.CreateLoss(network, new CategoricalCrossEntropy());

    /// <summary>The prediction for each series.</summary>
    /// <param name="series">The series; their classes need not be known.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column is missing, or a class is not among those of the training part.</exception>
    public IReadOnlyList<ClassPrediction> Classify(SeriesSet series, Ensemble networks, int threads)
    {
        SequenceData data = Prepare(Read(series));
        return Named(data, Predictions(data, networks, threads));
    }

    internal static PredictionTable Tabulate(IReadOnlyList<string> classNames, IReadOnlyList<ClassPrediction> predictions) => new(
        ["id", "class", "predicted", .. classNames.Select(name => $"probability_{name}")],
        predictions.Select(prediction => (IReadOnlyList<object?>)
        [
            prediction.Id,
            prediction.Actual is { } actual ? classNames[actual] : null,
            classNames[prediction.Predicted],
            .. prediction.Probabilities.Cast<object?>(),
        ]));

    internal static int MostProbable(IReadOnlyList<double> probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Count; i++)
        {
            best = probabilities[i] > probabilities[best] ? i : best;
        }

        return best;
    }

    /// <inheritdoc/>
    protected override SequenceData Read(SeriesSet series) =>
        ClassTargets.Read(ClassTargets.Labelled(series, Recipe.Data.Class), ClassNames);

    /// <inheritdoc/>
    protected override void CheckOutput(Model network, Shape output)
    {
        int classes = ClassNames.Count;
        string wanted = classes == 2
            ? $"dense: {{units: 1, activation: {_head.SingleActivation}}}"
            : string.Create(CultureInfo.InvariantCulture, $"dense: {{units: {classes}, activation: {_head.Activation}}}");
        if (output.IsSequence)
        {
            throw HeadError($"the network ends in a sequence, {output}, but must give {_head.Outputs} of the " +
                $"{CountFormatter.Format(classes, "classes")}. "
                + $"End it with a recurrent layer without return-sequences or with global-average-pooling1d, then {wanted}.");
        }

        _head.Check(
            network, output, "classes", "", wanted, "categorical-crossentropy", "sparse-categorical-crossentropy", "kullback-leibler");
    }

    /// <inheritdoc/>
    protected override float[] ToNetwork(double[] target, Model network)
    {
        // The recipe's loss takes either class indices or a probability for each class.
        Loss loss = RecipeOutputs.LossOf(Recipe, 0)?.Create() ?? ClassHead.DefaultLoss(network, new CategoricalCrossEntropy());
        float[] encoded = new float[loss.GetTargetShape(network.OutputShapes[0]).Features];
        ClassHead.Encode(target[0], encoded);
        return encoded;
    }

    /// <inheritdoc/>
    protected override void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction) =>
        _head.Read(outputs, prediction);

    /// <inheritdoc/>
    protected override double[] Average(Ensemble networks, IReadOnlyList<double[]> predictions)
    {
        double[] average = base.Average(networks, predictions);
        ClassHead.Normalize(average);
        return average;
    }

    /// <inheritdoc/>
    protected override PartEvaluation Judge(string part, SequenceData data, IReadOnlyList<double[]> predictions) =>
        ClassificationEvaluation.Of(part, ClassNames, ClassShares, Named(data, predictions), [.. BaselinePredictions(data).Select(
            baseline => KeyValuePair.Create(baseline.Key, (IReadOnlyList<ClassPrediction>)Named(data, baseline.Value)))]);

    /// <inheritdoc/>
    public override PartEvaluation Join(IReadOnlyList<PartEvaluation> folds) =>
        ClassificationEvaluation.Join([.. folds.Cast<ClassificationEvaluation>()]);

    /// <summary>The test part by thresholds that are chosen on the validation part.</summary>
    /// <inheritdoc/>
    internal override void ChooseOn(PartEvaluation validation, PartEvaluation test) =>
        ((ClassificationEvaluation)test).ChooseThresholds(
            (ClassificationEvaluation)validation, Recipe.Section(ClassificationTask.Threshold));

    /// <summary>The mistakes beside their neighbours; not of codes, such as those of words, whose differences mean nothing.</summary>
    /// <inheritdoc/>
    internal override void CompareMistakes(PartEvaluation test, SequenceData tested, SequenceData training)
    {
        if (Preparation.VocabularySizes.Count == 0)
        {
            ((ClassificationEvaluation)test).FindNeighbors(tested, training, Preparation.ColumnNames);
        }
    }

    /// <inheritdoc/>
    protected override PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions) =>
        Tabulate(ClassNames, Named(data, predictions));

    /// <inheritdoc/>
    protected override void Write(JsonObject state) => _head.Write(state);

    private ClassPrediction[] Named(SequenceData data, IReadOnlyList<double[]> predictions) =>
        [.. predictions.Select((probabilities, index) => new ClassPrediction(
            data.Series[index].Id, data.IsKnown(index) ? (int)data.Targets[index][0] : null, MostProbable(probabilities), probabilities)
        {
            ClassNames = ClassNames,
            Text = TextOf(data, index),
        })];

    /// <summary>The text of a series of a table of texts; null of others.</summary>
    private string? TextOf(SequenceData data, int index) => data.Source is { } source && Recipe.Data.Texts is [var column, ..]
        && source[index].Frame is { } frame && frame.Categories(column) is [var text, ..] ? text : null;
}
