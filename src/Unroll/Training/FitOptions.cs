using Unroll.Data;

namespace Unroll.Training;

/// <summary>Settings of training; <c>default</c> has the documented defaults too.</summary>
public readonly record struct FitOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int _epochs;
    private readonly int _batchSize;
    private readonly int _threads;
    private readonly float _validationSplit;
    private readonly bool _keepOrder;
    private readonly IReadOnlyList<Callback>? _callbacks;

    /// <summary>How often all samples are gone through; default 1.</summary>
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

    /// <summary>Seed of shuffling and dropout; default null: the model's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Threads; default 0: as many as the machine has cores. The weights do not depend on it, to the last bit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Threads
    {
        get => _threads;
        init
        {
            Require.AtLeast(value, 0, nameof(Threads));
            _threads = value;
        }
    }

    /// <summary>What is called in the course of training, in this order; default none.</summary>
    public IReadOnlyList<Callback> Callbacks
    {
        get => _callbacks ?? [];
        init => _callbacks = value;
    }

    /// <summary>Ends training after the running batch; <c>Fit</c> then returns as usual, with <see cref="StopReason.Cancelled"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
