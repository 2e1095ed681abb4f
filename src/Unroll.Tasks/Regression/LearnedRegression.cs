using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Probability;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Regression;

/// <summary>The state of a trained regression beside the weights: the scale of its targets, and the baselines.</summary>
internal sealed partial class LearnedRegression : LearnedSequences
{
    /// <summary>Levels of the quantiles that a predicted distribution is kept by: the middles of a hundred equal parts.</summary>
    private static readonly double[] _distributionLevels = [.. Enumerable.Range(0, 100).Select(part => (part + 0.5) / 100)];

    private readonly IReadOnlyList<OutputHead> _heads;
    private readonly IReadOnlyList<TargetPlace> _places;
    private readonly TargetScale[] _scales;
    private readonly SummaryRegression _linear;

    private LearnedRegression(Recipe recipe, Preparation preparation, int sequenceLength, TargetScale[] scales, SummaryRegression linear)
        : base(recipe, preparation, sequenceLength)
    {
        _heads = OutputHead.Of(recipe, Targets);
        (_places, _scales, _linear) = (TargetPlace.Of(_heads), scales, linear);
    }

    internal LearnedRegression(Recipe recipe, JsonObject state)
        : base(recipe, state)
    {
        _heads = OutputHead.Of(recipe, Targets);
        _places = TargetPlace.Of(_heads);
        _scales = [.. Need(state, "targets").AsArray().Select(scale => TargetScale.FromJson(scale!))];
        _linear = SummaryRegression.FromJson(Need(state, "linear"));
        _intervals = state["intervals"]?.AsArray().Select(own => ConformalIntervals.FromJson(own!)).ToArray();
    }

    /// <summary>Names of the targets: their columns, or <c>value</c> where the series come with a number each.</summary>
    public IReadOnlyList<string> Targets => Recipe.Data.Targets.Count > 0 ? Recipe.Data.Targets : ["value"];

    /// <summary>Levels of the predicted quantiles of the first target; none where its loss is for single numbers.</summary>
    public IReadOnlyList<double> QuantileLevels => _places[0].Levels;

    /// <inheritdoc/>
    internal override IReadOnlyList<OutputHead> NumberHeads => _heads;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> NumberTargets => Targets;

    /// <inheritdoc/>
    protected override int PredictionWidth => _places.Sum(WidthOf);

    /// <inheritdoc/>
    private protected override string PredictedNumbers => string.Join(" and ", _places.Select((place, target) =>
        place.Head.Numbers.HasDistribution ? $"the distribution of {Targets[target]}"
        : place.Levels.Count == 0 ? $"a single {Targets[target]}"
        : $"the quantiles {string.Join(", ", place.Levels)} of {Targets[target]}"));

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork => [new Lstm(NetworkHead.DefaultUnits), new Dense(_heads.Sum(head => head.Width))];

