namespace Unroll.Layers;

/// <summary>Who keeps the states of recurrent layers, and what else a sequence leaves behind, from one pass to the next.</summary>
internal enum StateKeeping
{
    /// <summary>Stateful layers, as in training.</summary>
    Layers,

    /// <summary>Nobody: every pass starts from zero, even through stateful layers.</summary>
    Nobody,

    /// <summary>The pass itself, for all layers: a stream, one timestep a pass.</summary>
    Pass,
}
