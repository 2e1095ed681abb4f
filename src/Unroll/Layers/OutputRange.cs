namespace Unroll.Layers;

/// <summary>The values that an activation function or a layer can give, as far as they are known.</summary>
public enum OutputRange
{
    /// <summary>Not known, as of a function of the user's that does not say.</summary>
    Unknown,

    /// <summary>Any number, negative ones, too: no activation, or one without bounds such as ELU.</summary>
    Unbounded,

    /// <summary>Numbers of at least 0, as of a rectifier.</summary>
    NonNegative,

    /// <summary>Numbers from −1 to 1, as of tanh.</summary>
    MinusOneToOne,

    /// <summary>Numbers from 0 to 1, as of the logistic function: each may be a probability of its own.</summary>
    ZeroToOne,

    /// <summary>Numbers from 0 to 1 that sum to 1 over the features, as of softmax.</summary>
    Distribution,
}
