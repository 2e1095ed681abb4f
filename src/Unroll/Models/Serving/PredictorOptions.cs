namespace Unroll.Models;

/// <summary>Threads and buffers of a <see cref="Predictor"/>; <c>default</c> has all defaults.</summary>
public readonly record struct PredictorOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int _threadsLessOne;
    private readonly int _keptShapesLessDefault;

    /// <summary>
    /// Threads that a call or a step of a stream is spread over: by rows where there are more than 8, by the columns of large products
    /// where there are fewer. 0: as many as the machine has cores. Default: 1, so that the calls of a service, which come on threads of
    /// their own, do not get in each other's way. The results are the same on any number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or above 4,096.</exception>
    public int Threads
    {
        get => _threadsLessOne + 1;
        init
        {
            Require.Threads(value, nameof(Threads));
            _threadsLessOne = value - 1;
        }
    }

    /// <summary>
    /// Different shapes (numbers of rows and timesteps) whose buffers are kept for the next call. When there are more, all are let go of
    /// and the next calls make theirs anew. Of each shape as many are kept as were in use at the same time, at most 64. Default: 128.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int KeptShapes
    {
        get => _keptShapesLessDefault + 128;
        init
        {
            Require.AtLeast(value, 1, nameof(KeptShapes));
            _keptShapesLessDefault = value - 128;
        }
    }
}
