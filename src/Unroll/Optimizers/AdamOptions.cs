namespace Unroll.Optimizers;

/// <summary>Settings of <see cref="Adam"/>.</summary>
public readonly record struct AdamOptions()
{
    /// <summary>Decay of the mean of the gradients, at least 0 and less than 1; default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay of the mean of the squared gradients, at least 0 and less than 1; default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the root of the mean squared gradient; positive; default 1e-8 as in PyTorch (Keras: 1e-7).</summary>
    public float Epsilon { get; init; } = 1e-8f;
}
