namespace Unroll.Tests.Common;

/// <summary>A theory on real data, skipped where the environment variable UNROLL_DATA does not name the folder that has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataTheoryAttribute : TheoryAttribute
{
    public RealDataTheoryAttribute() => Skip = new RealDataFactAttribute().Skip;
}
