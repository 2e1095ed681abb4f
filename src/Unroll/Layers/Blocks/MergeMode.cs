namespace Unroll.Layers;

/// <summary>The merge of the outputs of the two layers of <see cref="Bidirectional"/>.</summary>
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
