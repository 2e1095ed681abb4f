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

/// <summary>The state of a labelling whose labels are numbers: their scale.</summary>
internal sealed class LearnedNumberLabels : LearnedLabels
{
    private readonly OutputHead _head;
    private readonly TargetScale _scale;

    private LearnedNumberLabels(Recipe recipe, Preparation preparation, int sequenceLength, TargetScale scale)
        : base(recipe, preparation, sequenceLength) => (_head, _scale) = (OutputHead.Of(recipe, [Target])[0], scale);

    internal LearnedNumberLabels(Recipe recipe, JsonObject state)
        : base(recipe, state)
    {
        (_head, _scale) = (OutputHead.Of(recipe, [Target])[0], TargetScale.FromJson(Need(state, "scale")));
        RestoreLinear(state);
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<OutputHead> NumberHeads => [_head];

    /// <inheritdoc/>
    internal override IReadOnlyList<string> NumberTargets => [Target];

    /// <inheritdoc/>
    protected override int PredictionWidth => 1 + _head.Numbers.Levels.Count;

    /// <inheritdoc/>
    protected override bool AreClasses => false;

    /// <inheritdoc/>
    protected override Loss LinearLoss => new MeanSquaredError();

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork =>
        [new Lstm(NetworkHead.DefaultUnits, new LstmOptions { ReturnSequences = true }), new Dense(_head.Width)];

    /// <summary>Fits the state on the training part.</summary>
    internal static LearnedNumberLabels Learn(Recipe recipe, Preparation preparation, int length, SequenceData training)
    {
        RequireRows(training);
        double[] known = [.. training.Targets.SelectMany(labels => labels).Where(label => !double.IsNaN(label))];
        return new(recipe, preparation, length, TargetScale.Fit(known));
    }

    /// <inheritdoc/>
    public override JsonObject Facts()
    {
        JsonObject facts = base.Facts();
        facts["target"] = Target;
        facts["unit"] = Recipe.Data.Unit;
        return facts;
    }

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network) => _head.Loss;

    /// <summary>The numbers of each step of series.</summary>
    /// <param name="series">The series; their numbers need not be known.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column is missing.</exception>
    public IReadOnlyList<SeriesNumbers> Label(SeriesSet series, Ensemble networks, int threads)
    {
        SequenceData data = Prepare(Read(series));
        return Named(data, Predictions(data, networks, threads));
    }

    /// <inheritdoc/>
    public override PartEvaluation Join(IReadOnlyList<PartEvaluation> folds) =>
        NumberLabelEvaluation.Join([.. folds.Cast<NumberLabelEvaluation>()]);

    /// <inheritdoc/>
    protected override WindowModel CreateLinear(bool isCausal) => new(InputShape, Vocabularies, 0, isCausal);

    /// <inheritdoc/>
    protected override void Encode(double label, Span<float> destination) => destination[0] = (float)_scale.Scale(label);

    /// <inheritdoc/>
    protected override SequenceData Read(SeriesSet series) => StepLabels.Numbers(series, Target);

    /// <inheritdoc/>
    protected override void CheckOutput(Model network, Shape output)
    {
        string wanted = FormattableString.Invariant($"dense: {_head.Width}");
        RequireSteps(output, "a number", wanted);
        if (output.Features != _head.Width)
        {
            throw HeadError(
                $"the last layer gives {CountFormatter.Format(output.Features, "outputs")} a step, but there is one number to predict"
                + $"{(_head.Width == 1 ? "" : $" by {_head.Width} numbers of {_head.Loss.Name}")}. End the model with {wanted}.");
        }

        if (NetworkHead.ActivationOf(network) is "")
        {
            throw HeadError($"the last layer is none that gives numbers of any size. End the model with {wanted}.");
        }

        if (NetworkHead.TargetShapeOf(_head.Loss, output) is not { IsSequence: true, Features: 1 })
        {
            throw Recipe.Error(
                NetworkHead.LossField(Recipe, 0), $"{_head.Loss.Name} does not compare {CountFormatter.Format(output.Features, "outputs")} "
                    + "with a number at each step. Use mean-squared-error, or leave it out.");
        }

        if (_head.Loss is PoissonLikelihood or NegativeBinomialLikelihood)
        {
            throw Recipe.Error(
                NetworkHead.LossField(Recipe, 0), $"{_head.Loss.Name} takes counts, but labels are standardized. Use gaussian-likelihood.");
        }
    }

    /// <inheritdoc/>
    protected override void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction)
    {
        _head.Numbers.Read(outputs, 0, 1, prediction);
        for (int i = 0; i < prediction.Length; i++)
        {
            prediction[i] = _scale.Unscale(prediction[i]);
        }
    }

    /// <inheritdoc/>
    protected override PartEvaluation Judge(string part, SequenceData data, IReadOnlyList<double[]> predictions)
    {
        SeriesNumbers[] series = Named(data, predictions);
        List<KeyValuePair<string, IReadOnlyList<SeriesNumbers>>> baselines =
        [
            new(LabelEvaluation.MeanName, Constant(series, _scale.Mean)),
        ];
        if (Linear is { IsCausalModel: true })
        {
            baselines.Add(new(LabelEvaluation.LastKnownName, LastKnown(series)));
        }

        if (LinearPredictions(data) is { } linear)
        {
            baselines.Add(new(
                LabelEvaluation.LinearName, [.. series.Select((own, index) => own.With([.. linear[index].Select(_scale.Unscale)], []))]));
        }

        return NumberLabelEvaluation.Of(part, Target, series, baselines);
    }

    /// <inheritdoc/>
    protected override PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions) =>
        NumberLabelEvaluation.Tabulate(Named(data, predictions));

    /// <inheritdoc/>
    protected override void Write(JsonObject state)
    {
        base.Write(state);
        state["scale"] = _scale.ToJson();
    }

    private static SeriesNumbers[] Constant(SeriesNumbers[] series, double value) =>
        [.. series.Select(own => own.With([.. Enumerable.Repeat(value, own.Count)], []))];

    /// <summary>The number of the last step before that has one; the mean before the first.</summary>
    private SeriesNumbers[] LastKnown(SeriesNumbers[] series) => [.. series.Select(own =>
    {
        double last = _scale.Mean;
        double[] values = new double[own.Count];
        for (int step = 0; step < values.Length; step++)
        {
            values[step] = last;
            last = own[step].Actual ?? last;
        }

        return own.With(values, []);
    })];

    private SeriesNumbers[] Named(SequenceData data, IReadOnlyList<double[]> predictions) =>
        [.. predictions.Select((numbers, index) => new SeriesNumbers(
            data.Series[index].Id, data.Series[index].Frame.Time, data.Targets[index], numbers, _head.Numbers.Levels))];
}
