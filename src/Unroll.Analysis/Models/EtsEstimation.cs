using MathNet.Numerics;
using Unroll.Analysis.Numerics;
using Unroll.Analysis.Trend;

namespace Unroll.Analysis.Models;

/// <summary>
/// Maximum likelihood of an exponential smoothing model: weights and states at the start together, by numbers without bounds. The weights
/// are within the usual region (level between 0 and 1, slope below the level's, season below one minus it), damping between 0.8 and 0.98.
/// </summary>
internal sealed class EtsEstimation
{
    private const double LeastWeight = 1e-4;
    private const double LeastDamping = 0.8;
    private const double MostDamping = 0.98;
    private const double DampingStart = -3;

    /// <summary>The size of a slope beside a season's.</summary>
    private const double SlopeShare = 0.1;
    private const int MostStarts = 3;
    private static readonly double[] _levels = [-3, -1, 0.5, 2, 4.5], _slopes = [-6, -3, 0], _seasons = [-3, 0, 2];
    private readonly EtsForm _form;
    private readonly int _season;
    private readonly double[] _values;
    private readonly double _scale;
    private readonly double[] _heuristic;
    private readonly bool _hasTrend;
    private readonly bool _hasSeason;
    private readonly bool _isDamped;
    private readonly double _seasonScale;

    /// <summary>Creates the estimation.</summary>
    /// <param name="form">The form.</param>
    /// <param name="values">The series, complete.</param>
    /// <param name="season">Steps of a season; 1 where the form has none.</param>
    public EtsEstimation(EtsForm form, double[] values, int season)
    {
        (_form, _season) = (form, season);
        (_hasTrend, _hasSeason, _isDamped) = (form.Trend != EtsTrend.None, form.Season != EtsSeason.None, form.Trend == EtsTrend.Damped);
        _scale = Math.Max(values.Average(Math.Abs), 1e-300);
        _values = [.. values.Select(value => value / _scale)];
        Recursion = new EtsRecursion(form, season, _values);
        _heuristic = Heuristic(_values, _hasTrend, form.Season, season);
        _seasonScale = form.Season == EtsSeason.Multiplicative ? 0.1 : Math.Max(1e-6, Deviation(_values));
    }

    public EtsRecursion Recursion { get; }

    /// <summary>The divisor of the values.</summary>
    public double Scale => _scale;

    /// <summary>The number of estimated numbers: weights, states at the start (a season's add up), and the variance.</summary>
    public int ParameterCount => 1 + FreeCount;

    private int FreeCount => 2 + (_hasTrend ? 2 : 0) + (_isDamped ? 1 : 0) + (_hasSeason ? 1 + _season - 1 : 0);

    /// <summary>
    /// The least value of minus twice the log-likelihood, in the unit of the values; infinite where the form does not fit.
    /// </summary>
    public double Minimize(double tolerance, int iterations, bool isRough)
    {
        double best = double.PositiveInfinity;
        double[] least = [];
        foreach (double[] free in Starts())
        {
            double found = QuasiNewton.Minimize(Evaluate, free, Differentiate, tolerance, iterations, isRough);
            if (found < best)
            {
                (best, least) = (found, free);
            }
        }

        if (least.Length > 0)
        {
            Evaluate(least);
        }

        return best + (2 * _values.Length * Math.Log(_scale));
    }

    /// <summary>
    /// Weights to start from, slow and fast: the best level and slope for each weight of the season, and likewise the best level for each
    /// of the slope where there is no season. A season that learns slowly and one that learns fast may both be maxima.
    /// </summary>
    private IEnumerable<double[]> Starts()
    {
        List<(double[] Free, double Value)> starts = Starts(isFlat: false);
        if (_hasTrend && starts.TrueForAll(start => double.IsInfinity(start.Value)))
        {
            // The slope of the beginning leads where the form has no likelihood: to forecasts below 0.
            starts = Starts(isFlat: true);
        }

        int grouped = _hasSeason && _hasTrend ? 2 : _hasSeason || _hasTrend ? 1 : 0;
        return starts.GroupBy(start => start.Free[grouped]).Select(group => group.MinBy(start => start.Value))
            .OrderBy(start => start.Value).Take(MostStarts).Select(start => start.Free);
    }

    private List<(double[] Free, double Value)> Starts(bool isFlat)
    {
        List<(double[] Free, double Value)> starts = [];
        foreach (double level in _levels)
        {
            foreach (double slope in _hasTrend ? _slopes : [0])
            {
                foreach (double season in _hasSeason ? _seasons : [0])
                {
                    double[] free = new double[FreeCount];
                    Array.Fill(free, DampingStart, 0, WeightCount);
                    (free[0], int next) = (level, 1);
                    if (_hasTrend)
                    {
                        free[next++] = slope;
                        free[WeightCount + 1] = isFlat ? -_heuristic[1] / (SlopeShare * _seasonScale) : 0;
                    }

                    if (_hasSeason)
                    {
                        free[next] = season;
                    }

                    starts.Add((free, Evaluate(free)));
                }
            }
        }

        return starts;
    }

    private int WeightCount => 1 + (_hasTrend ? 1 : 0) + (_hasSeason ? 1 : 0) + (_isDamped ? 1 : 0);

    private double Evaluate(ReadOnlySpan<double> free)
    {
        Set(free);
        double criterion = Recursion.Criterion();
        return double.IsNaN(criterion) ? double.PositiveInfinity : criterion;
    }

