using System.Globalization;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Forecasting;

/// <summary>The sections of a forecast's report.</summary>
internal static class ForecastReport
{
    private const int LargestErrors = 6;
    private const int MostBands = 3;

    /// <summary>Forecasts over time, the error by step, further targets, quantiles and the largest errors of the test part.</summary>
    public static IReadOnlyList<ReportSection> Of(TrainingRun run)
    {
        ForecastEvaluation test = (ForecastEvaluation)run.Test;
        ForecastEvaluation[] parts = run.Validation is ForecastEvaluation validation ? [test, validation] : [test];
        string? unit = run.Recipe.Data.Unit;
        return
        [
            Forecasts(run, test, parts, unit),
            .. test.ByStep.Count > 1 ? [Steps(run, test, unit)] : Array.Empty<ReportSection>(),
            .. test.FurtherTargets.Count > 0 ? [Targets(test)] : Array.Empty<ReportSection>(),
            .. test.Quantiles.Count > 0 ? [Quantiles(test, unit)] : Array.Empty<ReportSection>(),
            .. test.Quantiles.Count > 1 ? [Calibration(run, test)] : Array.Empty<ReportSection>(),
            .. test.FurtherTargets.Prepend(test).Any(target => target.Intervals.Count > 0)
                ? [Intervals(run, test, unit)] : Array.Empty<ReportSection>(),
            .. test.Intervals.Count > 0 && test.ByStep.Count > 1 ? [Coverage(test, CadenceOf(run))] : Array.Empty<ReportSection>(),
            .. test.ByHour.Count > 0 ? [Hours(run, test, unit)] : Array.Empty<ReportSection>(),
            .. test.ByWeekday.Count > 0 ? [Weekdays(test, unit)] : Array.Empty<ReportSection>(),
            Largest(test, unit),
        ];
    }

    /// <summary>Target and inputs in a line: <c>Load in GWh, 1 day ahead, from the 28 days before</c>.</summary>
    public static string Subject(TrainingRun run)
    {
        ForecastEvaluation test = (ForecastEvaluation)run.Test;
        WindowLayout layout = ForecastTask.LayoutOf(run.Recipe);
        Cadence cadence = CadenceOf(run);
        int first = layout.Gap + 1, last = layout.Gap + layout.Horizon;
        string targets = string.Join(", ", test.FurtherTargets.Select(further => further.Target).Prepend(test.Target));
        string unit = string.IsNullOrWhiteSpace(run.Recipe.Data.Unit) ? "" : $" in {run.Recipe.Data.Unit}";
        string ahead = first == last ? cadence.Span(last) : string.Create(CultureInfo.InvariantCulture, $"{first} to {cadence.Span(last)}");
        return $"{targets}{unit}, {ahead} ahead, from the {cadence.Span(layout.Length)} before";
    }

