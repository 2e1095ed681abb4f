using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="Gru"/>; the defaults are Keras'.</summary>
public readonly record struct GruOptions()
{
    /// <summary>Whether the hidden states of all timesteps go out, not the last one alone. Default: false.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether there is a bias. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Activation of the candidate state. Default: tanh.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Tanh;

    /// <summary>Activation of the update and reset gates. Default: sigmoid.</summary>
    public ActivationFunction RecurrentActivation { get; init; } = ActivationFunction.Sigmoid;

    /// <summary>Initial input kernel. Default: Glorot uniform.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>Initial recurrent kernel. Default: orthogonal.</summary>
    public Initializer RecurrentInitializer { get; init; } = new Orthogonal();

    /// <summary>Initial bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>
    /// Whether the reset gate is applied after the recurrent product (as in cuDNN, PyTorch and Keras' default; the recurrent product then
    /// has a bias of its own) or before it (as first published). Default: true.
    /// </summary>
    public bool ResetAfter { get; init; } = true;
}
