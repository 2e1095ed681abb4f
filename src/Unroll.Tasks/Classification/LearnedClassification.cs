using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
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
    private const string Binary = "binary-crossentropy";
    private const string Categorical = "categorical-crossentropy";
    private const string Sparse = "sparse-categorical-crossentropy";
    private const string Divergence = "kullback-leibler";

    private readonly int[] _counts;
    private readonly bool _takesLogits;

    internal LearnedClassification(
        Recipe recipe, Preparation preparation, int sequenceLength, IReadOnlyList<string> classNames, IReadOnlyList<int> counts)
        : base(recipe, preparation, sequenceLength) =>
        (ClassNames, _counts, _takesLogits) = ([.. classNames], [.. counts], NetworkHead.TakesLogits(RecipeOutputs.LossOf(recipe, 0)));

    internal LearnedClassification(Recipe recipe, JsonObject state)
        : base(recipe, state) => (ClassNames, _counts, _takesLogits) = (
            [.. Need(state, "classes").AsArray().Select(name => name!.GetValue<string>())],
            [.. Need(state, "class-counts").AsArray().Select(count => count!.GetValue<int>())],
            NetworkHead.TakesLogits(RecipeOutputs.LossOf(recipe, 0)));

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Share of each class in the training part.</summary>
    public IReadOnlyList<double> ClassShares => [.. _counts.Select(count => count / (double)_counts.Sum())];

    /// <inheritdoc/>
    internal override int ClassicalOutputs => ClassNames.Count;

    /// <inheritdoc/>
    protected override int PredictionWidth => ClassNames.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork => [new Lstm(NetworkHead.DefaultUnits), HeadFor(Recipe.Train.Loss?.Name)];

    /// <inheritdoc/>
    public override JsonObject Facts()
    {
        JsonObject facts = new() { ["classes"] = new JsonArray([.. ClassNames.Select(name => (JsonNode)name)]) };
        foreach ((string name, JsonNode? value) in base.Facts())
        {
            facts[name] = value?.DeepClone();
        }

        return facts;
    }

    /// <summary>The classes; of two with a single output, the one that it is the probability of.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputFeatures => ClassNames;

    /// <inheritdoc/>
    public override PartSummary Summarize(string name, SequenceData data) => base.Summarize(name, data) with
    {
        Counts = [.. ClassNames.Select((label, index) => KeyValuePair.Create(label, data.Targets.Count(target => target[0] == index)))],
    };

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Block<Loss> loss = RecipeOutputs.LossOf(Recipe, 0)
            ?? Loss.Catalogue.BlockOf(network.OutputShapes[0].Features == 1 ? new BinaryCrossEntropy() : new CategoricalCrossEntropy());
        if (!Recipe.Train.BalanceClasses)
        {
            return loss.Create();
        }

        float[] weights = [.. ClassWeights.Balanced(_counts.SelectMany((count, index) => Enumerable.Repeat(index, count))),
            .. new float[ClassNames.Count - 1 - Array.FindLastIndex(_counts, count => count > 0)]];
        return NetworkHead.WithClassWeights(loss, weights)
            ?? throw Recipe.Error("train.class-weights",
                $"the loss {loss.Name} has no class weights. Leave class-weights out, or use the loss {Categorical}.");
    }

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
        string sigmoid = _takesLogits ? "linear" : "sigmoid", softmax = _takesLogits ? "linear" : "softmax";
        string wanted = classes == 2
            ? $"dense: {{units: 1, activation: {sigmoid}}}"
            : string.Create(CultureInfo.InvariantCulture, $"dense: {{units: {classes}, activation: {softmax}}}");
        string what = _takesLogits ? "logits" : "probabilities";
        if (output.IsSequence)
        {
            throw HeadError($"the network ends in a sequence, {output}, but must give {what} of the " +
                $"{CountFormatter.Format(classes, "classes")}. "
                + $"End it with a recurrent layer without return-sequences or with global-average-pooling1d, then {wanted}.");
        }

        string? activation = NetworkHead.ActivationOf(network);
        bool fits = (output.Features == 1 && classes == 2 && (activation ?? sigmoid) == sigmoid)
            || (output.Features == classes && (activation ?? softmax) == softmax);
        if (!fits)
        {
            string with = activation is { Length: > 0 } ? $" with the activation {activation}" : "";
            throw HeadError(string.Create(
                CultureInfo.InvariantCulture,
                $"the last layer gives {CountFormatter.Format(output.Features, "outputs")}{with}, but must give {what} of the " +
                $"{CountFormatter.Format(classes, "classes")}. "
                + $"End the model with {wanted}."));
        }

        CheckLoss(output);
    }

    /// <inheritdoc/>
    protected override float[] ToNetwork(double[] target, Model network)
    {
        // The recipe's loss takes either class indices or a probability for each class.
        Shape shape = (RecipeOutputs.LossOf(Recipe, 0)?.Create()
            ?? (network.OutputShapes[0].Features == 1 ? new BinaryCrossEntropy() : new CategoricalCrossEntropy()))
                .GetTargetShape(network.OutputShapes[0]);
        float[] encoded = new float[shape.Features];
        if (encoded.Length == 1)
        {
            encoded[0] = (float)target[0];
        }
        else
        {
            encoded[(int)target[0]] = 1;
        }

        return encoded;
    }

    /// <inheritdoc/>
    protected override void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction) =>
        ClassHead.Read(outputs, prediction, _takesLogits);

    /// <inheritdoc/>
    protected override double[] Average(Ensemble networks, IReadOnlyList<double[]> predictions)
    {
        double[] average = base.Average(networks, predictions);
        if (TensorPrimitives.Sum<double>(average) is > 0 and var sum)
        {
            TensorPrimitives.Divide(average, sum, average);
        }

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
            ((ClassificationEvaluation)test).FindNeighbours(tested, training, Preparation.ColumnNames);
        }
    }

    /// <inheritdoc/>
    protected override PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions) =>
        Tabulate(ClassNames, Named(data, predictions));

    /// <inheritdoc/>
    protected override void Write(JsonObject state)
    {
        state["classes"] = new JsonArray([.. ClassNames.Select(name => (JsonNode)name)]);
        state["class-counts"] = new JsonArray([.. _counts.Select(count => (JsonNode)count)]);
    }

    private ClassPrediction[] Named(SequenceData data, IReadOnlyList<double[]> predictions) =>
        [.. predictions.Select((probabilities, index) => new ClassPrediction(
            data.Series[index].Id, data.IsKnown(index) ? (int)data.Targets[index][0] : null, MostProbable(probabilities), probabilities)
        {
            Text = TextOf(data, index),
        })];

    /// <summary>The text of a series of a table of texts; null of others.</summary>
    private string? TextOf(SequenceData data, int index) => data.Source is { } source && Recipe.Data.Texts is [var column, ..]
        && source[index].Frame is { } frame && frame.Categories(column) is [var text, ..] ? text : null;

    /// <summary>The last layer of a default network: one probability of two classes, unless the loss takes one of each.</summary>
    private Dense HeadFor(string? loss)
    {
        bool isBinary = ClassNames.Count == 2 && loss is null or Binary;
        ActivationFunction activation = isBinary ? ActivationFunction.Sigmoid : ActivationFunction.Softmax;
        return new Dense(
            isBinary ? 1 : ClassNames.Count, new DenseOptions { Activation = _takesLogits ? ActivationFunction.Linear : activation });
    }

    private void CheckLoss(Shape output)
    {
        if (RecipeOutputs.LossOf(Recipe, 0) is not { } block)
        {
            return;
        }

        Loss loss = block.Create();
        string[] fitting = output.Features == 1 ? [Binary] : [Categorical, Sparse, Divergence];
        bool fits = NetworkHead.IsOwn(loss)
            ? NetworkHead.TargetShapeOf(loss, output) is { IsSequence: false } shape
                && (shape.Features == 1 || shape.Features == output.Features)
            : fitting.Contains(block.Name);
        if (!fits)
        {
            throw Recipe.Error(
                "train.loss", $"the last layer gives {(_takesLogits ? "logits" : "probabilities")} for the loss {fitting[0]}, "
                + $"but train.loss is {block.Name}. Use loss: {string.Join(" or ", fitting)}, or leave it out.");
        }
    }
}
