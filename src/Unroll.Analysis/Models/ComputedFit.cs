namespace Unroll.Analysis.Models;

/// <summary>A fit whose forecasts are a function of the horizon.</summary>
internal sealed class ComputedFit(string description, double[] fitted, Func<int, SeriesForecast> forecast) : ForecastFit
{
    public override string Description => description;

    public override double[] Fitted => fitted;

    public override IReadOnlyList<ParameterEstimate> Parameters => Estimates;

    public IReadOnlyList<ParameterEstimate> Estimates { get; init; } = [];

    /// <summary>Forecasts of an origin and a horizon within the series.</summary>
    public Func<int, int, double[]>? Earlier { get; init; }

    internal override double[]? ForecastFrom(int origin, int horizon) => Earlier?.Invoke(origin, horizon);

    protected override SeriesForecast ForecastCore(int horizon, double[][] regressors) => forecast(horizon);

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
