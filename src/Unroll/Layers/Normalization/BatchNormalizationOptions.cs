namespace Unroll.Layers;

/// <summary>Options of <see cref="BatchNormalization"/>; the defaults are Keras'.</summary>
public readonly record struct BatchNormalizationOptions
{
    private const float DefaultMomentum = 0.99f;
    private const float DefaultEpsilon = 1e-3f;

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly float? _momentum;
    private readonly float? _epsilon;
    private readonly bool _withoutCenter;
    private readonly bool _withoutScale;

    /// <summary>
    /// Share of the moving averages that a training step keeps, from 0 up to but not including 1. Default: 0.99. PyTorch counts the other
    /// share: its <c>momentum = 0.1</c> is 0.9 here.
    /// </summary>
    public float Momentum
    {
        get => _momentum ?? DefaultMomentum;
        init => _momentum = value == DefaultMomentum ? null : value;
    }

    /// <summary>Added to the variance; positive. Default: 0.001 (PyTorch: 0.00001).</summary>
    public float Epsilon
    {
        get => _epsilon ?? DefaultEpsilon;
        init => _epsilon = value == DefaultEpsilon ? null : value;
    }

    /// <summary>Whether a trained <c>beta</c> is added. Default: true.</summary>
    public bool Center
    {
        get => !_withoutCenter;
        init => _withoutCenter = !value;
    }

    /// <summary>Whether the result is multiplied by a trained <c>gamma</c>. Default: true.</summary>
    public bool Scale
    {
        get => !_withoutScale;
        init => _withoutScale = !value;
    }
}