    private void Set(ReadOnlySpan<double> free)
    {
        double[] weights = Recursion.Weights, initial = Recursion.Initial;
        int read = 0;
        weights[0] = LeastWeight + ((1 - (2 * LeastWeight)) * SpecialFunctions.Logistic(free[read++]));
        weights[1] = _hasTrend ? LeastWeight + ((1 - (2 * LeastWeight)) * SpecialFunctions.Logistic(free[read++])) : 0;
        weights[2] = _hasSeason
            ? (1 - weights[0]) * (LeastWeight + ((1 - (2 * LeastWeight)) * SpecialFunctions.Logistic(free[read++]))) : 0;
        weights[3] = _isDamped ? LeastDamping + ((MostDamping - LeastDamping) * SpecialFunctions.Logistic(free[read++])) : 1;
        initial[0] = _heuristic[0] + (_seasonScale * free[read++]);
        initial[1] = _hasTrend ? _heuristic[1] + (SlopeShare * _seasonScale * free[read++]) : 0;
        if (!_hasSeason)
        {
            return;
        }

        double rest = _form.Season == EtsSeason.Multiplicative ? _season : 0;
        for (int i = 0; i < _season - 1; i++)
        {
            initial[2 + i] = _heuristic[2 + i] + (_seasonScale * free[read++]);
            rest -= initial[2 + i];
        }

        initial[1 + _season] = rest;
    }

    private void Differentiate(ReadOnlySpan<double> free, double value, Span<double> gradient)
    {
        // The search comes here from the last trial or from elsewhere: the recursion must stand at this point.
        Evaluate(free);
        Recursion.Differentiate();
        double[] byWeight = Recursion.WeightGradient, byInitial = Recursion.InitialGradient;
        int write = 0;
        double span = 1 - (2 * LeastWeight), seasonShare = _hasSeason ? Recursion.Weights[2] / (1 - Recursion.Weights[0]) : 0;
        gradient[write] = (byWeight[0] - (byWeight[2] * seasonShare)) * span * LogisticSlope(free[write]);
        write++;
        if (_hasTrend)
        {
            gradient[write] = byWeight[1] * span * LogisticSlope(free[write]);
            write++;
        }

        if (_hasSeason)
        {
            gradient[write] = byWeight[2] * (1 - Recursion.Weights[0]) * span * LogisticSlope(free[write]);
            write++;
        }

        if (_isDamped)
        {
            gradient[write] = byWeight[3] * (MostDamping - LeastDamping) * LogisticSlope(free[write]);
            write++;
        }

        gradient[write++] = byInitial[0] * _seasonScale;
        if (_hasTrend)
        {
            gradient[write++] = byInitial[1] * SlopeShare * _seasonScale;
        }

        for (int i = 0; _hasSeason && i < _season - 1; i++)
        {
            gradient[write++] = (byInitial[2 + i] - byInitial[1 + _season]) * _seasonScale;
        }
    }

    /// <summary>Level, slope and season at the start by a moving average and a line (Hyndman et al. 2008, 2.6.1).</summary>
    private static double[] Heuristic(double[] values, bool hasTrend, EtsSeason kind, int season)
    {
        double[] initial = new double[2 + season], adjusted = [.. values];
        if (kind != EtsSeason.None)
        {
            double[] trend = MovingAverage.Centered(values, season), counts = new double[season];
            bool isFactor = kind == EtsSeason.Multiplicative;
            for (int t = 0; t < Math.Min(values.Length, 4 * season); t++)
            {
                if (!double.IsNaN(trend[t]) && (!isFactor || trend[t] != 0))
                {
                    initial[2 + (t % season)] += isFactor ? values[t] / trend[t] : values[t] - trend[t];
                    counts[t % season]++;
                }
            }

            double sum = 0;
            for (int i = 0; i < season; i++)
            {
                initial[2 + i] = counts[i] > 0 ? initial[2 + i] / counts[i] : isFactor ? 1 : 0;
                sum += initial[2 + i];
            }

            for (int i = 0; i < season; i++)
            {
                initial[2 + i] = isFactor ? Math.Max(0.01, initial[2 + i] * season / sum) : initial[2 + i] - (sum / season);
            }

            for (int t = 0; t < values.Length; t++)
            {
                adjusted[t] = isFactor ? values[t] / initial[2 + (t % season)] : values[t] - initial[2 + (t % season)];
            }
        }

        int count = Math.Min(values.Length, Math.Max(10, 2 * season));
        double middle = (count + 1) / 2.0, mean = adjusted.Take(count).Average(), slope = 0, squares = 0;
        for (int t = 0; t < count; t++)
        {
            slope += (t + 1 - middle) * (adjusted[t] - mean);
            squares += (t + 1 - middle) * (t + 1 - middle);
        }

        initial[1] = squares > 0 ? slope / squares : 0;
        initial[0] = mean - (initial[1] * middle);
        if (!hasTrend || (initial[0] <= 0 && values.Min() > 0))
        {
            // A level without a slope, or one that a steep beginning would put below zero.
            (initial[0], initial[1]) = (mean, 0);
        }

        return initial;
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double LogisticSlope(double free)
    {
        double value = SpecialFunctions.Logistic(free);
        return value * (1 - value);
    }
}
