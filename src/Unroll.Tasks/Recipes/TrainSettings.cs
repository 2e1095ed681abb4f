using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Training;

namespace Unroll.Tasks.Recipes;

/// <summary>The settings of section <c>train</c> of a recipe.</summary>
internal static class TrainSettings
{
    private static readonly TrainRecipe _default = new();

    private const string MonitorHelp =
        "The monitored value: `val_loss`, `loss`, or one of `metrics` as `history.csv` names it, `val_mae` for example.";

    private static readonly Setting<EarlyStoppingOptions, string?> _stopMonitor =
        new("monitor", Kind.Text!, options => options.Monitor, MonitorHelp) { DefaultNote = "`val_loss`" };

    private static readonly Setting<EarlyStoppingOptions, int> _stopPatience = new(
        "patience", Kind.Integer(1), options => options.Patience,
        "Epochs in a row without a better validation loss after which training stops.")
    { DefaultValue = default(EarlyStoppingOptions).Patience };

    private static readonly Setting<EarlyStoppingOptions, double> _stopDelta = new(
        "min-delta", Kind.Number(NumberRange.NonNegative), options => options.MinDelta,
        "By how much the loss must be below the best to count as better.");

    private static readonly Section<EarlyStoppingOptions> _earlyStoppingSection = new(
        [_stopPatience, _stopDelta, _stopMonitor],
        values =>
            new EarlyStoppingOptions
            {
                Patience = values.Get(_stopPatience),
                MinDelta = values.Get(_stopDelta),
                Monitor = values.Get(_stopMonitor)
            });

    private static readonly Setting<ReduceLearningRateOnPlateauOptions, float> _factor = new(
        "factor", Kind.Single(NumberRange.Fraction), options => options.Factor, "What the learning rate is multiplied by.")
    { DefaultValue = default(ReduceLearningRateOnPlateauOptions).Factor };

    private static readonly Setting<ReduceLearningRateOnPlateauOptions, string?> _plateauMonitor =
        new("monitor", Kind.Text!, options => options.Monitor, MonitorHelp) { DefaultNote = "`val_loss`" };

    private static readonly Setting<ReduceLearningRateOnPlateauOptions, int> _plateauPatience = new(
        "patience", Kind.Integer(1), options => options.Patience,
        "Epochs in a row without a better validation loss after which it is lowered.")
    { DefaultValue = default(ReduceLearningRateOnPlateauOptions).Patience };

    private static readonly Setting<ReduceLearningRateOnPlateauOptions, double> _plateauDelta = new(
        "min-delta", Kind.Number(NumberRange.NonNegative), options => options.MinDelta,
        "By how much the loss must be below the best to count as better.");

    private static readonly Setting<ReduceLearningRateOnPlateauOptions, int> _cooldown = new(
        "cooldown", Kind.Integer(0), options => options.Cooldown, "Epochs after a reduction that are not counted.");

    private static readonly Setting<ReduceLearningRateOnPlateauOptions, float> _minLearningRate = new(
        "min-learning-rate", Kind.Single(NumberRange.NonNegative), options => options.MinLearningRate,
        "The learning rate is never lowered below this.");

    private static readonly Section<ReduceLearningRateOnPlateauOptions> _plateauSection = new(
        [_factor, _plateauPatience, _plateauDelta, _cooldown, _minLearningRate, _plateauMonitor],
        values => new ReduceLearningRateOnPlateauOptions
        {
            Factor = values.Get(_factor),
            Patience = values.Get(_plateauPatience),
            MinDelta = values.Get(_plateauDelta),
            Cooldown = values.Get(_cooldown),
            MinLearningRate = values.Get(_minLearningRate),
            Monitor = values.Get(_plateauMonitor),
        });

