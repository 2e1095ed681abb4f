using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="SimpleRnn"/>; the defaults are Keras'.</summary>
public readonly record struct SimpleRnnOptions()
{
    /// <summary>Whether the hidden states of all timesteps go out, not the last one alone. Default: false.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether there is a bias. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Activation of the hidden state. Default: tanh.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Tanh;

    /// <summary>Initial input kernel. Default: Glorot uniform.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>Initial recurrent kernel. Default: orthogonal.</summary>
    public Initializer RecurrentInitializer { get; init; } = new Orthogonal();

    /// <summary>Initial bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();
}
