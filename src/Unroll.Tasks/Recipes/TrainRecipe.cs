namespace Unroll.Tasks.Recipes;

/// <summary>How the network is trained: section <c>train</c> of a recipe.</summary>
public sealed record TrainRecipe
{
    /// <summary>The loss: <c>mean-squared-error</c>, <c>mean-absolute-error</c> or <c>huber</c>; of a classification <c>cross-entropy</c>, which is the binary or the categorical one as the last layer has it, <c>binary-cross-entropy</c> or <c>categorical-cross-entropy</c>.</summary>
    public string Loss { get; init; } = "mean-squared-error";

    /// <summary>Where the Huber loss turns from squared to absolute, in scaled units; used by <c>huber</c> alone.</summary>
    public double HuberDelta { get; init; } = 1;

    /// <summary>The optimizer.</summary>
    public OptimizerRecipe Optimizer { get; init; } = new AdamRecipe();

    /// <summary>Learning rate at the start.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Windows in a batch.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Passes over the training part, at most.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>Whether the order of the training windows is drawn anew for each epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>How gradients are kept from exploding; null for not at all.</summary>
    public ClippingRecipe? Clipping { get; init; }

    /// <summary>When training stops early; null for never.</summary>
    public EarlyStoppingRecipe? EarlyStopping { get; init; }

    /// <summary>When the learning rate is lowered; null for never.</summary>
    public PlateauRecipe? ReduceOnPlateau { get; init; }

    /// <summary>Whether the weights of the epoch with the least validation loss are the result, rather than those of the last.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>How many networks are trained, from different seeds; a forecast is the mean of theirs, which errs less than any of them.</summary>
    public int Networks { get; init; } = 1;

    /// <summary>Whether rare classes weigh as much as frequent ones; used by a classification alone.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Whether a batch has series of similar length, and runs only as far as its longest; used by a classification alone.</summary>
    public bool BucketByLength { get; init; }

    /// <summary>Seed of the initial weights, the shuffling and the dropout.</summary>
    public ulong Seed { get; init; } = 1;
}
