using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>The errors of forecasts by the calendar.</summary>
internal static class ForecastCalendar
{
    private const int Hours = 24;
    private const int Days = 7;

    /// <summary>The errors of each hour of the day; empty where all values are of the same hour, or rows are numbered.</summary>
    public static IReadOnlyList<CalendarScore> ByHour(IReadOnlyList<Prediction> forecasts, Func<DateTime, DateTime> local) =>
        Of(forecasts, Hours, time => local(time).Hour);

    /// <summary>
    /// The errors of each day of the week, from Monday; empty where all values are of the same day, or rows are numbered.
    /// </summary>
    public static IReadOnlyList<CalendarScore> ByWeekday(IReadOnlyList<Prediction> forecasts, Func<DateTime, DateTime> local) =>
        [.. Of(forecasts, Days, time => (int)local(time).DayOfWeek).OrderBy(score => (score.Place + Days - 1) % Days)];

    private static CalendarScore[] Of(IReadOnlyList<Prediction> forecasts, int places, Func<DateTime, int> place)
    {
        if (forecasts.Count == 0 || TimeIndex.IsRowNumber(forecasts[0].Time))
        {
            return [];
        }

        ErrorSums[] own = new ErrorSums[places], seasonal = new ErrorSums[places];
        foreach (Prediction forecast in forecasts)
        {
            int at = place(forecast.Time);
            if (double.IsFinite(forecast.Actual - forecast.Forecast))
            {
                own[at].Add(forecast.Actual, forecast.Forecast);
            }

            if (double.IsFinite(forecast.Actual - forecast.SeasonalNaive))
            {
                seasonal[at].Add(forecast.Actual, forecast.SeasonalNaive);
            }
        }

        int[] seen = [.. Enumerable.Range(0, places).Where(at => own[at].Count > 0)];
        return seen.Length < 2 ? []
            : [.. seen.Select(at => new CalendarScore(at, own[at].Count, own[at].MeanAbsolute, seasonal[at].MeanAbsolute))];
    }
}
