namespace Unroll.Layers;

/// <summary>Options of <see cref="Rnn"/>.</summary>
public readonly record struct RnnOptions
{
    /// <summary>Whether the hidden states of all timesteps go out, not the last one alone. Default: false.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the final states go out, too, as further outputs. Default: false.</summary>
    public bool ReturnState { get; init; }

    /// <summary>Whether the last timestep is read first. Sequences then go out in the order in which they were read, as in Keras. Default: false.</summary>
    public bool GoBackwards { get; init; }

    /// <summary>Whether a row starts from the state in which the same row of the batch before ended, until <see cref="RecurrentLayer.ResetState"/>. Default: false.</summary>
    public bool Stateful { get; init; }

    /// <summary>Share of the input's features that is dropped in training, the same ones at all timesteps. Default: 0.</summary>
    public float Dropout { get; init; }

    internal RecurrentSettings Settings
    {
        get => new(ReturnSequences, ReturnState, GoBackwards, Stateful, Dropout, 0, false);
        init => (ReturnSequences, ReturnState, GoBackwards, Stateful, Dropout, _, _) = value;
    }
}
