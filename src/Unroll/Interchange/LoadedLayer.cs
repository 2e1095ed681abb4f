namespace Unroll.Interchange;

/// <summary>The origin of a layer's weights.</summary>
/// <param name="Layer">The layer's name in the model; of a layer within a block, after the block's name and a dot.</param>
/// <param name="Module">The prefix of its tensors' names in the other framework; empty where there is none.</param>
/// <param name="Level">Its index among the module's stacked recurrent layers, from 0; 0 for all other layers.</param>
public sealed record LoadedLayer(string Layer, string Module, int Level);
