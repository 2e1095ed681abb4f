using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

internal static class ForecastReport
{
    public static IReadOnlyList<ReportSection> Of(TrainingRun run) => [];
}
