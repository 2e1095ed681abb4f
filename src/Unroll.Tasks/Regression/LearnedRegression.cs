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

namespace Unroll.Tasks.Regression;

/// <summary>The state of a trained regression beside the weights: the scale of its targets, and the baselines.</summary>
internal sealed class LearnedRegression : LearnedSequences
{
    private readonly Loss _loss;
    private readonly NumberHead _head;
    private readonly TargetScale[] _scales;
    private readonly SummaryRegression _linear;

    private LearnedRegression(Recipe recipe, Preparation preparation, int sequenceLength, TargetScale[] scales, SummaryRegression linear)
        : base(recipe, preparation, sequenceLength) =>
            (_loss, _head, _scales, _linear) = (LossOf(recipe), new NumberHead(LossOf(recipe)), scales, linear);

    internal LearnedRegression(Recipe recipe, JsonObject state)
        : base(recipe, state) => (_loss, _head, _scales, _linear) = (
            LossOf(recipe),
            new NumberHead(LossOf(recipe)),
            [.. Need(state, "targets").AsArray().Select(scale => TargetScale.FromJson(scale!))],
            SummaryRegression.FromJson(Need(state, "linear")));

    /// <summary>Names of the targets: their columns, or <c>value</c> where the series come with a number each.</summary>
    public IReadOnlyList<string> Targets => Recipe.Data.Targets.Count > 0 ? Recipe.Data.Targets : ["value"];

    /// <summary>Levels of the predicted quantiles; none where the loss is for single numbers.</summary>
    public IReadOnlyList<double> QuantileLevels => _head.Levels;

    /// <inheritdoc/>
    protected override int PredictionWidth => Targets.Count * Width;

    /// <inheritdoc/>
    protected override string UnknownTarget => "target";

    private int Width => 1 + _head.Levels.Count;

    /// <summary>Whether targets are standardized; counts are not: a likelihood of counts needs them as they are.</summary>
    private bool IsScaled => _loss is not (PoissonLikelihood or NegativeBinomialLikelihood);

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork => [new Lstm(NetworkHead.DefaultUnits), new Dense(Targets.Count * _head.Each)];

