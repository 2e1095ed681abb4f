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

namespace Unroll.Tasks.Labelling;

/// <summary>The state of a labelling whose labels are classes: their names and frequencies.</summary>
internal sealed class LearnedClassLabels : LearnedLabels
{
    private const string Binary = "binary-crossentropy";
    private const string Categorical = "categorical-crossentropy";
    private const string Sparse = "sparse-categorical-crossentropy";

    private readonly int[] _counts;
    private readonly bool _takesLogits;

    private LearnedClassLabels(
        Recipe recipe, Preparation preparation, int sequenceLength, IReadOnlyList<string> names, IReadOnlyList<int> counts)
        : base(recipe, preparation, sequenceLength) =>
        (ClassNames, _counts, _takesLogits) = ([.. names], [.. counts], NetworkHead.TakesLogits(RecipeOutputs.LossOf(recipe, 0)));

    internal LearnedClassLabels(Recipe recipe, JsonObject state)
        : base(recipe, state)
    {
        ClassNames = [.. Need(state, "classes").AsArray().Select(name => name!.GetValue<string>())];
        _counts = [.. Need(state, "class-counts").AsArray().Select(count => count!.GetValue<int>())];
        _takesLogits = NetworkHead.TakesLogits(RecipeOutputs.LossOf(recipe, 0));
        RestoreLinear(state);
    }

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputFeatures => ClassNames;

    /// <inheritdoc/>
    protected override int PredictionWidth => ClassNames.Count;

    /// <inheritdoc/>
    protected override Loss LinearLoss => new SparseCategoricalCrossEntropy();

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork =>
    [
        new Lstm(NetworkHead.DefaultUnits, new LstmOptions { ReturnSequences = true }),
        new Dense(ClassNames.Count, new DenseOptions
        {
            Activation = _takesLogits ? ActivationFunction.Linear : ActivationFunction.Softmax,
        }),
    ];

    /// <summary>Fits the state on the training part.</summary>
    internal static LearnedClassLabels Learn(
        Recipe recipe, Preparation preparation, int length, IReadOnlyList<string> names, SequenceData training)
    {
        RequireRows(training);
        int[] counts = new int[names.Count];
        foreach (double code in training.Targets.SelectMany(labels => labels).Where(label => !double.IsNaN(label)))
        {
            counts[(int)code]++;
        }

        return new(recipe, preparation, length, names, counts);
    }

    /// <inheritdoc/>
    public override JsonObject Facts()
    {
        JsonObject facts = new()
        {
            ["target"] = Target,
            ["classes"] = new JsonArray([.. ClassNames.Select(name => (JsonNode)name)]),
        };
        foreach ((string name, JsonNode? value) in base.Facts())
        {
            facts[name] = value?.DeepClone();
        }

        return facts;
    }

    /// <inheritdoc/>
    public override PartSummary Summarize(string name, SequenceData data)
    {
        PartSummary summary = base.Summarize(name, data);
        int[] counts = new int[ClassNames.Count];
        foreach (double code in data.Targets.SelectMany(labels => labels).Where(label => !double.IsNaN(label)))
        {
            counts[(int)code]++;
        }

        return summary with { Counts = [.. ClassNames.Select((label, index) => KeyValuePair.Create(label, counts[index]))] };
    }

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Block<Loss> loss = RecipeOutputs.LossOf(Recipe, 0)
            ?? Loss.Catalogue.BlockOf(
                network.OutputShapes[0].Features == 1 ? new BinaryCrossEntropy() : new SparseCategoricalCrossEntropy());
        if (!Recipe.Train.BalanceClasses)
        {
            return loss.Create();
        }

