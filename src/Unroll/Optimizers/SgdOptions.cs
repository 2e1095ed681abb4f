namespace Unroll.Optimizers;

/// <summary>Settings of <see cref="Sgd"/>.</summary>
public readonly record struct SgdOptions
{
    /// <summary>Momentum μ, at least 0 and less than 1; default 0: plain gradient descent.</summary>
    public float Momentum { get; init; }

    /// <summary>
    /// Whether the gradient is taken where the momentum leads (Nesterov), in PyTorch's form; needs a momentum. Default no.
    /// </summary>
    public bool Nesterov { get; init; }
}
