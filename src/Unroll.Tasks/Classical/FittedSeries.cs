using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.Models;
using Unroll.Data;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Classical;

/// <summary>
/// A model of time with estimates for each series and target of the training part. It forecasts a window from all rows of its series up to
/// the origin, and by future covariates of the rows ahead where it takes regressors, with the estimates held as they are; a series that
/// does not begin where one of the training part did is fitted anew, by its rows up to the first origin.
/// </summary>
internal sealed class FittedSeries : FittedModel
{
    /// <summary>The kind in what is saved.</summary>
    public const string KindName = "forecast";

    private readonly ForecastModel _model;
    private readonly int _season;
    private readonly SeriesInputs _inputs;
    private readonly Dictionary<(string Series, string Target), SeriesEstimates> _estimates;

    private FittedSeries(
        ForecastModel model, int season, SeriesInputs inputs, Dictionary<(string Series, string Target), SeriesEstimates> estimates) =>
        (_model, _season, _inputs, _estimates) = (model, season, inputs, estimates);

    /// <inheritdoc/>
    public override string Description => _estimates.Count == 1 ? _estimates.Values.Single().Description
        : $"{_model.Name}, {CountFormatter.Format(_estimates.Count, "series")}: "
            + string.Join(", ", _estimates.Values.GroupBy(own => own.Description).OrderByDescending(same => same.Count()).Take(3)
                .Select(same => $"{same.Key} ({same.Count().ToString(CultureInfo.InvariantCulture)})"));

    /// <inheritdoc/>
    public override int ParameterCount => _estimates.Values.Sum(own => own.Parameters);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings
    {
        get
        {
            int without = _estimates.Count(
                own => _inputs.All.Except(own.Value.Inputs.All).Any(name => name != own.Key.Target));
            return
            [
                .. _estimates.Values.Select(own => own.Warning).OfType<string>().Distinct(),
                .. without == 0 ? [] : (string[])[
                    $"of {CountFormatter.Format(without, "series")} not all of {string.Join(", ", _inputs.All)} are used: the training "
                        + "part has too few rows, or no value of a column."],
            ];
        }
    }

    /// <summary>Fits a model to each series and target, on all processors.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">A series is none that the model can be fitted to.</exception>
    public static FittedSeries Fit(ForecastModel model, ClassicalData data, CancellationToken cancellation)
    {
        (TrainingHistory History, string Target)[] all =
            [.. data.Histories.Where(history => history.Rows > 0).SelectMany(history => data.Targets.Select(target => (history, target)))];
        SeriesInputs inputs = new(model.UsesRegressors ? data.Regressors : [], model.UsesRelatedSeries ? data.Related : []);
        SeriesEstimates?[] fits = new SeriesEstimates?[all.Length];
        int horizon = data.Samples is SeriesWindows windows ? windows.Layout.Gap + windows.Layout.Horizon : 1;
        Workers.For(
            fits.Length, i => fits[i] = Estimate(model, all[i].History, all[i].Target, data.Season, inputs, horizon), cancellation);
        return new FittedSeries(model, data.Season, inputs, all.Zip(fits).Where(pair => pair.Second is not null).ToDictionary(
            pair => (pair.First.History.Id, pair.First.Target), pair => pair.Second!.Value));
    }

