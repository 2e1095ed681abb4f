namespace Unroll.Layers;

/// <summary>Options of <see cref="Rnn"/>.</summary>
public readonly record struct RnnOptions
{
    /// <summary>Whether the layer returns the hidden states of all timesteps, not the last one alone. Default: false.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the layer also returns the final states, as further outputs. Default: false.</summary>
    public bool ReturnState { get; init; }

    /// <summary>
    /// Whether the last timestep is read first. Returned sequences are then in the order of reading, as in Keras. Default: false.
    /// </summary>
    public bool GoBackwards { get; init; }

    /// <summary>
    /// Whether a row starts from the state in which the same row of the batch before ended, until <see cref="RecurrentLayer.ResetState"/>.
    /// Default: false.
    /// </summary>
    public bool Stateful { get; init; }

    /// <summary>Dropout rate of the input's features, the same ones at all timesteps. Default: 0.</summary>
    public float Dropout { get; init; }

    internal RecurrentSettings Settings
    {
        get => new(ReturnSequences, ReturnState, GoBackwards, Stateful, Dropout, 0, false);
        init => (ReturnSequences, ReturnState, GoBackwards, Stateful, Dropout, _, _) = value;
    }
}
