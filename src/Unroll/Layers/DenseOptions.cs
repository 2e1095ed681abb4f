using Unroll.Initializers;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="Dense"/>; the defaults are Keras'.</summary>
public readonly record struct DenseOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly bool _withoutBias;

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