        double labelled = _counts.Sum();
        int occurring = _counts.Count(count => count > 0);
        float[] weights = [.. _counts.Select(count => count == 0 ? 0 : (float)(labelled / (occurring * (double)count)))];
        return NetworkHead.WithClassWeights(loss, weights)
            ?? throw Recipe.Error(
                "train.class-weights", $"the loss {loss.Name} has no class weights. Leave class-weights out, or use the loss {Sparse}.");
    }

    /// <summary>The labels of each step of series.</summary>
    /// <param name="series">The series; their labels need not be known.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column is missing, or a label is not among those learned.</exception>
    public IReadOnlyList<SeriesLabels> Label(SeriesSet series, Ensemble networks, int threads)
    {
        SequenceData data = Prepare(Read(series));
        return Named(data, Predictions(data, networks, threads));
    }

    /// <inheritdoc/>
    public override PartEvaluation Join(IReadOnlyList<PartEvaluation> folds) =>
        ClassLabelEvaluation.Join([.. folds.Cast<ClassLabelEvaluation>()]);

    /// <inheritdoc/>
    protected override WindowModel CreateLinear(bool isCausal) => new(InputShape, Vocabularies, ClassNames.Count, isCausal);

    /// <inheritdoc/>
    protected override void Encode(double label, Span<float> destination)
    {
        if (destination.Length == 1)
        {
            destination[0] = (float)label;
        }
        else
        {
            destination[(int)label] = 1;
        }
    }

    /// <inheritdoc/>
    protected override SequenceData Read(SeriesSet series) => StepLabels.Codes(series, Target, ClassNames);

    /// <inheritdoc/>
    protected override void CheckOutput(Model network, Shape output)
    {
        int classes = ClassNames.Count;
        string sigmoid = _takesLogits ? "linear" : "sigmoid", softmax = _takesLogits ? "linear" : "softmax";
        string what = _takesLogits ? "logits" : "probabilities", wanted = string.Create(
            CultureInfo.InvariantCulture, $"dense: {{units: {classes}, activation: {softmax}}}");
        RequireSteps(output, $"{what} of the {CountFormatter.Format(classes, "labels")}", wanted);
        string? activation = NetworkHead.ActivationOf(network);
        bool fits = (output.Features == 1 && classes == 2 && (activation ?? sigmoid) == sigmoid)
            || (output.Features == classes && (activation ?? softmax) == softmax);
        if (!fits)
        {
            string with = activation is { Length: > 0 } ? $" with the activation {activation}" : "";
            throw HeadError(
                $"the last layer gives {CountFormatter.Format(output.Features, "outputs")}{with} a step, but must give {what} of the "
                + $"{CountFormatter.Format(classes, "labels")}. End the model with {wanted}.");
        }

        CheckLoss(output);
    }

    /// <inheritdoc/>
    protected override void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction) =>
        ClassHead.Read(outputs, prediction, _takesLogits);

    /// <inheritdoc/>
    protected override double[] Average(Ensemble networks, IReadOnlyList<double[]> predictions)
    {
        double[] average = base.Average(networks, predictions);
        for (Span<double> rest = average; !rest.IsEmpty; rest = rest[PredictionWidth..])
        {
            Span<double> step = rest[..PredictionWidth];
            if (TensorPrimitives.Sum<double>(step) is > 0 and var sum)
            {
                TensorPrimitives.Divide(step, sum, step);
            }
        }

        return average;
    }

    /// <inheritdoc/>
    protected override PartEvaluation Judge(string part, SequenceData data, IReadOnlyList<double[]> predictions)
    {
        SeriesLabels[] series = Named(data, predictions);
        double[] shares = [.. _counts.Select(count => count / (double)_counts.Sum())];
        IReadOnlyList<double[]>? linear = LinearPredictions(data);
        List<KeyValuePair<string, LabelCounts>> baselines =
        [
            KeyValuePair.Create(LabelEvaluation.MostFrequentName, LabelCounts.OfMostFrequent(ClassNames, shares, series)),
        ];
        if (Linear is { IsCausalModel: true })
        {
            baselines.Add(KeyValuePair.Create(LabelEvaluation.LastKnownName, LabelCounts.OfLastKnown(ClassNames, shares, series)));
        }

        if (linear is not null)
        {
            baselines.Add(KeyValuePair.Create(LabelEvaluation.LinearName, LabelCounts.Of(ClassNames, Named(data, linear))));
        }

        return ClassLabelEvaluation.Of(part, ClassNames, series, baselines);
    }

    /// <inheritdoc/>
    protected override PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions) =>
        ClassLabelEvaluation.Tabulate(Named(data, predictions));

    /// <inheritdoc/>
    protected override void Write(JsonObject state)
    {
        base.Write(state);
        state["classes"] = new JsonArray([.. ClassNames.Select(name => (JsonNode)name)]);
        state["class-counts"] = new JsonArray([.. _counts.Select(count => (JsonNode)count)]);
    }

    private SeriesLabels[] Named(SequenceData data, IReadOnlyList<double[]> predictions) =>
        [.. predictions.Select((probabilities, index) => new SeriesLabels(
            data.Series[index].Id, data.Series[index].Frame.Time, ClassNames, data.Targets[index], probabilities)
        {
            Source = data.Source?[index].Frame,
            TextColumns = TextColumnsOf(data),
        })];

    /// <summary>The inputs that are texts, which stand beside the labels in tables.</summary>
    private string[] TextColumnsOf(SequenceData data) => data.Source is { } source
        ? [.. Recipe.Data.Channels.Where(name => source.Items.Any(item => item.Frame.Categories(name) is not null))] : [];

    private void CheckLoss(Shape output)
    {
        if (RecipeOutputs.LossOf(Recipe, 0) is not { } block)
        {
            return;
        }

        Loss loss = block.Create();
        string[] fitting = output.Features == 1 ? [Binary] : [Sparse, Categorical];
        bool fits = NetworkHead.IsOwn(loss)
            ? NetworkHead.TargetShapeOf(loss, output) is { IsSequence: true } shape
                && (shape.Features == 1 || shape.Features == output.Features)
            : fitting.Contains(block.Name);
        if (!fits)
        {
            throw Recipe.Error(
                "train.loss", $"the last layer gives {(_takesLogits ? "logits" : "probabilities")} for the loss {fitting[0]}, "
                + $"but train.loss is {block.Name}. Use loss: {fitting[0]}, or leave it out.");
        }
    }
}
