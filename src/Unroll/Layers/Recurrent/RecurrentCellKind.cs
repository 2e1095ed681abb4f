namespace Unroll.Layers;

/// <summary>A kind of recurrent layer.</summary>
public enum RecurrentCellKind
{
    /// <summary>Long short-term memory.</summary>
    Lstm,

    /// <summary>Gated recurrent unit.</summary>
    Gru,

    /// <summary>Simple recurrent network.</summary>
    SimpleRnn,
}
