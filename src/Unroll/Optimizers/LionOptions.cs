namespace Unroll.Optimizers;

/// <summary>Settings of <see cref="Lion"/>.</summary>
public readonly record struct LionOptions
{
    private const float DefaultBeta1 = 0.9f;
    private const float DefaultBeta2 = 0.99f;

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly float? _beta1;
    private readonly float? _beta2;

    /// <summary>Share of the momentum in a step, at least 0 and less than 1. Default: 0.9.</summary>
    public float Beta1
    {
        get => _beta1 ?? DefaultBeta1;
        init => _beta1 = value == DefaultBeta1 ? null : value;
    }

    /// <summary>Decay of the momentum, at least 0 and less than 1. Default: 0.99.</summary>
    public float Beta2
    {
        get => _beta2 ?? DefaultBeta2;
        init => _beta2 = value == DefaultBeta2 ? null : value;
    }
}
