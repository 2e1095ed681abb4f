using Unroll.Initializers;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="Conv1D"/>; the defaults are Keras'.</summary>
public readonly record struct Conv1DOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly bool _withoutBias;
    private readonly int _strideLessOne;
    private readonly int _dilationLessOne;
    private readonly int _groupsLessOne;

    /// <summary>The padding at the ends of a sequence: zeros, if any. Default: valid.</summary>
    public WindowPadding Padding { get; init; }

    /// <summary>Timesteps from one window to the next, at least 1. Default: 1.</summary>
    public int Strides
    {
        get => _strideLessOne + 1;
        init => _strideLessOne = value - 1;
    }

    /// <summary>Timesteps from one tap of the kernel to the next, at least 1. Default: 1.</summary>
    public int DilationRate
    {
        get => _dilationLessOne + 1;
        init => _dilationLessOne = value - 1;
    }

    /// <summary>
    /// Groups into which features and filters are cut, each filter seeing the features of its own group alone; both must divide evenly.
    /// Default: 1.
    /// </summary>
    public int Groups
    {
        get => _groupsLessOne + 1;
        init => _groupsLessOne = value - 1;
    }

    /// <summary>Whether there is a bias. Default: true.</summary>
    public bool UseBias
    {
        get => !_withoutBias;
        init => _withoutBias = !value;
    }

    /// <summary>Activation of the output. Default: linear.</summary>
    public ActivationFunction Activation { get => field ?? ActivationFunction.Linear; init; }

    /// <summary>Initial kernel. Default: Glorot uniform.</summary>
    public Initializer KernelInitializer { get => field ?? new GlorotUniform(); init; }

    /// <summary>Initial bias. Default: zeros.</summary>
    public Initializer BiasInitializer { get => field ?? new Zeros(); init; }

    /// <summary>Regularizer of the kernel. Default: null, none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>Regularizer of the bias. Default: null, none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    internal WeightOptions Weights
    {
        get => new(UseBias, KernelInitializer, BiasInitializer, KernelRegularizer, BiasRegularizer);
        init => (UseBias, KernelInitializer, BiasInitializer, KernelRegularizer, BiasRegularizer) = value;
    }
}
