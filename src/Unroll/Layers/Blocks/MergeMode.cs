namespace Unroll.Layers;

/// <summary>How <see cref="Bidirectional"/> merges the outputs of its two layers.</summary>
public enum MergeMode
{
    /// <summary>The features of the forward layer, then those of the backward layer.</summary>
    Concatenate,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Average,

    /// <summary>Their product.</summary>
    Multiply,
}
