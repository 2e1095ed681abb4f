using System.Text.Json.Nodes;

namespace Unroll.Analysis.Models;

/// <summary>A fit whose forecasts are a function of the horizon, and of the regressors where it takes some.</summary>
internal sealed class ComputedFit(string description, double[] fitted, Func<int, double[][], ForecastResult> forecast) : ForecastFit
{
    public override string Description => description;

    public override double[] Fitted => fitted;

    public override IReadOnlyList<ParameterEstimate> Parameters => Estimates;

    public IReadOnlyList<ParameterEstimate> Estimates { get; init; } = [];

    /// <summary>The estimates as JSON.</summary>
    public required Func<JsonObject> State { get; init; }

    /// <summary>Forecasts of earlier origins, rising, and a horizon.</summary>
    public required Func<IReadOnlyList<int>, int, double[][]> Earlier { get; init; }

    public override JsonObject ToJson() => State();

    protected override double[][] ForecastFromCore(IReadOnlyList<int> origins, int horizon) => Earlier(origins, horizon);

    protected override ForecastResult ForecastCore(int horizon, double[][] regressors) => forecast(horizon, regressors);

    /// <summary>A fit under another name.</summary>
    public static ComputedFit Of(ForecastFit fit, string description, string? warning = null) =>
        new(description, fit.Fitted, fit.Forecast)
        {
            State = fit.ToJson,
            Earlier = fit.ForecastFrom,
            Warning = warning,
        };

    /// <summary>The root of the mean squared difference of values and fitted ones, where there are both.</summary>
    public static double Spread(double[] values, double[] fitted)
    {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < values.Length; t++)
        {
            double error = values[t] - fitted[t];
            if (!double.IsNaN(error))
            {
                sum += error * error;
                count++;
            }
        }

        return count == 0 ? 0 : Math.Sqrt(sum / count);
    }
}
