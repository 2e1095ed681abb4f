namespace Unroll.Tasks.Translation;

/// <summary>The attention of a decoder to the timesteps of its encoder.</summary>
public enum AttentionKind
{
    /// <summary>Scaled dot-product attention (Luong et al. 2015; with several heads Vaswani et al. 2017).</summary>
    DotProduct,

    /// <summary>Additive attention, vᵀ·tanh(W·q + U·k) (Bahdanau et al. 2015).</summary>
    Additive,

    /// <summary>No attention: the decoder knows the source by the encoder's final states alone (Sutskever et al. 2014).</summary>
    None,
}
