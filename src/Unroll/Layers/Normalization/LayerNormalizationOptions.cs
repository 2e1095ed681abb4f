namespace Unroll.Layers;

/// <summary>Options of <see cref="LayerNormalization"/>; the defaults are Keras'.</summary>
public readonly record struct LayerNormalizationOptions
{
    private const float DefaultEpsilon = 1e-3f;

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly float? _epsilon;
    private readonly bool _withoutCenter;
    private readonly bool _withoutScale;

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
