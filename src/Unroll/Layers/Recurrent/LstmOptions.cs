using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="Lstm"/>; the defaults are Keras'.</summary>
public readonly record struct LstmOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly bool _withoutBias;
    private readonly bool _plainForgetBias;

    /// <summary>Whether the hidden states of all timesteps go out, not the last one alone. Default: false.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether there is a bias. Default: true.</summary>
    public bool UseBias
    {
        get => !_withoutBias;
        init => _withoutBias = !value;
    }

    /// <summary>Activation of the cell's input and of the cell's state on its way out. Default: tanh.</summary>
    public ActivationFunction Activation { get => field ?? ActivationFunction.Tanh; init; }

    /// <summary>Activation of the three gates. Default: sigmoid.</summary>
    public ActivationFunction RecurrentActivation { get => field ?? ActivationFunction.Sigmoid; init; }

    /// <summary>Initial input kernel. Default: Glorot uniform.</summary>
    public Initializer KernelInitializer { get => field ?? new GlorotUniform(); init; }

    /// <summary>Initial recurrent kernel. Default: orthogonal.</summary>
    public Initializer RecurrentInitializer { get => field ?? new Orthogonal(); init; }

    /// <summary>Initial bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get => field ?? new Zeros(); init; }

    /// <summary>Whether the forget gate's bias starts at 1, so that the cell remembers at first (Jozefowicz et al. 2015). Default: true.</summary>
    public bool UnitForgetBias
    {
        get => !_plainForgetBias;
        init => _plainForgetBias = !value;
    }
}
