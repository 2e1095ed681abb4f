using Unroll.Initializers;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="SimpleRnn"/>; the defaults are Keras'.</summary>
public readonly record struct SimpleRnnOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly bool _withoutBias;

    /// <summary>Whether the layer returns the hidden states of all timesteps, not the last one alone. Default: false.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the layer also returns the final state, the hidden state, as a further output. Default: false.</summary>
    public bool ReturnState { get; init; }

    /// <summary>
    /// Whether the last timestep is read first. Returned sequences are then in the order of reading, as in Keras. Default: false.
    /// </summary>
    public bool GoBackwards { get; init; }

    /// <summary>
    /// Whether a row starts from the state in which the same row of the batch before ended, until <see cref="RecurrentLayer.ResetState"/>;
    /// for sequences that are cut into pieces. Default: false.
    /// </summary>
    public bool Stateful { get; init; }

    /// <summary>
    /// Dropout rate of the input's features, the same ones at all timesteps (Gal and Ghahramani 2016). Default: 0.
    /// </summary>
    public float Dropout { get; init; }

    /// <summary>Dropout rate of the hidden units in the recurrent product, the same ones at all timesteps. Default: 0.</summary>
    public float RecurrentDropout { get; init; }

    /// <summary>
    /// Whether training keeps the states of about √T of the T timesteps only, and recomputes the others in the backward pass (gradient
    /// checkpointing, Chen et al. 2016): memory that grows with √T, for a second forward pass; weights stay the same, bit for bit. For very
    /// long sequences; with an activation of tanh or ReLU only. Default: false.
    /// </summary>
    public bool GradientCheckpointing { get; init; }

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

    /// <summary>Regularizer of the input kernel. Default: null, none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>Regularizer of the recurrent kernel. Default: null, none.</summary>
    public Regularizer? RecurrentRegularizer { get; init; }

    /// <summary>Regularizer of the bias. Default: null, none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    internal RecurrentSettings Settings
    {
        get => new(ReturnSequences, ReturnState, GoBackwards, Stateful, Dropout, RecurrentDropout, GradientCheckpointing);
        init => (ReturnSequences, ReturnState, GoBackwards, Stateful, Dropout, RecurrentDropout, GradientCheckpointing) = value;
    }

    internal CellInitializers Initializers
    {
        get => new(KernelInitializer, RecurrentInitializer, BiasInitializer);
        init => (KernelInitializer, RecurrentInitializer, BiasInitializer) = value;
    }

    internal CellRegularizers Regularizers
    {
        get => new(KernelRegularizer, RecurrentRegularizer, BiasRegularizer);
        init => (KernelRegularizer, RecurrentRegularizer, BiasRegularizer) = value;
    }
}
