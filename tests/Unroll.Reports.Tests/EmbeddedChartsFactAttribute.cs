namespace Unroll.Reports.Tests;

/// <summary>A test of reports that hold the chart library; skipped where the build could not fetch it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbeddedChartsFactAttribute : FactAttribute
{
    internal const string Reason = "The chart library is not embedded: npm could not fetch it during the build.";

    public EmbeddedChartsFactAttribute()
    {
        if (!ReportWriter.IsSelfContained)
        {
            Skip = Reason;
        }
    }
}
