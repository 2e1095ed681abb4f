using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Tasks.Classical;

namespace Unroll.Tasks.Recipes;

/// <summary>The value of <c>model</c>: the layers of a network, or a classical model.</summary>
/// <param name="Layers">The layers; none for a classical model.</param>
/// <param name="Classical">The classical model; null for a network.</param>
internal sealed record ModelChoice(IReadOnlyList<Block<Layer>> Layers, ClassicalModel? Classical);
