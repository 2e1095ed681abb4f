using System.Text;

namespace Unroll.Tasks.Forecasting;

/// <summary>A path that a target of a series may take, drawn by chance from its forecast distributions.</summary>
/// <param name="Series">Id of the series.</param>
/// <param name="Target">The target column.</param>
/// <param name="Number">Number of the path, from 1; the paths of several targets with the same number belong together.</param>
/// <param name="Points">The path, from the first step ahead.</param>
public sealed record SampledPath(string Series, string Target, int Number, IReadOnlyList<ForecastPoint> Points)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Series), Series), (nameof(Target), Target), (nameof(Number), Number), (nameof(Points), Points));
}