    /// <summary>Takes up what was saved.</summary>
    /// <param name="json">The JSON.</param>
    public static new FittedSeries FromJson(JsonObject json) => new(
        ForecastModel.Catalogue.Create(json["model"]!), json["season"]!.GetValue<int>(),
        SeriesInputs.FromJson(json),
        json["series"]!.AsArray().Select(own => own!.AsObject()).ToDictionary(
            own => (own["series"]!.GetValue<string>(), own["target"]!.GetValue<string>()), SeriesEstimates.FromJson));

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        JsonObject saved = new() { [Kind] = KindName, ["model"] = _model.Settings, ["season"] = _season };
        _inputs.AddTo(saved);
        saved["series"] = new JsonArray([.. _estimates.Select(own =>
        {
            JsonObject json = own.Value.ToJson();
            (json["series"], json["target"]) = (own.Key.Series, own.Key.Target);
            return (JsonNode)json;
        })]);
        return saved;
    }

    /// <inheritdoc/>
    public override float[] Predict(SampleSource samples, int threads)
    {
        SeriesWindows windows = (SeriesWindows)samples;
        (int horizon, int gap, IReadOnlyList<string> targets) = (windows.Layout.Horizon, windows.Layout.Gap, windows.Columns.Targets);
        float[] outputs = new float[checked(windows.Count * horizon * targets.Count)];
        IGrouping<int, int>[] series = [.. Enumerable.Range(0, windows.Count).GroupBy(windows.SeriesOf)];
        Workers.For(series.Length, i =>
        {
            WindowedSeries windowed = windows.Series(series[i].Key);
            int[] all = [.. series[i]];
            int[] origins = [.. all.Select(window => windows.Origin(window) + 1).Distinct().Order()];
            for (int target = 0; target < targets.Count; target++)
            {
                double[][] forecasts = Forecast(windowed, targets[target], origins, gap + horizon);
                foreach (int window in all)
                {
                    double[] forecast = forecasts[Array.BinarySearch(origins, windows.Origin(window) + 1)];
                    for (int step = 0; step < horizon; step++)
                    {
                        outputs[(((window * horizon) + step) * targets.Count) + target] = (float)forecast[gap + step];
                    }
                }
            }
        }, threads);
        return outputs;
    }

    private static SeriesEstimates? Estimate(
        ForecastModel model, TrainingHistory history, string target, int season, SeriesInputs inputs, int horizon)
    {
        SeriesInputs used = inputs.Usable(history.Frame, target, history.Rows);
        KnownHistory known = KnownHistory.Of(history.Frame, target, history.Rows, season, used);
        if (known.Values.Length == 0)
        {
            return null;
        }

        TargetUnit unit = TargetUnit.Of(history.Frame.Column(target)[..history.Rows], history.Raw.Column(target)[..history.Rows]);
        try
        {
            ForecastFit fit = model.Fit(unit.ToFile(known).ToSeries(season));
            if (used.Count == 0)
            {
                RequireSingle(fit, unit, horizon);
            }

            return SeriesEstimates.Of(fit, history.Frame.Time[known.Start], unit, used);
        }
        catch (InputException exception)
        {
            string of = history.Id.Length == 0 ? "" : $" of series '{history.Id}'";
            throw new InputException($"{model.Name} cannot be fitted to {target}{of}: {exception.Message}", exception);
        }
    }

    /// <summary>Refuses forecasts beyond single precision, whose measures would be none: those of very many differences, say.</summary>
    private static void RequireSingle(ForecastFit fit, TargetUnit unit, int horizon)
    {
        double[] forecast = fit.ForecastFrom(fit.Fitted.Length, horizon);
        int wrong = Array.FindIndex(forecast, value => float.IsInfinity((float)unit.ToPrepared(value)));
        if (wrong >= 0)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"the forecast of step {wrong + 1} after the training part is {forecast[wrong]:G3}, which no measure can tell: take other ")
                + "settings, such as fewer differences.");
        }
    }

    /// <summary>The forecasts of each origin, [origin][step].</summary>
    private double[][] Forecast(WindowedSeries series, string target, int[] origins, int horizon)
    {
        TargetUnit unit = _estimates.TryGetValue((series.Id, target), out SeriesEstimates own) ? own.Unit : UnitOf(target);
        JsonObject? estimates = own.Estimates is { } saved
            && own.Inputs.All.All(name => KnownHistory.FirstKnown(series.Frame, name, origins[0]) >= 0) ? saved : null;
        SeriesInputs used = estimates is not null ? own.Inputs : _inputs.Usable(series.Frame, target, origins[0]);
        KnownHistory known = unit.ToFile(KnownHistory.Of(series.Frame, target, origins[^1], _season, used, horizon));
        int start = known.Start;
        ObservedSeries history = known.ToSeries(_season);
        ForecastFit fit = estimates is not null && own.Begins(series.Frame.Time, start)
            ? _model.Apply(estimates, history)
            : _model.Fit(known.First(Math.Max(1, origins[0] - start)).ToSeries(_season)).Apply(history);
        double[][] forecasts = fit.ForecastFrom([.. origins.Select(origin => origin - start)], horizon);
        int unknown = Array.FindIndex(forecasts, steps => !Array.TrueForAll(steps, double.IsFinite));
        return unknown < 0 ? [.. forecasts.Select(steps => (double[])[.. steps.Select(unit.ToPrepared)])]
            : throw new InputException(
                $"{own.Description ?? _model.Name} has no forecast of {target} after "
                + $"{CountFormatter.Format(origins[unknown] - start, "rows")}: give more rows before the first forecast.");
    }

    /// <summary>The unit of a target of a series that is not of the training part: that of all which are, if they have one.</summary>
    private TargetUnit UnitOf(string target)
    {
        TargetUnit[] units = [.. _estimates.Where(own => own.Key.Target == target).Select(own => own.Value.Unit).Distinct()];
        return units is [var single] ? single : TargetUnit.AsPrepared;
    }
}
