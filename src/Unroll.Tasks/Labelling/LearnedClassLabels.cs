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

namespace Unroll.Tasks.Labelling;

/// <summary>The state of a labelling whose labels are classes: their names and frequencies.</summary>
internal sealed class LearnedClassLabels : LearnedLabels
{
    private readonly ClassHead _head;

    private LearnedClassLabels(
        Recipe recipe, Preparation preparation, int sequenceLength, IReadOnlyList<string> names, IReadOnlyList<int> counts)
        : base(recipe, preparation, sequenceLength) => _head = new(recipe, names, counts);

    internal LearnedClassLabels(Recipe recipe, JsonObject state)
        : base(recipe, state)
    {
        _head = new(recipe, Need(state, "classes"), Need(state, "class-counts"));
        RestoreLinear(state);
    }

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    public IReadOnlyList<string> ClassNames => _head.Names;

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputFeatures => ClassNames;

    /// <inheritdoc/>
    protected override int PredictionWidth => ClassNames.Count;

    /// <inheritdoc/>
    protected override bool AreClasses => true;

    /// <inheritdoc/>
    protected override Loss LinearLoss => new SparseCategoricalCrossEntropy();

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork =>
    [
        new Lstm(NetworkHead.DefaultUnits, new LstmOptions { ReturnSequences = true }),
        _head.CreateLayer(isSingle: false),
    ];

    /// <summary>Fits the state on the training part.</summary>
    internal static LearnedClassLabels Learn(
        Recipe recipe, Preparation preparation, int length, IReadOnlyList<string> names, SequenceData training)
    {
        RequireRows(training);
        return new(recipe, preparation, length, names, CountsOf(training, names.Count));
    }

    /// <inheritdoc/>
    public override JsonObject Facts() => FactsBehind(new() { ["target"] = Target, ["classes"] = _head.NamesToJson() });

    /// <inheritdoc/>
    public override PartSummary Summarize(string name, SequenceData data)
    {
        int[] counts = CountsOf(data, ClassNames.Count);
        return base.Summarize(name, data) with
        {
            Counts = [.. ClassNames.Select((label, index) => KeyValuePair.Create(label, counts[index]))],
        };
    }

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network) => _head.CreateLoss(network, new SparseCategoricalCrossEntropy());

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
    protected override void Encode(double label, Span<float> destination) => ClassHead.Encode(label, destination);

    /// <inheritdoc/>
    protected override SequenceData Read(SeriesSet series) => StepLabels.Codes(series, Target, ClassNames);

    /// <inheritdoc/>
    protected override void CheckOutput(Model network, Shape output)
    {
        int classes = ClassNames.Count;
        string wanted = string.Create(
            CultureInfo.InvariantCulture, $"dense: {{units: {classes}, activation: {_head.Activation}}}");
        RequireSteps(output, $"{_head.Outputs} of the {CountFormatter.Format(classes, "labels")}", wanted);
        _head.Check(network, output, "labels", " a step", wanted, "sparse-categorical-crossentropy", "categorical-crossentropy");
    }

    /// <inheritdoc/>
    protected override void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction) =>
        _head.Read(outputs, prediction);

    /// <inheritdoc/>
    protected override double[] Average(Ensemble networks, IReadOnlyList<double[]> predictions)
    {
        double[] average = base.Average(networks, predictions);
        for (Span<double> rest = average; !rest.IsEmpty; rest = rest[PredictionWidth..])
        {
            ClassHead.Normalize(rest[..PredictionWidth]);
        }

        return average;
    }

    /// <inheritdoc/>
    protected override PartEvaluation Judge(string part, SequenceData data, IReadOnlyList<double[]> predictions)
    {
        SeriesLabels[] series = Named(data, predictions);
        double[] shares = _head.Shares;
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
        _head.Write(state);
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

    /// <summary>Counts of each label, where it is known.</summary>
    private static int[] CountsOf(SequenceData data, int classes)
    {
        int[] counts = new int[classes];
        foreach (double code in data.Targets.SelectMany(labels => labels).Where(label => !double.IsNaN(label)))
        {
            counts[(int)code]++;
        }

        return counts;
    }
}