    private static readonly Setting<TrainRecipe, OutputChoice<Block<Loss>>?> _loss = new(
        "loss", new OutputChoiceKind<Loss, Block<Loss>>(() => Loss.Catalogue, Kind.Block(() => Loss.Catalogue), "loss")!,
        train => new(train.Loss, train.OutputLosses),
        "What is made small: one loss, or one for each of `outputs` by its name (`{load: mse, price: mae}`).")
    { DefaultNote = "the task's own" };

    private static readonly Setting<TrainRecipe, IReadOnlyDictionary<string, double>> _lossWeights = new(
        "loss-weights", Kind.Map(Kind.Number(NumberRange.NonNegative), "section with a number for each output"),
        train => train.LossWeights, "Factors of the losses of `outputs` in the sum that is made small.")
    { DefaultValue = _default.LossWeights, DefaultNote = "1 each" };

    private static readonly Setting<TrainRecipe, OutputChoice<IReadOnlyList<Block<Metric>>>?> _metrics = new(
        "metrics",
        new OutputChoiceKind<Metric, IReadOnlyList<Block<Metric>>>(
            () => Metric.Catalogue, Kind.List(Kind.Block(() => Metric.Catalogue), "metrics", allowsSingle: true), "metrics")!,
        train => new(train.Metrics.Count == 0 ? null : train.Metrics, train.OutputMetrics),
        "What is measured after each epoch beside the loss: of all outputs, or of each of `outputs` by its name.")
    { DefaultNote = "none" };

    private static readonly Setting<TrainRecipe, Block<Optimizer>?> _optimizer = new(
        "optimizer", Kind.Block(() => Optimizer.Catalogue)!, train => train.Optimizer, "How weights follow gradients.")
    { DefaultNote = "`adam`" };

    private static readonly Setting<TrainRecipe, float?> _learningRate = new(
        "learning-rate", Kind.Optional(Kind.Single(NumberRange.Positive)), train => train.LearningRate, "Size of the steps.")
    { DefaultNote = "the optimizer's" };

    private static readonly Setting<TrainRecipe, Block<LearningRateSchedule>?> _schedule = new(
        "schedule", Kind.Block(() => LearningRateSchedule.Catalogue)!, train => train.Schedule,
        "How the learning rate changes from epoch to epoch.");

    private static readonly Setting<TrainRecipe, int> _batchSize = new(
        "batch-size", Kind.Integer(1), train => train.BatchSize, "Samples a step.")
    { DefaultValue = _default.BatchSize };

    private static readonly Setting<TrainRecipe, int> _epochs = new(
        "epochs", Kind.Integer(1), train => train.Epochs, "How often the training part is gone through at most.")
    { DefaultValue = _default.Epochs };

    private static readonly Setting<TrainRecipe, bool> _shuffle = new(
        "shuffle", Kind.Flag, train => train.Shuffle, "Whether samples come in a new random order each epoch.")
    { DefaultValue = _default.Shuffle };

    private static readonly Setting<TrainRecipe, int> _accumulation = new(
        "accumulation-steps", Kind.Integer(1), train => train.AccumulationSteps,
        "Batches whose gradients are added up for one step (gradient accumulation).")
    { DefaultValue = _default.AccumulationSteps };

    private static readonly Setting<TrainRecipe, int> _truncated = new(
        "truncated-steps", Kind.Integer(0), train => train.TruncatedSteps,
        "Timesteps that gradients are followed back over (truncated back-propagation through time); 0 for all.");

    private static readonly Setting<TrainRecipe, Block<GradientClipping>?>[] _clippings =
        [.. GradientClipping.Catalogue.Entries.Select(entry => new Setting<TrainRecipe, Block<GradientClipping>?>(
            entry.Name, new NamedBlockKind<GradientClipping>(entry)!, train => train.Clipping?.Name == entry.Name ? train.Clipping : null,
            entry.Summary))];

    private static readonly Setting<TrainRecipe, float> _weightAverage = new(
        "weight-average-decay", Kind.Single(NumberRange.ShareBelowOne), train => train.WeightAverageDecay,
        "Share of the exponential average of the weights that a step keeps, for example 0.999; predictions then use the average. 0 for "
        + "none.");

