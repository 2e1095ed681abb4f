namespace Unroll.Optimizers;

/// <summary>Settings of <see cref="RmsProp"/>.</summary>
public readonly record struct RmsPropOptions
{
    private const float DefaultRho = 0.9f;
    private const float DefaultEpsilon = 1e-7f;

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly float? _rho;
    private readonly float? _epsilon;

    /// <summary>Decay of the mean of the squared gradients, at least 0 and less than 1. Default: 0.9 as in Keras (PyTorch: 0.99).</summary>
    public float Rho
    {
        get => _rho ?? DefaultRho;
        init => _rho = value == DefaultRho ? null : value;
    }

    /// <summary>Added to the root of the mean squared gradient; positive. Default: 1e-7 as in Keras (PyTorch: 1e-8).</summary>
    public float Epsilon
    {
        get => _epsilon ?? DefaultEpsilon;
        init => _epsilon = value == DefaultEpsilon ? null : value;
    }

    /// <summary>Momentum μ, at least 0 and less than 1. Default: 0.</summary>
    public float Momentum { get; init; }

    /// <summary>
    /// Whether the squared mean gradient is subtracted, so that the variance scales the steps (Graves 2013). Default: false.
    /// </summary>
    public bool Centered { get; init; }
}
