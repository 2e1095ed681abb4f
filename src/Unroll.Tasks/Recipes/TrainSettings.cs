using Unroll.Augmentations;
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

    private static readonly Section<EarlyStoppingOptions> _earlyStoppingSection = new SectionBuilder<EarlyStoppingOptions>(new())
        .Add("patience", Kind.Integer(1), options => options.Patience, (options, value) => options with { Patience = value },
            "Epochs in a row without a better validation loss after which training stops.")
        .Add("min-delta", Kind.Number(NumberRange.NonNegative), options => options.MinDelta,
            (options, value) => options with { MinDelta = value }, "By how much the loss must be below the best to count as better.")
        .AddText("monitor", options => options.Monitor, (options, value) => options with { Monitor = value }, MonitorHelp,
            note: "`val_loss`")
        .Build();

    private static readonly Section<ReduceLearningRateOnPlateauOptions> _plateauSection =
        new SectionBuilder<ReduceLearningRateOnPlateauOptions>(new())
        .Add("factor", Kind.Single(NumberRange.Fraction), options => options.Factor, (options, value) => options with { Factor = value },
            "What the learning rate is multiplied by.")
        .Add("patience", Kind.Integer(1), options => options.Patience, (options, value) => options with { Patience = value },
            "Epochs in a row without a better validation loss after which it is lowered.")
        .Add("min-delta", Kind.Number(NumberRange.NonNegative), options => options.MinDelta,
            (options, value) => options with { MinDelta = value }, "By how much the loss must be below the best to count as better.")
        .Add("cooldown", Kind.Integer(0), options => options.Cooldown, (options, value) => options with { Cooldown = value },
            "Epochs after a reduction that are not counted.")
        .Add("min-learning-rate", Kind.Single(NumberRange.NonNegative), options => options.MinLearningRate,
            (options, value) => options with { MinLearningRate = value }, "The learning rate is never lowered below this.")
        .AddText("monitor", options => options.Monitor, (options, value) => options with { Monitor = value }, MonitorHelp,
            note: "`val_loss`")
        .Build();

    public static Section<TrainRecipe> Section { get; } = Create();

    private static Section<TrainRecipe> Create()
    {
        SectionBuilder<TrainRecipe> builder = new SectionBuilder<TrainRecipe>(_default)
            .AddOptional("loss", new OutputChoiceKind<Loss, Block<Loss>>(() => Loss.Catalogue, Kind.Block(() => Loss.Catalogue), "loss"),
                train => new(train.Loss, train.OutputLosses),
                (train, value) => train with { Loss = value?.Shared, OutputLosses = value?.ByOutput ?? _default.OutputLosses },
                "What is made small: one loss, or one for each of `outputs` by its name (`{load: mse, price: mae}`).",
                note: "the task's own")
            .Add("loss-weights", Kind.Map(Kind.Number(NumberRange.NonNegative), "section with a number for each output"),
                train => train.LossWeights, (train, value) => train with { LossWeights = value },
                "Factors of the losses of `outputs` in the sum that is made small.", note: "1 each")
            .AddOptional("metrics", new OutputChoiceKind<Metric, IReadOnlyList<Block<Metric>>>(
                    () => Metric.Catalogue, Kind.List(Kind.Block(() => Metric.Catalogue), "metrics", allowsSingle: true), "metrics"),
                train => new(train.Metrics.Count == 0 ? null : train.Metrics, train.OutputMetrics),
                (train, value) => train with { Metrics = value?.Shared ?? [], OutputMetrics = value?.ByOutput ?? _default.OutputMetrics },
                "What is measured after each epoch beside the loss: of all outputs, or of each of `outputs` by its name.", note: "none")
            .AddOptional("optimizer", Kind.Block(() => Optimizer.Catalogue), train => train.Optimizer,
                (train, value) => train with { Optimizer = value }, "How weights follow gradients.", note: "`adam`")
            .Add("learning-rate", Kind.Optional(Kind.Single(NumberRange.Positive)), train => train.LearningRate,
                (train, value) => train with { LearningRate = value }, "Size of the steps.", note: "the optimizer's")
            .AddOptional("schedule", Kind.Block(() => LearningRateSchedule.Catalogue), train => train.Schedule,
                (train, value) => train with { Schedule = value }, "Learning rate of each epoch.")
            .Add("batch-size", Kind.Integer(1), train => train.BatchSize, (train, value) => train with { BatchSize = value },
                "Samples a step.")
            .Add("epochs", Kind.Integer(1), train => train.Epochs, (train, value) => train with { Epochs = value },
                "How often the training part is gone through at most.")
            .Add("augment", Kind.List(Kind.Block(() => Augmentation.Catalogue), "augmentations", allowsSingle: true),
                train => train.Augment, (train, value) => train with { Augment = value },
                "Random changes of the training samples, drawn anew in every epoch: see [augmentation](training.md#augmentation).",
                note: "none")
            .Add("steps-per-epoch", Kind.Optional(Kind.Integer(1)), train => train.StepsPerEpoch,
                (train, value) => train with { StepsPerEpoch = value },
                "Batches an epoch, of samples (of a forecast: windows) that are drawn anew for each by the seed. The validation after an "
                + "epoch takes at most as many, spread over all.", note: "all samples")
            .Add("shuffle", Kind.Flag, train => train.Shuffle, (train, value) => train with { Shuffle = value },
                "Whether samples come in a new random order each epoch.")
            .Add("accumulation-steps", Kind.Integer(1), train => train.AccumulationSteps,
                (train, value) => train with { AccumulationSteps = value },
                "Batches whose gradients are added up for one step (gradient accumulation).")
            .Add("truncated-steps", Kind.Integer(0), train => train.TruncatedSteps, (train, value) => train with { TruncatedSteps = value },
                "Timesteps that gradients are followed back over (truncated back-propagation through time); 0 for all.");
        foreach (Entry<GradientClipping> entry in GradientClipping.Catalogue.Entries)
        {
            builder.AddOptional(
                entry.Name, new NamedBlockKind<GradientClipping>(entry),
                train => train.Clipping?.Name == entry.Name ? train.Clipping : null, WithClipping, entry.Summary);
        }

        return builder
            .AddOptional("weight-average", Kind.Block(() => WeightAverage.Catalogue), train => train.WeightAverage,
                (train, value) => train with { WeightAverage = value },
                "Average of the weights along the training, for example `ema: 0.999`, which validation and predictions then use.")
            .Add("early-stopping", Kind.Optional(_earlyStoppingSection), train => train.EarlyStopping,
                (train, value) => train with { EarlyStopping = value }, "When training stops early.")
            .Add("reduce-learning-rate-on-plateau", Kind.Optional(_plateauSection), train => train.ReduceLearningRateOnPlateau,
                (train, value) => train with { ReduceLearningRateOnPlateau = value }, "When the learning rate is lowered.")
            .Add("restore-best-weights", Kind.Flag, train => train.RestoreBestWeights,
                (train, value) => train with { RestoreBestWeights = value },
                "Whether the weights of the best epoch are kept, rather than those of the last.")
            .Add("refit", Kind.Flag, train => train.Refit, (train, value) => train with { Refit = value },
                "Whether networks are trained anew on training and validation part together before the test part is evaluated, for as many "
                + "epochs as those before took for their best weights. For forecasts.")
            .Add("fit-on-all", Kind.Flag, train => train.FitOnAll, (train, value) => train with { FitOnAll = value },
                "Whether final networks are trained anew on all data, test part included, once the evaluation is done, for as many epochs "
                + "as the evaluated ones took for their best weights.")
            .Add("ensemble", EnsembleSize.Section, train => new EnsembleSize(train.Ensemble, train.Snapshots),
                (train, value) => train with { Ensemble = value.Networks, Snapshots = value.Snapshots },
                "Networks whose predictions are averaged: their number (`4`), each with its own seed, or snapshots of a training "
                + "(`{snapshots: 5}`).", note: "`1`")
            .Add("class-weights", Kind.Choice(("balanced", true), ("none", false)), train => train.BalanceClasses,
                (train, value) => train with { BalanceClasses = value },
                "Whether rare classes weigh more, so that each class weighs the same in all.")
            .Add("bucket-by-length", Kind.Flag, train => train.BucketByLength, (train, value) => train with { BucketByLength = value },
                "Whether sequences of similar length are put into a batch, so that little is padded.")
            .Add("seed", Kind.Unsigned, train => train.Seed, (train, value) => train with { Seed = value },
                "Seed of weights, order and dropout; the same seed gives the same run, bit for bit.")
            .Build();
    }

    private static TrainRecipe WithClipping(TrainRecipe train, Block<GradientClipping>? clipping) => train.Clipping is null
        ? train with { Clipping = clipping }
        : throw new InputException(
            $"{train.Clipping.Name} and {clipping?.Name} are given. Gradients are limited in one way: keep one of them.");
}
