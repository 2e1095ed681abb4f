namespace Unroll.Series.Tests.DataSets;

/// <summary>A test on the real data sets, skipped where the environment variable UNROLL_DATA names no folder that has them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataSetFactAttribute : FactAttribute
{
    public RealDataSetFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("UNROLL_DATA")))
        {
            Skip = "UNROLL_DATA names no folder with the real data sets.";
        }
    }
}
