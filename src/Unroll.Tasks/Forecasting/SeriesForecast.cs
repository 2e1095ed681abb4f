using System.Text;
using Unroll.Probability;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Forecasting;

/// <summary>The forecast of a target of a series.</summary>
/// <param name="Series">Id of the series.</param>
/// <param name="Target">The target column.</param>
/// <param name="Points">The forecast, from the first step ahead: a median or a mean where the network gives a distribution.</param>
public sealed record SeriesForecast(string Series, string Target, IReadOnlyList<ForecastPoint> Points)
{
    /// <summary>The forecast's quantiles, where the loss has them (<c>quantile</c>, <c>gaussian-likelihood</c>, …); else none.</summary>
    public IReadOnlyList<QuantileForecast> Quantiles { get; init; } = [];

    /// <summary>
    /// The distribution at each step, in the unit of the series, where the loss is that of one (<c>student-t-likelihood</c>, …); else none.
    /// Steps beyond the network's horizon have theirs given that the forecasts before come true.
    /// </summary>
    public IReadOnlyList<Distribution> Distributions { get; init; } = [];

    /// <summary>The series as it was prepared for the forecast, and the row of the first step in it.</summary>
    internal (PreparedItem Item, int FirstRow)? Place { get; init; }

    /// <summary>The last known value, which the forecast follows.</summary>
    public ForecastPoint LastKnown { get; init; }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Series), Series), (nameof(Target), Target), (nameof(Points), Points), (nameof(Quantiles), Quantiles),
        (nameof(Distributions), Distributions), (nameof(LastKnown), LastKnown));
}
