using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="SimpleRnn"/>; the defaults are Keras'.</summary>
public readonly record struct SimpleRnnOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly bool _withoutBias;

    /// <summary>Whether the hidden states of all timesteps go out, not the last one alone. Default: false.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether there is a bias. Default: true.</summary>
    public bool UseBias
    {
        get => !_withoutBias;
        init => _withoutBias = !value;
    }

    /// <summary>Activation of the hidden state. Default: tanh.</summary>
    public ActivationFunction Activation { get => field ?? ActivationFunction.Tanh; init; }

    /// <summary>Initial input kernel. Default: Glorot uniform.</summary>
    public Initializer KernelInitializer { get => field ?? new GlorotUniform(); init; }

    /// <summary>Initial recurrent kernel. Default: orthogonal.</summary>
    public Initializer RecurrentInitializer { get => field ?? new Orthogonal(); init; }

    /// <summary>Initial bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get => field ?? new Zeros(); init; }
}
