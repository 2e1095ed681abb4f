namespace Unroll.Tests.Oracles;

/// <summary>Name and shape that a layer's parameter must have.</summary>
internal sealed record ParameterSpec(string Name, int[] Shape)
{
    public int Length => Shape.Aggregate(1, (product, size) => product * size);
}
