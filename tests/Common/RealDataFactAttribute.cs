namespace Unroll.Tests.Common;

/// <summary>A test on real data, skipped where the environment variable UNROLL_DATA does not name the folder that has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "UNROLL_DATA names no folder with the real data sets.";
        }
    }

    /// <summary>The folder; null where there is none.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable("UNROLL_DATA") is { Length: > 0 } folder ? folder : null;

    /// <summary>The daily electricity load of Germany.</summary>
    public static string Energy => File("energy/opsd_germany_daily.csv");

    /// <summary>A file of the folder, such as <c>nab/nyc_taxi.csv</c>.</summary>
    public static string File(string name) => Path.Combine(Folder!, name);
}
