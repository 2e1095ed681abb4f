using System.Text;

namespace Unroll.Tasks.Forecasting;

/// <summary>A quantile of the forecast distribution; two of them are a prediction interval.</summary>
/// <param name="Level">Its level, above 0 and below 1: the probability that the value will lie below.</param>
/// <param name="Points">The quantile at each step, from the first step ahead.</param>
public sealed record QuantileForecast(double Level, IReadOnlyList<ForecastPoint> Points)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Level), Level), (nameof(Points), Points));
}
