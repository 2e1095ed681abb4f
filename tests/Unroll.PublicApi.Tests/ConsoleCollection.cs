namespace Unroll.PublicApi.Tests;

/// <summary>Tests that take the console's output, which is the whole process's: nothing runs beside them that might write there.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleCollection
{
    /// <summary>Its name.</summary>
    public const string Name = "Console";
}
