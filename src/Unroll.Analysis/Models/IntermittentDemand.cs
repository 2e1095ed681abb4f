namespace Unroll.Analysis.Models;

/// <summary>The common part of the models of intermittent demand: one forecast for all steps, and checks.</summary>
internal static class IntermittentDemand
{
    public static double CheckWeight(double weight, string name) => weight is > 0 and <= 1 ? weight
        : throw new ArgumentOutOfRangeException(name, weight, $"{name} is {weight}, but a weight is more than 0 and at most 1.");

    /// <summary>Goes through the demands, forecasting each before it is seen.</summary>
    public static ComputedFit Fit(string description, double[] values, Func<double> forecast, Action<double> observe)
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

        double spread = ComputedFit.Spread(values, fitted), mean = forecast();
        return new ComputedFit(description, fitted, horizon => new SeriesForecast(
            [.. Enumerable.Repeat(mean, horizon)], [.. Enumerable.Repeat(spread, horizon)]));
    }
}
