namespace Unroll.Tasks.Recipes;

/// <summary>The recurrent layers.</summary>
public enum RecurrentKind
{
    /// <summary>Long short-term memory, <c>lstm</c>.</summary>
    Lstm,

    /// <summary>Gated recurrent unit, <c>gru</c>.</summary>
    Gru,

    /// <summary>The plain (Elman) recurrent layer, <c>simple-rnn</c>.</summary>
    SimpleRnn,
}
