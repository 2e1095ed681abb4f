namespace Unroll.Tasks.Recipes;

/// <summary>A recurrent layer: <c>lstm</c>, <c>gru</c> or <c>simple-rnn</c>.</summary>
/// <param name="Recurrent">Which one.</param>
/// <param name="Units">Hidden units, at least 1.</param>
public sealed record RecurrentLayerRecipe(RecurrentKind Recurrent, int Units) : LayerRecipe(Name(Recurrent))
{
    /// <summary>Whether every step's output is passed on; null: when a layer that takes sequences follows.</summary>
    public bool? ReturnSequences { get; init; }

    /// <summary>Activation of the output; null for <c>tanh</c>.</summary>
    public string? Activation { get; init; }

    /// <summary>Activation of the gates of <c>lstm</c> and <c>gru</c>; null for <c>sigmoid</c>.</summary>
    public string? RecurrentActivation { get; init; }

    /// <summary>Whether there is a bias.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>For <c>lstm</c>: whether the forget gate's bias starts at 1.</summary>
    public bool UnitForgetBias { get; init; } = true;

    /// <summary>For <c>gru</c>: whether the reset gate is applied after the recurrent product.</summary>
    public bool ResetAfter { get; init; } = true;

    private static string Name(RecurrentKind kind) => kind switch
    {
        RecurrentKind.Lstm => "lstm",
        RecurrentKind.Gru => "gru",
        _ => "simple-rnn",
    };
}