    /// <inheritdoc/>
    public override JsonObject Facts()
    {
        JsonObject facts = base.Facts();
        facts["target"] = Targets[0];
        facts["unit"] = Recipe.Data.Unit;
        if (IntervalFacts() is { } calibration)
        {
            facts["interval_calibration"] = calibration;
        }

        return facts;
    }

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network) => CreateLosses(network)[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Loss> CreateLosses(Model network) => [.. _heads.Select(head => head.Loss)];

    /// <summary>The predictions for series: of each series, each target.</summary>
    /// <param name="series">The series; their targets need not be known.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column is missing.</exception>
    public IReadOnlyList<RegressionPrediction> Regress(SeriesSet series, Ensemble networks, int threads)
    {
        SequenceData data = Prepare(Read(series));
        return [.. Named(data, Predictions(data, networks, threads)).Select(WithIntervals)];
    }

    internal static LearnedRegression Learn(Recipe recipe, Preparation preparation, int length, SequenceData training)
    {
        LearnedRegression learned = new(
            recipe,
            preparation,
            length,
            [.. training.Targets[0].Select((_, target) => TargetScale.Fit([.. training.Targets.Select(values => values[target])]))],
            SummaryRegression.Fit(training.Series, training.Targets));
        learned.RequireCounts(training);
        return learned;
    }

    /// <summary>Series with the last known value of each target column; NaN where there is none.</summary>
    internal static SequenceData Read(SeriesSet series, IReadOnlyList<string> targets) => new(
        series,
        [.. series.Items.Select(
            item => targets.Count == 0 ? (double[])[item.Value ?? double.NaN] : [.. targets.Select(name => LastKnown(item.Frame, name))])]);

    /// <inheritdoc/>
    protected override SequenceData Read(SeriesSet series) => Read(series, Recipe.Data.Targets);

    /// <inheritdoc/>
    protected override void CheckOutput(Model network, Shape output) => CheckOutput(network, output, 0);

    /// <inheritdoc/>
    protected override void CheckOutputs(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        for (int i = 0; i < _heads.Count; i++)
        {
            CheckOutput(network, network.OutputShapes[i], i);
        }
    }

    /// <inheritdoc/>
    protected override float[] ToNetwork(double[] target, Model network)
    {
        ArgumentNullException.ThrowIfNull(target);
        return [.. target.Select((value, index) => (float)(IsScaled(_places[index].Head) ? _scales[index].Scale(value) : value))];
    }

    /// <inheritdoc/>
    protected override float[][] Divide(float[] encoded) =>
        [.. _heads.Select(head => head.Targets.Select(index => encoded[index]).ToArray())];

    private void CheckOutput(Model network, Shape output, int place)
    {
        OutputHead head = _heads[place];
        if (output.IsSequence)
        {
            throw NetworkHead.Error(Recipe, place, $"the network ends in a sequence, {output}, but must give numbers of a whole series. "
                + $"End it with a recurrent layer without return-sequences or with global-average-pooling1d, then dense: {head.Width}.");
        }

        if (output.Features != head.Width)
        {
            string each = head.Numbers.Each == 1 ? "" : $" × {head.Numbers.Each} numbers of {head.Loss.Name}";
            throw NetworkHead.Error(Recipe, place, string.Create(
                CultureInfo.InvariantCulture,
                $"the last layer gives {CountFormatter.Format(output.Features, "outputs")}, but there "
                + $"{(head.Targets.Count == 1 ? "is" : "are")} {CountFormatter.Format(head.Targets.Count, "targets")}{each}. "
                + $"End the model with dense: {head.Width}."));
        }

        if (NetworkHead.ActivationOf(network, place) is "")
        {
            throw NetworkHead.Error(
                Recipe, place, $"the last layer is none that gives numbers of any size. End the model with dense: {head.Width}.");
        }

        if (NetworkHead.TargetShapeOf(head.Loss, output) is not { IsSequence: false } shape || shape.Features != head.Targets.Count)
        {
            throw Recipe.Error(NetworkHead.LossField(Recipe, place),
                $"{head.Loss.Name} does not compare {CountFormatter.Format(output.Features, "outputs")} with "
                + $"{CountFormatter.Format(head.Targets.Count, "numbers")}. "
                + "Use mean-squared-error, or leave it out.");
        }
    }

    /// <inheritdoc/>
    protected override void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction)
    {
        for (int target = 0; target < Targets.Count; target++)
        {
            (_, OutputHead head, int index, int offset) = _places[target];
            Span<double> own = prediction[..WidthOf(_places[target])];
            prediction = prediction[own.Length..];
            ReadOnlySpan<float> numbers = outputs.Slice(offset, head.Width);
            head.Numbers.Read(numbers, index, head.Targets.Count, own);
            if (head.Numbers.HasDistribution)
            {
                Distribution distribution = head.Numbers.DistributionOf(numbers, index, head.Targets.Count);
                for (int i = 0; i < _distributionLevels.Length; i++)
                {
                    own[own.Length - _distributionLevels.Length + i] = distribution.Quantile(_distributionLevels[i]);
                }
            }

            for (int i = 0; i < own.Length && IsScaled(head); i++)
            {
                own[i] = _scales[target].Unscale(own[i]);
            }
        }
    }

    /// <inheritdoc/>
    protected override PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions) =>
        RegressionEvaluation.Tabulate(Targets, [.. Named(data, predictions).Select(WithIntervals)], IntervalLevels, IntervalNotes);

    /// <inheritdoc/>
    protected override void Write(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["targets"] = new JsonArray([.. _scales.Select(scale => (JsonNode)scale.ToJson())]);
        state["linear"] = _linear.ToJson();
        if (_intervals is not null)
        {
            state["intervals"] = new JsonArray([.. _intervals.Select(own => (JsonNode)own.ToJson())]);
        }
    }

    /// <summary>Whether a head's targets are standardized; counts are not: a likelihood of counts needs them as they are.</summary>
    private static bool IsScaled(OutputHead head) => head.Loss is not (PoissonLikelihood or NegativeBinomialLikelihood);

    private static int WidthOf(TargetPlace place) =>
        1 + place.Levels.Count + (place.Head.Numbers.HasDistribution ? _distributionLevels.Length : 0);

    /// <summary>Refuses targets that are no counts where a likelihood of counts is their loss.</summary>
    private void RequireCounts(SequenceData training)
    {
        for (int target = 0; target < Targets.Count; target++)
        {
            (int output, OutputHead head, _, _) = _places[target];
            int strange = IsScaled(head)
                ? -1 : training.Targets.ToList().FindIndex(values => values[target] < 0 || values[target] != Math.Floor(values[target]));
            if (strange >= 0)
            {
                throw Recipe.Error(NetworkHead.LossField(Recipe, output), string.Create(
                    CultureInfo.InvariantCulture,
                    $"{head.Loss.Name} takes counts, but the target of series '{training.Series[strange].Id}' "
                    + $"is {training.Targets[strange][target]}. Use gaussian-likelihood."));
            }
        }
    }

    /// <inheritdoc/>
    public override PartEvaluation Join(IReadOnlyList<PartEvaluation> folds) =>
        RegressionEvaluation.Join([.. folds.Cast<RegressionEvaluation>()]);

    private static double LastKnown(Frame frame, string name)
    {
        if (!frame.HasColumn(name))
        {
            return double.NaN;
        }

        if (frame.Categories(name) is not null)
        {
            throw new InputException(
                $"The target '{name}' is a column of texts, but a regression predicts numbers: "
                + $"give a column of numbers, or set task: classify with class: {name}.")
            { Column = name };
        }

        return AnswerAliases.LastKnown(frame, name);
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private RegressionPrediction[] Named(SequenceData data, IReadOnlyList<double[]> predictions)
    {
        int[] starts = [.. _places.Select((_, target) => _places.Take(target).Sum(WidthOf))];
        return
        [
            .. from index in Enumerable.Range(0, predictions.Count)
               from target in Enumerable.Range(0, Targets.Count)
               let own = predictions[index].AsSpan(starts[target], WidthOf(_places[target])).ToArray()
               select new RegressionPrediction(
                   data.Series[index].Id, Targets[target], Known(data.Targets[index][target]), own[0])
               {
                   Quantiles = [.. _places[target].Levels.Select((level, i) => KeyValuePair.Create(level, own[i + 1]))],
                   Distribution = _places[target].Head.Numbers.HasDistribution
                       ? new SampleDistribution(own.AsSpan(1 + _places[target].Levels.Count)) : null,
               },
        ];
    }
}
