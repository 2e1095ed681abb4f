namespace Unroll.Cli.Tests.Databases;

/// <summary>
/// A test on a PostgreSQL server, skipped where the environment variable UNROLL_TEST_POSTGRES does not say where one is (eng/test.sh starts
/// one).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <param name="needsData">Whether the test also needs the real data sets that UNROLL_DATA names.</param>
    public PostgresFactAttribute(bool needsData = false)
    {
        if (Variable is null)
        {
            Skip = "UNROLL_TEST_POSTGRES names no PostgreSQL server.";
        }
        else if (needsData && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("UNROLL_DATA")))
        {
            Skip = "UNROLL_DATA names no folder with the real data sets.";
        }
    }

    /// <summary>The address of the server.</summary>
    public static string Address => Variable ?? throw new InvalidOperationException("UNROLL_TEST_POSTGRES names no PostgreSQL server.");

    private static string? Variable =>
        Environment.GetEnvironmentVariable("UNROLL_TEST_POSTGRES") is { Length: > 0 } address ? address : null;
}
