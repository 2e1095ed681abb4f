namespace Unroll.Series.DataSets;

/// <summary>The folders that hold data sets on this machine.</summary>
public readonly record struct DataFolders()
{
    /// <summary>Name of the environment variable that names <see cref="Local"/>.</summary>
    public const string LocalVariable = "UNROLL_DATA";

    /// <summary>A folder that is read instead of downloading; null, the default, for none.</summary>
    public string? Local { get; init; }

    /// <summary>The folder of downloads: the user's cache by default.</summary>
    public string Cache { get; init; } = DefaultCache(Environment.GetEnvironmentVariable);

    /// <summary>
    /// The folders that the environment names: <c>UNROLL_DATA</c> as the local folder, and the cache below <c>XDG_CACHE_HOME</c> or, where
    /// that is not set, below the system's folder for local application data.
    /// </summary>
    /// <param name="variable">Gives an environment variable's value; null or empty when it is not set.</param>
    public static DataFolders FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? local = variable(LocalVariable);
        return new DataFolders { Local = string.IsNullOrWhiteSpace(local) ? null : local, Cache = DefaultCache(variable) };
    }

    private static string DefaultCache(Func<string, string?> variable)
    {
        string? cache = variable("XDG_CACHE_HOME");
        if (string.IsNullOrWhiteSpace(cache))
        {
            cache = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        }

        return Path.Combine(string.IsNullOrEmpty(cache) ? Path.GetTempPath() : cache, "unroll", "data");
    }
}