    private static readonly Setting<TrainRecipe, EarlyStoppingOptions?> _earlyStopping = new(
        "early-stopping", Kind.Optional(_earlyStoppingSection), train => train.EarlyStopping, "When training stops early.");

    private static readonly Setting<TrainRecipe, ReduceLearningRateOnPlateauOptions?> _plateau = new(
        "reduce-on-plateau", Kind.Optional(_plateauSection), train => train.ReduceOnPlateau, "When the learning rate is lowered.");

    private static readonly Setting<TrainRecipe, bool> _restoreBest = new(
        "restore-best", Kind.Flag, train => train.RestoreBest,
        "Whether the weights of the best epoch are kept, rather than those of the last.")
    { DefaultValue = _default.RestoreBest };

    private static readonly Setting<TrainRecipe, int> _ensemble = new(
        "ensemble", Kind.Integer(1, 100), train => train.Ensemble, "Networks, each with its own seed, whose predictions are averaged.")
    { DefaultValue = _default.Ensemble };

    private static readonly Setting<TrainRecipe, bool> _classWeights = new(
        "class-weights", Kind.Choice(("balanced", true), ("none", false)), train => train.BalanceClasses,
        "Whether rare classes weigh more, so that each class weighs the same in all.");

    private static readonly Setting<TrainRecipe, bool> _buckets = new(
        "bucket-by-length", Kind.Flag, train => train.BucketByLength,
        "Whether sequences of similar length are put into a batch, so that little is padded.");

    private static readonly Setting<TrainRecipe, ulong> _seed = new(
        "seed", Kind.Unsigned, train => train.Seed, "Seed of weights, order and dropout; the same seed gives the same run, bit for bit.")
    { DefaultValue = _default.Seed };

    public static Section<TrainRecipe> Section { get; } = new(
        [
            _loss, _lossWeights, _metrics, _optimizer, _learningRate, _schedule, _batchSize, _epochs, _shuffle, _accumulation, _truncated,
            .. _clippings,
            _weightAverage, _earlyStopping,
            _plateau, _restoreBest, _ensemble, _classWeights, _buckets, _seed,
        ],
        Create);

    private static TrainRecipe Create(SettingValues values)
    {
        Block<GradientClipping>[] clippings = [.. _clippings.Select(values.Get).OfType<Block<GradientClipping>>()];
        return new TrainRecipe
        {
            Loss = values.Get(_loss)?.Shared,
            OutputLosses = values.Get(_loss)?.ByOutput ?? _default.OutputLosses,
            LossWeights = values.Get(_lossWeights),
            Metrics = values.Get(_metrics)?.Shared ?? [],
            OutputMetrics = values.Get(_metrics)?.ByOutput ?? _default.OutputMetrics,
            Optimizer = values.Get(_optimizer),
            LearningRate = values.Get(_learningRate),
            Schedule = values.Get(_schedule),
            BatchSize = values.Get(_batchSize),
            Epochs = values.Get(_epochs),
            Shuffle = values.Get(_shuffle),
            AccumulationSteps = values.Get(_accumulation),
            TruncatedSteps = values.Get(_truncated),
            Clipping = clippings.Length <= 1
                ? clippings.FirstOrDefault()
                : throw new InputException(
                    $"{string.Join(" and ", clippings.Select(clipping => clipping.Name))} are given. Gradients are limited in one way: "
                    + $"keep one of them."),
            WeightAverageDecay = values.Get(_weightAverage),
            EarlyStopping = values.Get(_earlyStopping),
            ReduceOnPlateau = values.Get(_plateau),
            RestoreBest = values.Get(_restoreBest),
            Ensemble = values.Get(_ensemble),
            BalanceClasses = values.Get(_classWeights),
            BucketByLength = values.Get(_buckets),
            Seed = values.Get(_seed),
        };
    }
}
