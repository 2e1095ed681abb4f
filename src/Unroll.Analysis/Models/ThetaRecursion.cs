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
    private readonly double[] _inverses;
    private double _start;

    public ThetaRecursion(double[] values, ThetaVariant variant)
    {
        (_values, _inverses) = (values, Inverses(values.Length));
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

    /// <summary>Estimates that are held, on other values.</summary>
    public ThetaRecursion(double[] values, ThetaVariant variant, ThetaEstimates held)
    {
        (_values, _inverses) = (values, Inverses(values.Length));
        _isDynamic = variant is ThetaVariant.DynamicStandard or ThetaVariant.DynamicOptimized;
        (_intercept, _slope, _start, Alpha, Theta) = (held.Intercept, held.Slope, held.Start, held.Alpha, held.Theta);
        Fitted = new double[values.Length];
        Run(values.Length, Fitted, []);
    }

    /// <summary>The estimates.</summary>
    public ThetaEstimates Estimates => new(_intercept, _slope, _start, Alpha, Theta);

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

    /// <summary>Forecasts the steps after numbers of values, rising.</summary>
    public double[][] Forecast(IReadOnlyList<int> origins, int horizon)
    {
        double[][] forecasts = [.. origins.Select(_ => new double[horizon])];
        Run(_values.Length, [], forecasts, origins);
        return forecasts;
    }

    private static double[] Inverses(int count)
    {
        double[] inverses = new double[count + 1];
        for (int i = 0; i < inverses.Length; i++)
        {
            inverses[i] = 1.0 / (i + 1);
        }

        return inverses;
    }

    private double Evaluate(ReadOnlySpan<double> free)
    {
        Alpha = LeastAlpha + ((MostAlpha - LeastAlpha) / (1 + Math.Exp(-free[0])));
        _start = (_values[0] / 2) + (_deviation * free[1]);
        Theta = _isOptimized ? 1 + Math.Exp(Math.Clamp(free[2], -20, 20)) : 2;
        return Run(_values.Length, [], []);
    }

    /// <summary>Goes through the series; gives the mean squared error without the first three values.</summary>
    /// <param name="count">How many values are gone through.</param>
    /// <param name="fitted">Takes the forecast of each value; empty where they are not needed.</param>
    /// <param name="forecasts">Takes the forecasts after each origin.</param>
    /// <param name="origins">Numbers of values, rising, after which forecasts are made.</param>
    private double Run(int count, Span<double> fitted, double[][] forecasts, IReadOnlyList<int>? origins = null)
    {
        ThetaState state = new(_start, 0, _isDynamic ? _values[0] : _intercept, _isDynamic ? 0 : _slope, 1, 0);
        double squares = 0, alpha = Alpha, inverse = 1 / alpha, share = 1 - (1 / Theta);
        int skipped = Math.Min(3, count - 1), ahead = 0;
        for (int t = 0; t <= count; t++)
        {
            if (ahead < forecasts.Length && origins![ahead] == t)
            {
                ThetaState own = state;
                foreach (ref double value in forecasts[ahead].AsSpan())
                {
                    value = own.Predict(alpha, inverse, share);
                    own.Observe(value, alpha, _isDynamic, _inverses);
                }

                ahead++;
            }

            if (t == count)
            {
                break;
            }

            double prediction = state.Predict(alpha, inverse, share), error = _values[t] - prediction;
            if (!fitted.IsEmpty)
            {
                fitted[t] = prediction;
            }

            squares += t >= skipped ? error * error : 0;
            state.Observe(_values[t], alpha, _isDynamic, _inverses);
        }

        return squares / (count - skipped);
    }
}
