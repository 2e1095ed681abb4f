namespace Unroll.Interchange;

/// <summary>Where a layer's weights came from.</summary>
/// <param name="Layer">The layer's name in the model; of a layer within a block, after the block's name and a dot.</param>
/// <param name="Module">The name that stands before its tensors' names in the other framework; empty where there is none.</param>
/// <param name="Level">Which of the module's stacked recurrent layers it is, from 0; 0 for all other layers.</param>
public sealed record LoadedLayer(string Layer, string Module, int Level);
