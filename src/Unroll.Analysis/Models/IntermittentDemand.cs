using System.Text.Json.Nodes;

namespace Unroll.Analysis.Models;

/// <summary>The common part of the models of intermittent demand: one forecast for all steps, and checks.</summary>
internal static class IntermittentDemand
{
    /// <summary>The key of the spread of errors among the estimates.</summary>
    public const string Spread = "spread";

    public static double CheckWeight(double weight, string name) => weight is > 0 and <= 1 ? weight
        : throw new ArgumentOutOfRangeException(name, weight, $"{name} is {weight}, but a weight is more than 0 and at most 1.");

    /// <summary>Goes through the demands, forecasting each before it is seen.</summary>
    /// <param name="description">The name of the fitted model.</param>
    /// <param name="values">The demands; NaN where one is missing.</param>
    /// <param name="forecast">The forecast by the demands so far.</param>
    /// <param name="observe">Takes a demand.</param>
    /// <param name="estimates">The estimates, without the spread of errors.</param>
    /// <param name="known">The spread of errors; null where it is that of these demands.</param>
    public static ComputedFit Fit(
        string description, double[] values, Func<double> forecast, Action<double> observe, JsonObject estimates, double? known = null)
    {
        double[] fitted = new double[values.Length];
        for (int t = 0; t < values.Length; t++)
        {
            if (values[t] < 0)
            {
                throw new InputException(
                    $"Value {t} (from 0) is {values[t]}, but a demand is never negative: a model of intermittent demand does not "
                    + "fit this series.");
            }

            fitted[t] = forecast();
            if (!double.IsNaN(values[t]))
            {
                observe(values[t]);
            }
        }

        double spread = known ?? ComputedFit.Spread(values, fitted), mean = forecast();
        return new ComputedFit(description, fitted, (horizon, _) => new ForecastResult(
            [.. Enumerable.Repeat(mean, horizon)], [.. Enumerable.Repeat(spread, horizon)]))
        {
            State = () =>
            {
                JsonObject state = (JsonObject)estimates.DeepClone();
                state[Spread] = spread;
                return state;
            },
            Earlier = (origins, horizon) => [.. origins.Select(
                origin => (double[])[.. Enumerable.Repeat(origin < values.Length ? fitted[origin] : mean, horizon)])],
        };
    }
}
