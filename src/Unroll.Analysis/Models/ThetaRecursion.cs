namespace Unroll.Analysis.Models;

/// <summary>The recursion of Theta models, with the symbols of Fiorucci et al. (2016), section 3.</summary>
internal sealed class ThetaRecursion
{
    private const double LeastAlpha = 0.01;
    private const double MostAlpha = 0.99;
    private const int GridSize = 16;
    private readonly double[] _values;
    private readonly bool _isDynamic;
    private readonly bool _isOptimized;
    private readonly double _intercept;
    private readonly double _slope;
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
        Fitted = new double[values.Length];
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

    public double Alpha { get; private set; }

    public double Theta { get; private set; }

    public double[] Fitted { get; }

    /// <summary>
    /// The least mean squared error one step ahead. For a given α the errors are linear in the level at the start and in 1 − 1/θ, so that
    /// only α has to be searched for: over a grid, then between the neighbours of its best value.
    /// </summary>
    public double Minimize()
    {
        ThetaErrors errors = new(_values, _intercept, _slope, _isDynamic, _inverses);
        double Cost(double alpha) => errors.Solve(alpha, _isOptimized).Cost;
        double spacing = (MostAlpha - LeastAlpha) / (GridSize - 1);
        double nearest = Enumerable.Range(0, GridSize).Select(i => LeastAlpha + (i * spacing)).MinBy(Cost);
        double least = Math.Max(LeastAlpha, nearest - spacing), most = Math.Min(MostAlpha, nearest + spacing);
        Alpha = GoldenSection(Cost, least, most);
        (_start, Theta, _) = errors.Solve(Alpha, _isOptimized);
        return Run(_values.Length, Fitted, []);
    }

    /// <summary>Forecasts the steps after numbers of values, rising.</summary>
    public double[][] Forecast(IReadOnlyList<int> origins, int horizon)
    {
        double[][] forecasts = [.. origins.Select(_ => new double[horizon])];
        Run(_values.Length, [], forecasts, origins);
        return forecasts;
    }

    /// <summary>The place of the least of a function of one minimum in an interval, or of a bound of it.</summary>
    private static double GoldenSection(Func<double, double> function, double least, double most)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2, width = most - least;
        double left = most - (ratio * width), right = least + (ratio * width);
        double atLeft = function(left), atRight = function(right), atLeast = function(least), atMost = function(most);
        while (most - least > 1e-7)
        {
            if (atLeft <= atRight)
            {
                (most, right, atRight, atMost) = (right, left, atLeft, atRight);
                left = most - (ratio * (most - least));
                atLeft = function(left);
            }
            else
            {
                (least, left, atLeft, atLeast) = (left, right, atRight, atLeft);
                right = least + (ratio * (most - least));
                atRight = function(right);
            }
        }

        double inside = Math.Min(atLeft, atRight);
        return atLeast <= inside ? least : atMost < inside ? most : atLeft <= atRight ? left : right;
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

    /// <summary>Goes through the series; gives the mean squared error without the first three values.</summary>
    /// <param name="count">How many values are gone through.</param>
    /// <param name="fitted">Takes the forecast of each value; empty where they are not needed.</param>
    /// <param name="forecasts">Takes the forecasts after each origin.</param>
    /// <param name="origins">Numbers of values, rising, after which forecasts are made.</param>
    private double Run(int count, Span<double> fitted, double[][] forecasts, IReadOnlyList<int>? origins = null)
    {
        ThetaState state = new(_start, 0, _isDynamic ? _values[0] : _intercept, _isDynamic ? 0 : _slope, 1, 0);
        double squares = 0, alpha = Alpha, inverse = 1 / alpha, share = 1 - (1 / Theta);
        int skipped = ThetaErrors.Skipped(count), ahead = 0;
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
