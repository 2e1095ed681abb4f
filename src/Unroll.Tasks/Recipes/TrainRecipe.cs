using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Training;

namespace Unroll.Tasks.Recipes;

/// <summary>How the network is trained: section <c>train</c> of a recipe.</summary>
public sealed record TrainRecipe
{
    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<TrainRecipe> Section { get; } = TrainSettings.Section;

    /// <summary>What is made small; null for the task's own.</summary>
    public Block<Loss>? Loss { get; init; }

    /// <summary>What is measured after each epoch beside the loss.</summary>
    public IReadOnlyList<Block<Metric>> Metrics { get; init; } = [];

    /// <summary>How weights follow gradients; null for Adam.</summary>
    public Block<Optimizer>? Optimizer { get; init; }

    /// <summary>Size of the steps; null for the optimizer's own.</summary>
    public float? LearningRate { get; init; }

    /// <summary>How the learning rate changes from epoch to epoch; null to leave it as it is.</summary>
    public Block<LearningRateSchedule>? Schedule { get; init; }

    /// <summary>Samples a step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How often the training part is gone through at most.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>Whether samples come in a new random order each epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Batches whose gradients are added up for one step.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>Timesteps that gradients are followed back over (truncated back-propagation through time); 0 for all.</summary>
    public int TruncatedSteps { get; init; }

    /// <summary>How gradients are limited; null: not at all.</summary>
    public Block<GradientClipping>? Clipping { get; init; }

    /// <summary>Share of the average of the weights that a step keeps; 0 for no average.</summary>
    public float WeightAverageDecay { get; init; }

    /// <summary>When training stops early; null for never.</summary>
    public EarlyStoppingOptions? EarlyStopping { get; init; }

    /// <summary>When the learning rate is lowered; null for never.</summary>
    public ReduceLearningRateOnPlateauOptions? ReduceOnPlateau { get; init; }

    /// <summary>Whether the weights of the best epoch are kept, rather than those of the last.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>Networks whose predictions are averaged.</summary>
    public int Ensemble { get; init; } = 1;

    /// <summary>Whether rare classes weigh more, so that each class weighs the same in all.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Whether sequences of similar length are put into a batch, so that little is padded.</summary>
    public bool BucketByLength { get; init; }

    /// <summary>Seed of weights, order and dropout.</summary>
    public ulong Seed { get; init; } = 1;
}
