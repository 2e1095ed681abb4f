using Unroll.Augmentations;
using Unroll.Data;

namespace Unroll.Training;

/// <summary>Settings of training; <c>default</c> has the documented defaults too.</summary>
public readonly record struct FitOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int _epochs;
    private readonly int _batchSize;
    private readonly int _threads;
    private readonly int _accumulationSteps;
    private readonly float _validationSplit;
    private readonly int _stepsPerEpoch;
    private readonly bool _keepOrder;
    private readonly int _bucketPool;
    private readonly IReadOnlyList<Callback>? _callbacks;
    private readonly IReadOnlyList<Augmentation>? _augment;

    /// <summary>Passes over all samples; default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int Epochs
    {
        get => _epochs == 0 ? 1 : _epochs;
        init
        {
            Require.AtLeast(value, 1, nameof(Epochs));
            _epochs = value == 1 ? 0 : value;
        }
    }

    /// <summary>Samples a step; default 32. The last batch of an epoch may be smaller.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int BatchSize
    {
        get => _batchSize == 0 ? 32 : _batchSize;
        init
        {
            Require.AtLeast(value, 1, nameof(BatchSize));
            _batchSize = value == 32 ? 0 : value;
        }
    }

    /// <summary>Samples that are evaluated after every epoch; default null: none, or those of <see cref="ValidationSplit"/>.</summary>
    public SampleSource? Validation { get; init; }

    /// <summary>Share of the training samples, taken from their end, that is kept for validation instead; default 0. Not together with
    /// <see cref="Validation"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not at least 0 and less than 1.</exception>
    public float ValidationSplit
    {
        get => _validationSplit;
        init
        {
            Require.FractionBelowOne(value, nameof(ValidationSplit));
            _validationSplit = value;
        }
    }

    /// <summary>Whether the samples are put in a new random order for every epoch; default yes.</summary>
    public bool Shuffle
    {
        get => !_keepOrder;
        init => _keepOrder = !value;
    }

    /// <summary>
    /// Batches an epoch, of samples that are drawn anew for each, none twice in an epoch; default 0: all samples. Which ones follows from
    /// the seed and the number of the epoch alone. For data so large that an epoch of all is too long to wait for a validation, which then
    /// takes at most as many samples, spread over all. Needs <see cref="Shuffle"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int StepsPerEpoch
    {
        get => _stepsPerEpoch;
        init
        {
            Require.AtLeast(value, 0, nameof(StepsPerEpoch));
            _stepsPerEpoch = value;
        }
    }

    /// <summary>
    /// Whether batches are made of sequences of similar length, and run only as far as their longest one: samples are shuffled, sorted by
    /// length within pools of <see cref="BucketPool"/> batches, cut into batches, and the batches shuffled; each sample comes once an
    /// epoch. Where a layer needs all timesteps (<c>Flatten</c>, pooling, a stride, a window without padding), and with
    /// <see cref="TruncatedSteps"/>, batches run to the end all the same. The gradient of a batch is the same but for the last bits;
    /// dropout draws other numbers. Default: no.
    /// </summary>
    public bool BucketByLength { get; init; }

    /// <summary>
    /// Batches in a pool of <see cref="BucketByLength"/>; default 32. The more, the more alike the lengths in a batch, and the more often
    /// the same samples meet.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int BucketPool
    {
        get => _bucketPool == 0 ? 32 : _bucketPool;
        init
        {
            Require.AtLeast(value, 1, nameof(BucketPool));
            _bucketPool = value == 32 ? 0 : value;
        }
    }

    /// <summary>
    /// The prefetch, by a thread of its own beside <see cref="Threads"/>, of the samples of the next two to eight batches while the network
    /// trains; default <see cref="Prefetch.Auto"/>. The weights do not depend on it, to the last bit, as long as the source gives the same
    /// for the same sample: one that changes during training, by a callback for example, needs <see cref="Prefetch.Never"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the known.</exception>
    public Prefetch Prefetch
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Prefetch), value, $"Prefetch is {value}, but must be Auto, Always or Never.");
    }

    /// <summary>
    /// The augmentations of training samples, in this order, drawn anew in every epoch; never those of validation. The same seed gives the
    /// same, bit for bit, on any number of threads and when training resumes. Default: none.
    /// </summary>
    public IReadOnlyList<Augmentation> Augment
    {
        get => _augment ?? [];
        init => _augment = value;
    }

    /// <summary>
    /// The features of the first input that <see cref="Augment"/> changes, from 0, while other inputs stay as they are; mixtures, and what
    /// moves steps in time, concern all. Default null: all.
    /// </summary>
    public IReadOnlyList<int>? AugmentedFeatures { get; init; }

    /// <summary>Seed of shuffling, dropout and augmentations; default null: the model's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Threads; default 0: as many as the machine has cores. The weights do not depend on it, to the last bit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or above 4,096.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            Require.Threads(value, nameof(Threads));
            _threads = value;
        }
    }

    /// <summary>
    /// Batches whose gradients are averaged into one step, for batches that are larger than memory; default 1. The last step of an epoch
    /// may have fewer.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int AccumulationSteps
    {
        get => _accumulationSteps == 0 ? 1 : _accumulationSteps;
        init
        {
            Require.AtLeast(value, 1, nameof(AccumulationSteps));
            _accumulationSteps = value == 1 ? 0 : value;
        }
    }

    /// <summary>
    /// Truncated back-propagation through time (Williams and Peng 1990): sequences are run in pieces of so many timesteps, a step a piece,
    /// each starting from the states in which the one before ended; gradients do not reach back beyond a piece. Where targets are no
    /// sequences, only the last piece makes a step. Default 0: whole sequences.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int TruncatedSteps
    {
        get;
        init
        {
            Require.AtLeast(value, 0, nameof(TruncatedSteps));
            field = value;
        }
    }

    /// <summary>
    /// An average of the weights, for example an <see cref="ExponentialMovingAverage"/>: it is used for validation, by callbacks at an
    /// epoch's end, and as the model's weights after training. Default null: none.
    /// </summary>
    public WeightAverage? WeightAverage { get; init; }

    /// <summary>The checkpoint file that training saves its state to, and resumes from; default null: none.</summary>
    public TrainingCheckpoint? Checkpoint { get; init; }

    /// <summary>The callbacks, called in this order; default none.</summary>
    public IReadOnlyList<Callback> Callbacks
    {
        get => _callbacks ?? [];
        init => _callbacks = value;
    }

    /// <summary>Ends training after the running batch; <c>Fit</c> then returns as usual, with <see cref="StopReason.Cancelled"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
