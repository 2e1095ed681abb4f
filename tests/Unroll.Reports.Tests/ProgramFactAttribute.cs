namespace Unroll.Reports.Tests;

/// <summary>A test that needs another program; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        if (ExternalProgram.Find(program) is null)
        {
            Skip = $"{program} is not installed.";
        }
    }
}
