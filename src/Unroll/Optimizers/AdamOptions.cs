namespace Unroll.Optimizers;

/// <summary>Settings of <see cref="Adam"/>.</summary>
public readonly record struct AdamOptions
{
    private const float DefaultBeta1 = 0.9f;
    private const float DefaultBeta2 = 0.999f;
    private const float DefaultEpsilon = 1e-8f;

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly float? _beta1;
    private readonly float? _beta2;
    private readonly float? _epsilon;

    /// <summary>Decay of the mean of the gradients, at least 0 and less than 1. Default: 0.9.</summary>
    public float Beta1
    {
        get => _beta1 ?? DefaultBeta1;
        init => _beta1 = value == DefaultBeta1 ? null : value;
    }

    /// <summary>Decay of the mean of the squared gradients, at least 0 and less than 1. Default: 0.999.</summary>
    public float Beta2
    {
        get => _beta2 ?? DefaultBeta2;
        init => _beta2 = value == DefaultBeta2 ? null : value;
    }

    /// <summary>Added to the root of the mean squared gradient; positive. Default: 1e-8 as in PyTorch (Keras: 1e-7).</summary>
    public float Epsilon
    {
        get => _epsilon ?? DefaultEpsilon;
        init => _epsilon = value == DefaultEpsilon ? null : value;
    }

    /// <summary>Whether the mean squared gradient never falls (AMSGrad, Reddi et al. 2018). Default: false.</summary>
    public bool AmsGrad { get; init; }
}
