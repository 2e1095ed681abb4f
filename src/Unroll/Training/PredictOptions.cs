namespace Unroll.Training;

/// <summary>Settings of predicting and evaluating; <c>default</c> has the documented defaults too.</summary>
public readonly record struct PredictOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int _batchSize;
    private readonly int _threads;

    /// <summary>Samples that go through the network together; default 256. Results do not depend on it, but for the last bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int BatchSize
    {
        get => _batchSize == 0 ? 256 : _batchSize;
        init
        {
            Require.AtLeast(value, 1, nameof(BatchSize));
            _batchSize = value == 256 ? 0 : value;
        }
    }

    /// <summary>Threads; default 0: as many as the machine has cores.</summary>
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
}