    /// <summary>A time as a reader sees it: the local one where the series have a zone.</summary>
    public static DateTime Local(DateTime time, TimeZoneInfo? zone) =>
        zone is null ? time : new DateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc), zone).Ticks);

    private static Cadence CadenceOf(TrainingRun run) =>
        Cadence.Of(((ForecastEvaluation)run.Test).Forecasts, ForecastTask.LayoutOf(run.Recipe).Gap);

    private static ForecastSection Forecasts(TrainingRun run, ForecastEvaluation test, ForecastEvaluation[] parts, string? unit)
    {
        bool hasSeveralTargets = test.FurtherTargets.Count > 0;
        double[] levels = [.. DrawnLevels([.. test.FurtherTargets.Prepend(test).SelectMany(target => target.Intervals)
            .Select(interval => interval.Level).Distinct().OrderDescending()])];
        ForecastTrack[] tracks = [.. parts.SelectMany(part => part.FurtherTargets.Prepend(part))
            .SelectMany(target => ForecastTracks.Of(target, hasSeveralTargets, unit, levels))];
        return new("Forecast", test.ByStep.Count, tracks)
        {
            Note = "Every forecast was made from the true history before it.",
            SeasonalPeriod = ((LearnedForecast)run.Learned).SeasonalPeriod,
            StepName = CadenceOf(run).Name,
            Elsewhere = run.Written switch
            {
                null => "predictions.csv holds all",
                { Stride: 0 } => "",
                var written => $"predictions.csv holds {CountFormatter.Format(written.Rows, "forecasts")}",
            },
            Intervals = [.. levels.Select(level => $"{IntervalNames.Of(level)} interval")],
        };
    }

    /// <summary>Of many intervals the widest, the narrowest and one between: more would hide each other.</summary>
    private static double[] DrawnLevels(double[] levels) =>
        levels.Length <= MostBands ? levels : [levels[0], levels[levels.Length / 2], levels[^1]];

    private static string Own(TrainingRun run) => run.Recipe.Classical?.Name ?? "this network";

    private static LineSection Steps(TrainingRun run, ForecastEvaluation test, string? unit)
    {
        Cadence cadence = CadenceOf(run);
        int horizon = test.ByStep.Count;
        double[] steps = [.. Enumerable.Range(1, horizon).Select(step => (double)step)];
        return new(
            "Error by step",
            new ChartAxis($"{cadence.Name}s ahead") { IsWhole = true },
            new ChartAxis("MAE", unit) { Minimum = 0 },
            [
                new(Own(run), steps, [.. test.ByStep.Select(scores => scores["mae"])]),
                new("seasonal-naive", steps, [.. test.SeasonalByStep.Select(sums => sums.MeanAbsolute)]),
                .. test.BaselinesByStep.Select(
                    baseline => new ChartLine(baseline.Key, steps, [.. baseline.Value.Select(sums => sums.MeanAbsolute)])),
            ])
        {
            Note = "Mean absolute error of the forecasts made so many steps before, beside the baselines' of the same points.",
        };
    }

    private static ScoreTableSection Targets(ForecastEvaluation test) => new(
        "Targets", "target", [.. test.FurtherTargets.Prepend(test).Select(target => KeyValuePair.Create(target.Target, target.Model))])
    {
        Note = "The scores of each target; those at the top and in the table of scores are of the first.",
    };

    private static TableSection Quantiles(ForecastEvaluation test, string? unit) => new(
        "Quantiles",
        [new("Quantile"), new("True values at or below it", ScoreFormat.Share), new("Pinball loss", ScoreFormat.Unit)],
        [.. test.Quantiles.Select(quantile => (IReadOnlyList<object?>)
        [
            quantile.Level.ToString("0.###", CultureInfo.InvariantCulture), quantile.Coverage, quantile.Pinball,
        ])])
    {
        Unit = unit,
        Note = "Where forecasts are calibrated, as large a share of the true values is at or below a quantile as it says.",
    };

    private static LineSection Calibration(TrainingRun run, ForecastEvaluation test) => new(
        "Calibration",
        new ChartAxis("level of the quantile") { Minimum = 0, Maximum = 1 },
        new ChartAxis("true values at or below it") { Minimum = 0, Maximum = 1 },
        [
            new(
                Own(run),
                [.. test.Quantiles.Select(quantile => quantile.Level)], [.. test.Quantiles.Select(quantile => quantile.Coverage)]),
            new("calibrated", [0, 1], [0, 1]) { IsReference = true },
        ])
    {
        Note = "Below the diagonal quantiles are too low, above it too high.",
    };

    private static LineSection Coverage(ForecastEvaluation test, Cadence cadence)
    {
        double[] steps = [.. Enumerable.Range(1, test.ByStep.Count).Select(step => (double)step)];
        return new(
            "Coverage by step",
            new ChartAxis($"{cadence.Name}s ahead") { IsWhole = true },
            new ChartAxis("true values within the interval") { Minimum = 0, Maximum = 1 },
            [
                .. test.Intervals.Select((interval, i) => new ChartLine(
                    $"{IntervalNames.Of(interval.Level)} interval", steps, [.. test.IntervalsByStep.Select(step => step[i].Coverage)])),
                .. test.Intervals.Select(interval => new ChartLine(
                    IntervalNames.Of(interval.Level), [1, steps[^1]], [interval.Level, interval.Level]) { IsReference = true }),
            ])
        {
            Note = "The share of the true values within each prediction interval, beside its level, for each step ahead.",
        };
    }

    private static TableSection Intervals(TrainingRun run, ForecastEvaluation test, string? unit) => IntervalTables.ForReport(
        [.. test.FurtherTargets.Prepend(test).Select(target => target.JudgedIntervals)],
        unit,
        "for each step ahead" + (run.Recipe.Section(ForecastTask.Intervals).Adaptive
            ? ", and following the errors since, once these are known" : ""),
        test.Notes);

    private static LineSection Hours(TrainingRun run, ForecastEvaluation test, string? unit)
    {
        double[] hours = [.. test.ByHour.Select(score => (double)score.Place)];
        return new(
            "Error by hour",
            new ChartAxis("hour of the day") { IsWhole = true },
            new ChartAxis("MAE", unit) { Minimum = 0 },
            [
                new(Own(run), hours, [.. test.ByHour.Select(score => score.MeanAbsoluteError)]),
                new("seasonal-naive", hours, [.. test.ByHour.Select(score => score.SeasonalNaive)]),
            ])
        {
            Note = "Mean absolute error of the forecasts of each hour, by local time.",
        };
    }

    private static TableSection Weekdays(ForecastEvaluation test, string? unit) => new(
        "Error by weekday",
        [new("Day"), new("Forecasts", ScoreFormat.Count), new("MAE", ScoreFormat.Unit), new("Seasonal naive", ScoreFormat.Unit)],
        [.. test.ByWeekday.Select(score => (IReadOnlyList<object?>)
            [((DayOfWeek)score.Place).ToString(), score.Count, score.MeanAbsoluteError, score.SeasonalNaive])])
    {
        Unit = unit,
        Note = "Mean absolute error of the forecasts of each day of the week, by local time.",
    };

    private static TableSection Largest(ForecastEvaluation test, string? unit)
    {
        bool hasSeveralSeries = test.Forecasts[0].Series != test.Forecasts[^1].Series;
        Prediction[] largest = [.. test.Columnar.OfStep(0)
            .Where(forecast => double.IsFinite(forecast.Actual - forecast.Forecast))
            .OrderByDescending(forecast => Math.Abs(forecast.Actual - forecast.Forecast))
            .ThenBy(forecast => forecast.Time)
            .Take(LargestErrors)];
        return new(
            "Largest errors",
            [
                new("Time"), .. hasSeveralSeries ? [new TableColumn("Series")] : Array.Empty<TableColumn>(),
                new("Actual", ScoreFormat.Unit), new("Forecast", ScoreFormat.Unit), new("Residual", ScoreFormat.Unit) { IsSigned = true },
                new("of actual", ScoreFormat.Share) { IsSigned = true },
            ],
            [.. largest.Select(forecast => (IReadOnlyList<object?>)
            [
                Local(forecast.Time, test.Zone), .. hasSeveralSeries ? [forecast.Series] : Array.Empty<object?>(),
                forecast.Actual, forecast.Forecast, forecast.Actual - forecast.Forecast,
                (forecast.Actual - forecast.Forecast) / Math.Abs(forecast.Actual),
            ])])
        {
            Unit = unit,
            Note = "The times of the test part that were missed by most, one step ahead: where to look for what the network does not know.",
        };
    }
}
