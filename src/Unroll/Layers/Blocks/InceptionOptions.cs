namespace Unroll.Layers;

/// <summary>Options of <see cref="Inception"/>; the defaults are those of InceptionTime (Fawaz et al. 2020).</summary>
public readonly record struct InceptionOptions
{
    private const int DefaultBottleneck = 32;
    private const float DefaultMomentum = 0.99f;

    private static readonly int[] _defaultKernelSizes = [40, 20, 10];

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int? _bottleneck;
    private readonly float? _momentum;
    private readonly bool _withoutNormalization;

    /// <summary>Timesteps that the filters of each convolution see, at least 1 each. Default: 40, 20 and 10.</summary>
    public IReadOnlyList<int> KernelSizes { get => field ?? _defaultKernelSizes; init; }

    /// <summary>Features to which several are brought before the convolutions; 0: as they are. Default: 32.</summary>
    public int Bottleneck
    {
        get => _bottleneck ?? DefaultBottleneck;
        init => _bottleneck = value == DefaultBottleneck ? null : value;
    }

    /// <summary>Whether the joined outputs are normalised over the batch. Default: true.</summary>
    public bool BatchNormalization
    {
        get => !_withoutNormalization;
        init => _withoutNormalization = !value;
    }

    /// <summary>
    /// Decay of the normalisation's moving averages, at least 0 and less than 1; a lower one where a training has few steps. Default: 0.99.
    /// </summary>
    public float Momentum
    {
        get => _momentum ?? DefaultMomentum;
        init => _momentum = value == DefaultMomentum ? null : value;
    }

    /// <summary>Activation of the output. Default: relu.</summary>
    public ActivationFunction Activation { get => field ?? ActivationFunction.Relu; init; }
}