    /// <inheritdoc/>
    public override JsonObject Facts()
    {
        JsonObject facts = base.Facts();
        facts["target"] = Targets[0];
        facts["unit"] = Recipe.Data.Unit;
        return facts;
    }

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network) => LossOf(Recipe);

    /// <summary>The predictions for series: of each series, each target.</summary>
    /// <param name="series">The series; their targets need not be known.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column is missing.</exception>
    public IReadOnlyList<RegressionPrediction> Regress(SeriesSet series, Ensemble networks, int threads)
    {
        SequenceData data = Prepare(Read(series));
        return Named(data, Predictions(data, networks, threads));
    }

    internal static LearnedRegression Learn(Recipe recipe, Preparation preparation, int length, SequenceData training)
    {
        LearnedRegression learned = new(
            recipe,
            preparation,
            length,
            [.. training.Targets[0].Select((_, target) => TargetScale.Fit([.. training.Targets.Select(values => values[target])]))],
            SummaryRegression.Fit(training.Series, training.Targets));
        int strange = learned.IsScaled
            ? -1 : training.Targets.ToList().FindIndex(values => values.Any(value => value < 0 || value != Math.Floor(value)));
        return strange < 0
            ? learned
            : throw recipe.Error("train.loss", string.Create(
                CultureInfo.InvariantCulture,
                $"{learned._loss.Name} takes counts, but the target of series '{training.Series[strange].Id}' "
                + $"is {training.Targets[strange].First(value => value < 0 || value != Math.Floor(value))}. Use gaussian-likelihood."));
    }

    /// <summary>Series with the last known value of each target column; NaN where there is none.</summary>
    internal static SequenceData Read(SeriesSet series, IReadOnlyList<string> targets) => new(
        series,
        [.. series.Items.Select(
            item => targets.Count == 0 ? (double[])[item.Value ?? double.NaN] : [.. targets.Select(name => LastKnown(item.Frame, name))])]);

    /// <inheritdoc/>
    protected override SequenceData Read(SeriesSet series) => Read(series, Recipe.Data.Targets);

    /// <inheritdoc/>
    protected override void CheckOutput(Model network, Shape output)
    {
        int wanted = Targets.Count * _head.Each;
        if (output.IsSequence)
        {
            throw HeadError($"the network ends in a sequence, {output}, but must give numbers of a whole series. "
                + $"End it with a recurrent layer without return-sequences or with global-average-pooling1d, then dense: {wanted}.");
        }

        if (output.Features != wanted)
        {
            string each = _head.Each == 1 ? "" : $" × {_head.Each} numbers of {_loss.Name}";
            throw HeadError(string.Create(
                CultureInfo.InvariantCulture,
                    $"the last layer gives {output.Features} output(s), but there are {Targets.Count} target(s){each}. "
                + $"End the model with dense: {wanted}."));
        }

        if (NetworkHead.ActivationOf(network) is "")
        {
            throw HeadError($"the last layer is none that gives numbers of any size. End the model with dense: {wanted}.");
        }

        if (NetworkHead.TargetShapeOf(_loss, output) is not { IsSequence: false } shape || shape.Features != Targets.Count)
        {
            throw Recipe.Error("train.loss",
                $"{_loss.Name} does not compare {output.Features} output(s) with {Targets.Count} number(s). "
                + "Use mean-squared-error, or leave it out.");
        }
    }

    /// <inheritdoc/>
    protected override float[] ToNetwork(double[] target, Model network)
    {
        ArgumentNullException.ThrowIfNull(target);
        return [.. target.Select((value, index) => (float)(IsScaled ? _scales[index].Scale(value) : value))];
    }

    /// <inheritdoc/>
    protected override void FromNetwork(ReadOnlySpan<float> outputs, Span<double> prediction)
    {
        for (int target = 0; target < Targets.Count; target++)
        {
            Span<double> own = prediction.Slice(target * Width, Width);
            _head.Read(outputs, target, Targets.Count, own);
            for (int i = 0; i < own.Length && IsScaled; i++)
            {
                own[i] = _scales[target].Unscale(own[i]);
            }
        }
    }

    /// <inheritdoc/>
    protected override PartEvaluation Judge(string part, SequenceData data, IReadOnlyList<double[]> predictions) =>
        RegressionEvaluation.Of(part, Targets, Named(data, predictions),
        [
            new(RegressionEvaluation.MeanName, [.. data.Targets.Select(_ => _scales.Select(scale => scale.Mean).ToArray())]),
            new(RegressionEvaluation.MedianName, [.. data.Targets.Select(_ => _scales.Select(scale => scale.Median).ToArray())]),
            new(RegressionEvaluation.LinearName, [.. data.Series.Items.Select(_linear.Predict)]),
        ]);

    /// <inheritdoc/>
    protected override PredictionTable Tabulate(SequenceData data, IReadOnlyList<double[]> predictions) =>
        RegressionEvaluation.Tabulate(Targets, Named(data, predictions));

    /// <inheritdoc/>
    protected override void Write(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["targets"] = new JsonArray([.. _scales.Select(scale => (JsonNode)scale.ToJson())]);
        state["linear"] = _linear.ToJson();
    }

    private static Loss LossOf(Recipe recipe) => recipe.Train.Loss?.Create() ?? new MeanSquaredError();

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
                + $"give a column of numbers, or set task: classify with class: {name}.");
        }

        return AnswerAliases.LastKnown(frame, name);
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private RegressionPrediction[] Named(SequenceData data, IReadOnlyList<double[]> predictions) =>
    [
        .. from index in Enumerable.Range(0, predictions.Count)
           from target in Enumerable.Range(0, Targets.Count)
           let own = predictions[index].AsSpan(target * Width, Width).ToArray()
           select new RegressionPrediction(
               data.Series[index].Id, Targets[target], Known(data.Targets[index][target]), own[0])
           {
               Quantiles = [.. _head.Levels.Select((level, i) => KeyValuePair.Create(level, own[i + 1]))],
           },
    ];
}
