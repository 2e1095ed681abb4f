namespace Unroll.Layers;

/// <summary>Options of <see cref="ReversibleNormalization"/>.</summary>
public readonly record struct ReversibleNormalizationOptions
{
    private const float DefaultEpsilon = 1e-5f;

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly float? _epsilon;
    private readonly bool _withoutAffine;

    /// <summary>The statistics that are taken out and put back. Default: mean and standard deviation.</summary>
    public WindowStatistics Statistics { get; init; }

    /// <summary>Whether a trained scale γ and shift β of each feature follow, and are undone again. Default: true.</summary>
    public bool Affine
    {
        get => !_withoutAffine;
        init => _withoutAffine = !value;
    }

    /// <summary>Added to the variance; positive. Default: 1e-5.</summary>
    public float Epsilon
    {
        get => _epsilon ?? DefaultEpsilon;
        init => _epsilon = value == DefaultEpsilon ? null : value;
    }

    /// <summary>
    /// Indices, from 0, of the features that are normalised, and which the outputs continue in this order; the others pass as they are.
    /// Default: none, which stands for all.
    /// </summary>
    public IReadOnlyList<int> Features { get => field ?? []; init; }
}
