namespace Unroll.Tests.Reproducibility;

/// <summary>Tests that ask for all threads, and run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
