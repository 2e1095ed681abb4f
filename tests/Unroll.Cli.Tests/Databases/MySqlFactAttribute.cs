namespace Unroll.Cli.Tests.Databases;

/// <summary>
/// A test on a MySQL or MariaDB server, skipped where UNROLL_TEST_MYSQL does not say where one is (eng/test.sh starts one).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MySqlFactAttribute : FactAttribute
{
    public MySqlFactAttribute()
    {
        if (Variable is null)
        {
            Skip = "UNROLL_TEST_MYSQL names no MySQL or MariaDB server.";
        }
    }

    /// <summary>The address of the server.</summary>
    public static string Address => Variable ?? throw new InvalidOperationException("UNROLL_TEST_MYSQL names no server.");

    private static string? Variable => Environment.GetEnvironmentVariable("UNROLL_TEST_MYSQL") is { Length: > 0 } address ? address : null;
}
