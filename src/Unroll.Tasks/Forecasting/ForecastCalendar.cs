using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>The errors of forecasts by the calendar, in local time.</summary>
internal static class ForecastCalendar
{
    private const int Hours = 24;
    private const int Days = 7;
    private const int MostRows = 1000;

    private static readonly TimeSpan _day = TimeSpan.FromDays(1), _week = TimeSpan.FromDays(7);

    /// <summary>
    /// The errors of each hour of the day; empty where all values are of the same hour or days apart, or rows are numbered.
    /// </summary>
    public static IReadOnlyList<CalendarScore> ByHour(PredictionList forecasts) => Of(forecasts, Hours, _day, time => time.Hour);

    /// <summary>
    /// The errors of each day of the week, from Monday; empty where all values are of the same day or weeks apart, as months are, or rows
    /// are numbered.
    /// </summary>
    public static IReadOnlyList<CalendarScore> ByWeekday(PredictionList forecasts) =>
        [.. Of(forecasts, Days, _week, time => (int)time.DayOfWeek).OrderBy(score => (score.Place + Days - 1) % Days)];

    private static CalendarScore[] Of(PredictionList forecasts, int places, TimeSpan cycle, Func<DateTime, int> place)
    {
        if (forecasts.Count == 0 || forecasts.Columns[0].Series(0).Frame.Time is not { IsNumbered: false, Count: > 1 } time
            || StepOf(time) >= cycle)
        {
            return [];
        }

        ErrorSums[] own = new ErrorSums[places], seasonal = new ErrorSums[places];
        foreach (ForecastColumns columns in forecasts.Columns)
        {
            Add(columns, place, own, seasonal);
        }

        int[] seen = [.. Enumerable.Range(0, places).Where(at => own[at].Count > 0)];
        return seen.Length < 2 ? []
            : [.. seen.Select(at => new CalendarScore(at, own[at].Count, own[at].MeanAbsolute, seasonal[at].MeanAbsolute))];
    }

    /// <summary>The least time between two rows, of the first ones.</summary>
    private static TimeSpan StepOf(TimeIndex time) =>
        Enumerable.Range(1, Math.Min(MostRows, time.Count - 1)).Min(row => time[row] - time[row - 1]);

    private static void Add(ForecastColumns columns, Func<DateTime, int> place, ErrorSums[] own, ErrorSums[] seasonal)
    {
        // A row is forecast many times over, and its place is found once; windows of a series stand together.
        TimeIndex? known = null;
        int[] places = [];
        double[] naive = new double[columns.Horizon];
        for (int window = 0; window < columns.Windows; window++)
        {
            TimeIndex time = columns.Series(window).Frame.Time;
            if (!ReferenceEquals(time, known))
            {
                DateTime[] local = new DateTime[time.Count];
                time.CopyLocal(0, local);
                (known, places) = (time, Array.ConvertAll(local, moment => place(moment)));
            }

            ReadOnlySpan<double> actual = columns.Actual(window), forecast = columns.Forecast(window);
            columns.CopySeasonal(window, naive);
            ReadOnlySpan<int> at = places.AsSpan(columns.Rows.First(window), columns.Horizon);
            for (int step = 0; step < naive.Length; step++)
            {
                if (double.IsFinite(actual[step] - forecast[step]))
                {
                    own[at[step]].Add(actual[step], forecast[step]);
                }

                if (double.IsFinite(actual[step] - naive[step]))
                {
                    seasonal[at[step]].Add(actual[step], naive[step]);
                }
            }
        }
    }
}
