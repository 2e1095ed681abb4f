namespace Unroll.Reports.Tests;

/// <summary>What a program ended with.</summary>
internal sealed record ProgramOutput(int ExitCode, string Output, string Error);
