using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="Dense"/>; the defaults are Keras'.</summary>
public readonly record struct DenseOptions()
{
    /// <summary>Whether there is a bias. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Activation of the output. Default: linear.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Linear;

    /// <summary>Initial kernel. Default: Glorot uniform.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>Initial bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();
}
