using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="Lstm"/>; the defaults are Keras'.</summary>
public readonly record struct LstmOptions()
{
    /// <summary>Whether the hidden states of all timesteps go out, not the last one alone. Default: false.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether there is a bias. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Activation of the cell's input and of the cell's state on its way out. Default: tanh.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Tanh;

    /// <summary>Activation of the three gates. Default: sigmoid.</summary>
    public ActivationFunction RecurrentActivation { get; init; } = ActivationFunction.Sigmoid;

    /// <summary>Initial input kernel. Default: Glorot uniform.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>Initial recurrent kernel. Default: orthogonal.</summary>
    public Initializer RecurrentInitializer { get; init; } = new Orthogonal();

    /// <summary>Initial bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>Whether the forget gate's bias starts at 1, so that the cell remembers at first (Jozefowicz et al. 2015). Default: true.</summary>
    public bool UnitForgetBias { get; init; } = true;
}
