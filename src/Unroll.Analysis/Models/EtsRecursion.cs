namespace Unroll.Analysis.Models;

/// <summary>
/// Exponential smoothing in the form of error correction (Hyndman, Koehler, Ord and Snyder 2008, chapter 2), its likelihood, and the
/// gradient of that by going through the recursion backwards: it takes as long as some passes forwards, however many states a season has.
/// </summary>
/// <param name="form">The form.</param>
/// <param name="season">Steps of a season; 1 where the form has none.</param>
/// <param name="values">The series, complete.</param>
/// <param name="isHeld">Whether it goes on where a forecast is not positive but must be, since nothing is estimated.</param>
internal sealed class EtsRecursion(EtsForm form, int season, double[] values, bool isHeld = false)
{
    private readonly double[] _levels = new double[values.Length + 1];
    private readonly double[] _slopes = new double[values.Length + 1];
    private readonly double[] _seasonal = new double[values.Length + season];
    private readonly double[] _forecasts = new double[values.Length];

    /// <summary>Weights of level, slope (relative to the level's) and season, and damping, in this order.</summary>
    public double[] Weights { get; } = [0.1, 0.01, 0.01, 1];

    /// <summary>Level, slope and season at the start, the season's in the order of time.</summary>
    public double[] Initial { get; } = new double[2 + season];

    /// <summary>The derivative of the last value with respect to <see cref="Weights"/>.</summary>
    public double[] WeightGradient { get; } = new double[4];

    /// <summary>The derivative of the last value with respect to <see cref="Initial"/>.</summary>
    public double[] InitialGradient { get; } = new double[2 + season];

    public ReadOnlySpan<double> Forecasts => _forecasts;

    /// <summary>Level and slope after a number of values.</summary>
    public (double Level, double Slope) After(int time) => (_levels[time], _slopes[time]);

    /// <summary>The seasonal state for a time, as known after a number of values that is at most a season before.</summary>
    public double SeasonFor(int time, int known) => form.Season == EtsSeason.None ? 0 : _seasonal[known + ((time - known) % season)];

    /// <summary>The mean squared error, relative to the forecasts where errors are.</summary>
    public double Variance { get; private set; }

    /// <summary>
    /// Minus twice the log-likelihood without constants: n·log Σe² + 2·Σ log|ŷ|; infinite where a forecast is not positive but must be.
    /// </summary>
    public double Criterion()
    {
        bool isMultiplicative = form.Error == EtsError.Multiplicative, hasTrend = form.Trend != EtsTrend.None;
        (double alpha, double beta, double gamma, double damping) = (Weights[0], Weights[1], Weights[2], Weights[3]);
        double level = Initial[0], slope = hasTrend ? Initial[1] : 0, squares = 0, logarithms = 0, product = 1;
        (_levels[0], _slopes[0]) = (level, slope);
        Array.Copy(Initial, 2, _seasonal, 0, season);
        for (int t = 0; t < values.Length; t++)
        {
            double value = values[t], base0 = level + (damping * slope), pattern = _seasonal[t];
            double forecast = form.Season switch
            {
                EtsSeason.Additive => base0 + pattern,
                EtsSeason.Multiplicative => base0 * pattern,
                _ => base0,
            };
            double error = value - forecast;
            if (isMultiplicative)
            {
                if (!(forecast > 0) && !isHeld)
                {
                    return double.PositiveInfinity;
                }

                error /= forecast;
                product *= forecast;
                if (product is > 1e100 or < 1e-100)
                {
                    (logarithms, product) = (logarithms + Math.Log(product), 1);
                }
            }

            squares += error * error;
            _forecasts[t] = forecast;
            double adjusted = form.Season switch
            {
                EtsSeason.Additive => value - pattern,
                EtsSeason.Multiplicative => value / pattern,
                _ => value,
            };
            double next = base0 + (alpha * (adjusted - base0));
            if (form.Season == EtsSeason.Additive)
            {
                _seasonal[t + season] = pattern + (gamma * (value - base0 - pattern));
            }
            else if (form.Season == EtsSeason.Multiplicative)
            {
                _seasonal[t + season] = pattern + (gamma * ((value / base0) - pattern));
            }

            if (hasTrend)
            {
                double faded = damping * slope;
                slope = faded + (beta * (next - level - faded));
            }

            level = next;
            (_levels[t + 1], _slopes[t + 1]) = (level, slope);
        }

        Variance = squares / values.Length;
        return (values.Length * Math.Log(squares)) + (2 * (logarithms + Math.Log(product)));
    }

    /// <summary>The gradient of the criterion that was computed last.</summary>
    public void Differentiate()
    {
        bool isMultiplicative = form.Error == EtsError.Multiplicative, hasTrend = form.Trend != EtsTrend.None;
        (double alpha, double beta, double gamma, double damping) = (Weights[0], Weights[1], Weights[2], Weights[3]);
        double factor = 2 / Variance, toLevel = 0, toSlope = 0;
        double byAlpha = 0, byBeta = 0, byGamma = 0, byDamping = 0;
        double[] toSeason = new double[values.Length + season];
        for (int t = values.Length - 1; t >= 0; t--)
        {
            double value = values[t], level = _levels[t], slope = _slopes[t], pattern = _seasonal[t], next = _levels[t + 1];
            double faded = damping * slope, base0 = level + faded, forecast = _forecasts[t];
            double byForecast = isMultiplicative
                ? (-factor * ((value / forecast) - 1) * value / (forecast * forecast)) + (2 / forecast)
                : -factor * (value - forecast);
            double byBase = 0, byPattern = 0, byLevel = 0, byFaded = 0, byNext = toLevel;
            if (form.Season != EtsSeason.None)
            {
                double after = toSeason[t + season], target = form.Season == EtsSeason.Additive ? value - base0 : value / base0;
                byGamma += after * (target - pattern);
                byPattern += (1 - gamma) * after;
                byBase -= gamma * after * (form.Season == EtsSeason.Additive ? 1 : value / (base0 * base0));
            }

            if (hasTrend)
            {
                byBeta += toSlope * (next - level - faded);
                byNext += beta * toSlope;
                byLevel -= beta * toSlope;
                byFaded += (1 - beta) * toSlope;
            }

            double adjusted = form.Season switch
            {
                EtsSeason.Additive => value - pattern,
                EtsSeason.Multiplicative => value / pattern,
                _ => value,
            };
            byAlpha += byNext * (adjusted - base0);
            byBase += (1 - alpha) * byNext;
            double byAdjusted = alpha * byNext;
            (double baseShare, double patternShare, double adjustedShare) = form.Season switch
            {
                EtsSeason.Additive => (1.0, 1.0, -1.0),
                EtsSeason.Multiplicative => (pattern, base0, -value / (pattern * pattern)),
                _ => (1.0, 0.0, 0.0),
            };
            byBase += byForecast * baseShare;
            byPattern += (byForecast * patternShare) + (byAdjusted * adjustedShare);
            byLevel += byBase;
            byFaded += byBase;
            byDamping += slope * byFaded;
            toSeason[t] += byPattern;
            (toLevel, toSlope) = (byLevel, hasTrend ? damping * byFaded : 0);
        }

        (WeightGradient[0], WeightGradient[1], WeightGradient[2], WeightGradient[3]) = (byAlpha, byBeta, byGamma, byDamping);
        (InitialGradient[0], InitialGradient[1]) = (toLevel, toSlope);
        Array.Copy(toSeason, 0, InitialGradient, 2, season);
    }
}
