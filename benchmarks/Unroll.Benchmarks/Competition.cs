using System.Diagnostics;
using System.Globalization;
using Unroll.Analysis;
using Unroll.Analysis.Models;

namespace Unroll.Benchmarks;

/// <summary>
/// Forecast models over the series of a competition, as its files have them: a series a row, its name before its values, and the values to
/// be forecast in a second file. Prints the mean absolute scaled error (Hyndman and Koehler 2006) and the time of each model.
/// </summary>
/// <remarks>
/// <c>competition TRAIN.csv TEST.csv [--season N] [--models NAME,…] [--every N] [--out FILE]</c>: of every Nth series; the error of each
/// series into a file.
/// </remarks>
internal sealed class Competition
{
    private readonly Series[] _series;
    private readonly int _season;

    private Competition(string train, string test, int season, int every)
    {
        Dictionary<string, double[]> coming = Read(test).ToDictionary(row => row.Name, row => row.Values);
        (_season, _series) = (season, [.. Read(train).Where((_, i) => i % every == 0)
            .Select(row => new Series(row.Name, row.Values, coming[row.Name], Scale(row.Values, season)))]);
    }

    /// <summary>A series, the values after its end, and the mean absolute difference over a season within it.</summary>
    private sealed record Series(string Name, double[] Values, double[] Coming, double Scale);

    /// <summary>Runs the models that the words ask for.</summary>
    /// <param name="words">The words after the verb.</param>
    public static void Run(string[] words)
    {
        string Option(string name, string otherwise) => Array.IndexOf(words, name) is >= 0 and var at ? words[at + 1] : otherwise;
        string[] models = Option("--models", "seasonal-naive,auto-arima,auto-ets,theta,ensemble").Split(',');
        int season = int.Parse(Option("--season", "24"), CultureInfo.InvariantCulture);
        var competition = new Competition(
            words[0], words[1], season, int.Parse(Option("--every", "1"), CultureInfo.InvariantCulture));
        Console.WriteLine(
            $"{competition._series.Length} series, season {season}, {Environment.ProcessorCount} processors");
        Dictionary<string, double[]> errors = [];
        foreach (string model in models)
        {
            errors[model] = competition.Measure(model);
        }

        if (Option("--out", "") is { Length: > 0 } file)
        {
            File.WriteAllLines(
                file,
                [
                    $"series,{string.Join(',', models)}",
                    .. competition._series.Select((series, i) => string.Join(
                        ',', [series.Name, .. models.Select(model => errors[model][i].ToString("R", CultureInfo.InvariantCulture))])),
                ]);
        }
    }

    /// <summary>The error of each series.</summary>
    private double[] Measure(string name)
    {
        ForecastModel model = Make(name);
        double[] errors = new double[_series.Length], costs = new double[_series.Length], covered = new double[_series.Length];
        string[] chosen = new string[_series.Length];
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.UserProcessorTime;
        long start = Stopwatch.GetTimestamp();
        Parallel.For(0, _series.Length, i =>
        {
            Series series = _series[i];
            ForecastFit fit = model.Fit(new ObservedSeries(series.Values, _season));
            ForecastResult forecast = fit.Forecast(series.Coming.Length);
            PredictionIntervals bounds = forecast.Intervals();
            (chosen[i], costs[i]) = (fit.Description, fit.Cost.TotalSeconds);
            errors[i] = forecast.Mean.Zip(series.Coming, (mean, value) => Math.Abs(value - mean)).Average() / series.Scale;
            covered[i] = series.Coming.Where((value, step) => value >= bounds.Lower[step] && value <= bounds.Upper[step]).Count()
                / (double)series.Coming.Length;
        });
        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        double user = (process.UserProcessorTime - before).TotalSeconds;
        int slowest = Array.IndexOf(costs, costs.Max());
        string slow = string.Create(
            CultureInfo.InvariantCulture, $"slowest {_series[slowest].Name}: {costs[slowest]:0.0} s, {chosen[slowest]}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-16} MASE {errors.Average():0.000}, median {Median(errors):0.000}, 95 % intervals hold {covered.Average():0.0%}; ")
            + string.Create(CultureInfo.InvariantCulture, $"{elapsed:0.0} s, {user:0.0} s of processors; {slow}"));
        return errors;
    }

    private static ForecastModel Make(string name) =>
        name == "ensemble" ? new ForecastEnsemble() : ForecastModel.Catalogue.Create(name);

    private static IEnumerable<(string Name, double[] Values)> Read(string file) => File.ReadLines(file).Skip(1).Select(line =>
    {
        string[] cells = [.. line.Split(',').Select(cell => cell.Trim('"'))];
        IEnumerable<string> filled = cells.Skip(1).Where(cell => cell.Length > 0);
        return (cells[0], (double[])[.. filled.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))]);
    });

    private static double Scale(double[] values, int season) =>
        values.Skip(season).Zip(values, (value, before) => Math.Abs(value - before)).Average();

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
