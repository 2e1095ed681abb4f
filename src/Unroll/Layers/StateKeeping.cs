namespace Unroll.Layers;

/// <summary>The keeper of the states of recurrent layers and causal convolutions between passes.</summary>
internal enum StateKeeping
{
    /// <summary>Stateful layers, as in training.</summary>
    Layers,

    /// <summary>Nobody: every pass starts from zero, even through stateful layers.</summary>
    Nobody,

    /// <summary>The pass itself, for all layers: a stream, one timestep a pass.</summary>
    Pass,
}
