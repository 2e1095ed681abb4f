using Unroll.Models;

namespace Unroll.Layers;

/// <summary>The state of a block's pass: that of its layers.</summary>
/// <param name="pass">The block's part of the pass.</param>
/// <param name="inner">The pass through its layers.</param>
internal sealed class BlockWorkspace(LayerPass pass, ShardPass inner) : LayerWorkspace(pass.Rows, pass.InputShape().Timesteps)
{
    public ShardPass Inner { get; } = inner;
}
