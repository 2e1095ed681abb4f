using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Models;

/// <summary>The recursion of Theta models, with the symbols of Fiorucci et al. (2016), section 3.</summary>
internal sealed class ThetaRecursion
{
    private const double LeastAlpha = 0.01;
    private const double MostAlpha = 0.99;
    private readonly double[] _values;
    private readonly bool _isDynamic;
    private readonly bool _isOptimized;
    private readonly double _intercept;
    private readonly double _slope;
    private readonly double _deviation;
    private double _start;

    public ThetaRecursion(double[] values, ThetaVariant variant)
    {
        _values = values;
        _isDynamic = variant is ThetaVariant.DynamicStandard or ThetaVariant.DynamicOptimized;
        _isOptimized = variant is ThetaVariant.Optimized or ThetaVariant.DynamicOptimized;
        double middle = (values.Length + 1) / 2.0, mean = values.Average(), squares = 0;
        for (int t = 0; t < values.Length; t++)
        {
            _slope += (t + 1 - middle) * values[t];
            squares += (t + 1 - middle) * (t + 1 - middle);
        }

        _slope /= squares;
        _intercept = mean - (_slope * middle);
        _deviation = Math.Max(1e-9, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
        (_start, Fitted) = (values[0] / 2, new double[values.Length]);
    }

    public double Alpha { get; private set; } = 0.5;

    public double Theta { get; private set; } = 2;

    public double[] Fitted { get; }

    /// <summary>The least mean squared error one step ahead.</summary>
    public double Minimize()
    {
        double best = double.PositiveInfinity;
        double[] least = [], starts = [0, -2];
        foreach (double start in starts)
        {
            double[] free = _isOptimized ? [start, 0, 0] : [start, 0];
            double found = QuasiNewton.Minimize(Evaluate, free, tolerance: 1e-9, iterations: 100);
            if (found < best)
            {
                (best, least) = (found, free);
            }
        }

        if (least.Length > 0)
        {
            Evaluate(least);
        }

        Run(_values.Length, Fitted, []);
        return best;
    }

    /// <summary>Forecasts the steps after a number of values.</summary>
    public double[] Forecast(int origin, int horizon)
    {
        double[] forecast = new double[horizon];
        Run(origin, [], forecast);
        return forecast;
    }

    private double Evaluate(ReadOnlySpan<double> free)
    {
        Alpha = LeastAlpha + ((MostAlpha - LeastAlpha) / (1 + Math.Exp(-free[0])));
        _start = (_values[0] / 2) + (_deviation * free[1]);
        Theta = _isOptimized ? 1 + Math.Exp(Math.Clamp(free[2], -20, 20)) : 2;
        return Run(_values.Length, [], []);
    }

    /// <summary>
    /// Goes through the series, and on by its own forecasts; gives the mean squared error without the first three values.
    /// </summary>
    private double Run(int count, Span<double> fitted, Span<double> forecast)
    {
        double level = _start, mean = 0, intercept = _intercept, slope = _slope, squares = 0, power = 1, alpha = Alpha;
        double share = 1 - (1 / Theta);
        if (_isDynamic)
        {
            (intercept, slope) = (_values[0], 0);
        }

        int skipped = Math.Min(3, count - 1);
        for (int t = 0; t < count + forecast.Length; t++)
        {
            // (1 − α)^{t−1} and its sum, with t counted from 1.
            double next = power * (1 - alpha);
            double prediction = level + (share * ((power * intercept) + ((1 - next) / alpha * slope)));
            power = next;
            double value = t < count ? _values[t] : prediction;
            if (t >= count)
            {
                forecast[t - count] = prediction;
            }
            else if (!fitted.IsEmpty)
            {
                fitted[t] = prediction;
            }

            if (t < count && t >= skipped)
            {
                squares += (value - prediction) * (value - prediction);
            }

            level = (alpha * value) + ((1 - alpha) * level);
            if (_isDynamic)
            {
                double seen = t + 1, former = mean;
                mean += (value - mean) / seen;
                slope = t == 0 ? 0 : (((seen - 2) * slope) + (6 * (value - former) / seen)) / (seen + 1);
                intercept = mean - (slope * (seen + 1) / 2);
            }
        }

        return squares / (count - skipped);
    }
}
