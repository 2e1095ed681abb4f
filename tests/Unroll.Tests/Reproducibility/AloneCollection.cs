namespace Unroll.Tests.Reproducibility;

/// <summary>Tests that measure the whole process, and run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
