using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.Decomposition;

/// <summary>A run of STL over one series. Names in comments are those of the paper's program.</summary>
internal sealed class StlFit
{
    private const int ValuesWithOwnLine = 10_000;

    private readonly double[] _values;
    private readonly int _period;
    private readonly LocalLines _seasonLines;
    private readonly LocalLines _trendLines;
    private readonly LocalLines _lowPassLines;
    private readonly int _inner;
    private readonly int _outer;
    private readonly double[] _work;
    private readonly double[] _cycles;
    private readonly double[] _averages;
    private readonly double[] _spare;

    public StlFit(double[] values, int period, StlOptions options)
    {
        (_values, _period) = (values, period);
        int trend = options.TrendLength ?? Odd((int)Math.Ceiling(1.5 * period / (1 - (1.5 / options.SeasonalLength))));
        int lowPass = options.LowPassLength ?? Odd(period + 1);
        _seasonLines = Lines(options.SeasonalLength, options.SeasonalDegree);
        _trendLines = Lines(trend, options.TrendDegree);
        _lowPassLines = Lines(lowPass, options.LowPassDegree);
        _inner = options.InnerIterations ?? (options.IsRobust ? 2 : 5);
        _outer = options.OuterIterations ?? (options.IsRobust ? 15 : 0);
        int n = values.Length, extended = n + (2 * period);
        (Trend, Season, Weights, _work) = (new double[n], new double[n], new double[n], new double[n]);
        (_cycles, _averages, _spare) = (new double[extended], new double[extended], new double[extended]);
        Array.Fill(Weights, 1);

        LocalLines Lines(int length, int degree) => new(
            length, degree, options.Jump ?? (values.Length <= ValuesWithOwnLine ? 1 : Math.Max(1, length / 10)));
    }

    public double[] Trend { get; }

    public double[] Season { get; }

    public double[] Weights { get; }

    public void Run()
    {
        for (int outer = 0; outer <= _outer; outer++)
        {
            bool isWeighted = outer > 0;
            for (int inner = 0; inner < _inner; inner++)
            {
                Step(isWeighted ? Weights : null);
            }

            if (outer < _outer)
            {
                Downweight();
            }
        }
    }

    private static int Odd(int length) => length % 2 == 0 ? length + 1 : length;

    /// <summary>One pass over season and trend ("onestp").</summary>
    private void Step(double[]? weights)
    {
        int n = _values.Length;
        for (int i = 0; i < n; i++)
        {
            _work[i] = _values[i] - Trend[i];
        }

        SmoothCycles(weights);

        // What the smoothed cycles have in common goes back to the trend ("fts").
        Average(_cycles, _averages, n + (2 * _period), _period);
        Average(_averages, _spare, n + _period + 1, _period);
        Average(_spare, _averages, n + 2, 3);
        _lowPassLines.Smooth(_averages.AsSpan(0, n), null, _work);
        for (int i = 0; i < n; i++)
        {
            Season[i] = _cycles[_period + i] - _work[i];
            _work[i] = _values[i] - Season[i];
        }

        _trendLines.Smooth(_work.AsSpan(0, n), weights, Trend);
    }

    /// <summary>Smooths the values of each phase over the seasons, with a value more at both ends ("ss").</summary>
    private void SmoothCycles(double[]? weights) => Workers.For(_period, phase =>
    {
        int count = ((_values.Length - phase - 1) / _period) + 1;
        double[] values = new double[count], smooth = new double[count];
        double[]? trusted = weights is null ? null : new double[count];
        for (int k = 0; k < count; k++)
        {
            values[k] = _work[(k * _period) + phase];
            if (trusted is not null)
            {
                trusted[k] = weights![(k * _period) + phase];
            }
        }

        _seasonLines.Smooth(values, trusted, smooth);
        int length = Math.Min(_seasonLines.Length, count);
        _cycles[phase] = _seasonLines.At(values, trusted, -1, 0, length) ?? smooth[0];
        _cycles[((count + 1) * _period) + phase] = _seasonLines.At(values, trusted, count, count - length, length) ?? smooth[^1];
        for (int k = 0; k < count; k++)
        {
            _cycles[((k + 1) * _period) + phase] = smooth[k];
        }
    });

    private static void Average(double[] values, double[] averages, int count, int window)
    {
        CompensatedSum sum = default;
        for (int i = 0; i < count; i++)
        {
            sum.Add(values[i]);
            if (i >= window)
            {
                sum.Add(-values[i - window]);
            }

            if (i >= window - 1)
            {
                averages[i - window + 1] = sum.Value / window;
            }
        }
    }

    /// <summary>Bisquare weights by residual ("rwts").</summary>
    private void Downweight()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            Weights[i] = Math.Abs(_values[i] - Trend[i] - Season[i]);
        }

        double scale = 6 * ArrayStatistics.MedianInplace((double[])Weights.Clone());
        for (int i = 0; i < Weights.Length; i++)
        {
            double share = scale > 0 ? Weights[i] / scale : Weights[i] > 0 ? 1 : 0;
            double rest = 1 - (share * share);
            Weights[i] = share <= 0.001 ? 1 : share <= 0.999 ? rest * rest : 0;
        }
    }
}
