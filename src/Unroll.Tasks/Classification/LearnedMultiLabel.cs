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

/// <summary>The state of a trained classification with several labels at once beside the weights: the labels and their shares.</summary>
internal sealed class LearnedMultiLabel : LearnedSequences
{
    private const string Binary = "binary-crossentropy";

    private readonly double[] _shares;
    private readonly bool _takesLogits;

    internal LearnedMultiLabel(
        Recipe recipe, Preparation preparation, int sequenceLength, IReadOnlyList<string> labelNames, IReadOnlyList<double> shares)
        : base(recipe, preparation, sequenceLength) =>
        (LabelNames, _shares, _takesLogits) = ([.. labelNames], [.. shares], NetworkHead.TakesLogits(RecipeOutputs.LossOf(recipe, 0)));

    internal LearnedMultiLabel(Recipe recipe, JsonObject state)
        : base(recipe, state) => (LabelNames, _shares, _takesLogits) = (
            [.. Need(state, "labels").AsArray().Select(name => name!.GetValue<string>())],
            [.. Need(state, "label-shares").AsArray().Select(share => share!.GetValue<double>())],
            NetworkHead.TakesLogits(RecipeOutputs.LossOf(recipe, 0)));

    /// <summary>Names of the labels, in the order of probabilities.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <inheritdoc/>
    protected override int PredictionWidth => LabelNames.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork =>
    [
        new Lstm(NetworkHead.DefaultUnits),
        new Dense(
            LabelNames.Count, new DenseOptions { Activation = _takesLogits ? ActivationFunction.Linear : ActivationFunction.Sigmoid }),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputFeatures => LabelNames;

    private string Separator => Recipe.Data.ClassSeparator ?? MultiLabelTargets.DefaultSeparator;

    private double Threshold => Recipe.Section(ClassificationTask.Threshold).Probability;

    /// <inheritdoc/>
    public override JsonObject Facts() => FactsBehind(new() { ["labels"] = new JsonArray([.. LabelNames.Select(name => (JsonNode)name)]) });

    /// <inheritdoc/>
    public override PartSummary Summarize(string name, SequenceData data) => base.Summarize(name, data) with
    {
        Counts = [.. LabelNames.Select((label, index) => KeyValuePair.Create(label, data.Targets.Count(target => target[index] == 1)))],
    };

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network) => Recipe.Train.BalanceClasses
        ? throw Recipe.Error("train.class-weights",
            $"series have several labels at once, each a decision of its own, of which balanced weights are not known. Leave class-weights "
            + $"out, or weigh all labels alike: loss: {{{Binary}: {{class-weights: [1, 5]}}}}.")
        : RecipeOutputs.LossOf(Recipe, 0)?.Create() ?? new BinaryCrossEntropy();

    /// <summary>The prediction for each series.</summary>
    /// <param name="series">The series; their labels need not be known.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column is missing, or a label is not among those of the training part.</exception>
    public IReadOnlyList<MultiLabelPrediction> Classify(SeriesSet series, Ensemble networks, int threads)
    {
        SequenceData data = Prepare(Read(series));
        return Named(data, Predictions(data, networks, threads));
    }

    /// <inheritdoc/>
    public override PartEvaluation Join(IReadOnlyList<PartEvaluation> folds) =>
        MultiLabelEvaluation.Join([.. folds.Cast<MultiLabelEvaluation>()], Threshold);

    /// <inheritdoc/>
    protected override SequenceData Read(SeriesSet series) => MultiLabelTargets.Read(Recipe, series, LabelNames);

    /// <inheritdoc/>
    protected override void CheckOutput(Model network, Shape output)
    {
        string activation = _takesLogits ? "linear" : "sigmoid";
        string wanted = string.Create(CultureInfo.InvariantCulture, $"dense: {{units: {LabelNames.Count}, activation: {activation}}}");
        string what = $"{(_takesLogits ? "logits" : "probabilities")} of the {CountFormatter.Format(LabelNames.Count, "labels")}";
        if (output.IsSequence)
        {
            throw HeadError($"the network ends in a sequence, {output}, but must give {what}. End it with a recurrent layer without "
                + $"return-sequences or with global-average-pooling1d, then {wanted}.");
        }

        string? given = NetworkHead.ActivationOf(network);
        if (output.Features != LabelNames.Count || (given ?? activation) != activation)
        {
            string with = given is { Length: > 0 } ? $" with the activation {given}" : "";
            throw HeadError($"the last layer gives {CountFormatter.Format(output.Features, "outputs")}{with}, but must give {what}, each "
                + $"by itself. End the model with {wanted}.");
        }

        if (RecipeOutputs.LossOf(Recipe, 0) is { } block && block.Name != Binary
            && !(block.Create() is var loss && NetworkHead.IsOwn(loss) && NetworkHead.TargetShapeOf(loss, output) == output))
        {
            throw Recipe.Error("train.loss",
                $"series have several labels at once, each a yes or no of its own, but train.loss is {block.Name}. Use loss: {Binary}, "
                + "or leave it out.");
        }
    }

    /// <inheritdoc/>
    protected override float[] ToNetwork(double[] target, Model network) => [.. target.Select(flag => (float)flag)];

    /// <inheritdoc/>
    protected override void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction)
    {
        for (int label = 0; label < prediction.Length; label++)
        {
            prediction[label] = _takesLogits ? 1 / (1 + Math.Exp(-outputs[label])) : outputs[label];
        }
    }

    /// <inheritdoc/>
    protected override PartEvaluation Judge(string part, SequenceData data, IReadOnlyList<double[]> predictions) =>
        MultiLabelEvaluation.Of(part, LabelNames, _shares, Named(data, predictions), Separator);

    /// <inheritdoc/>
    internal override void ChooseOn(PartEvaluation validation, PartEvaluation test) =>
        ((MultiLabelEvaluation)test).ChooseThresholds((MultiLabelEvaluation)validation);

    /// <inheritdoc/>
    protected override PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions) =>
        MultiLabelEvaluation.Tabulate(LabelNames, Named(data, predictions), Separator);

    /// <inheritdoc/>
    protected override void Write(JsonObject state)
    {
        state["labels"] = new JsonArray([.. LabelNames.Select(name => (JsonNode)name)]);
        state["label-shares"] = new JsonArray([.. _shares.Select(share => (JsonNode)share)]);
    }

    private MultiLabelPrediction[] Named(SequenceData data, IReadOnlyList<double[]> predictions) =>
        [.. predictions.Select((probabilities, index) => new MultiLabelPrediction(
            data.Series[index].Id,
            data.IsKnown(index) ? [.. data.Targets[index].Select(flag => flag == 1)] : null,
            [.. probabilities.Select(probability => probability >= Threshold)],
            probabilities)
        { LabelNames = LabelNames })];
}
