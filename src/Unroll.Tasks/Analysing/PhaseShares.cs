using System.Numerics.Tensors;

namespace Unroll.Tasks.Analysing;

/// <summary>Shares of a series' variance that means by phase explain, at a period after the other.</summary>
internal sealed class PhaseShares
{
    private readonly double[] _values;
    private readonly double _ofMean;
    private readonly double _all;
    private double[] _sums = [];

    /// <summary>Prepares a series.</summary>
    /// <param name="values">The series, without gaps.</param>
    public PhaseShares(double[] values)
    {
        double sum = TensorPrimitives.Sum<double>(values);
        _values = values;
        _ofMean = sum * sum / values.Length;
        _all = TensorPrimitives.SumOfSquares<double>(values) - _ofMean;
    }

    /// <summary>The share at a period, less what means by phase would explain of noise.</summary>
    /// <param name="period">Rows, fewer than the series has.</param>
    public double Of(int period)
    {
        // The first phases may have a row more than the others.
        int rows = _values.Length / period, longer = _values.Length % period;
        _sums = _sums.Length < period ? new double[2 * period] : _sums;
        Span<double> sums = _sums.AsSpan(0, period);
        AddTo(sums);
        double between = (TensorPrimitives.SumOfSquares<double>(sums[..longer]) / (rows + 1))
            + (TensorPrimitives.SumOfSquares<double>(sums[longer..]) / rows) - _ofMean;
        return _all > 0 ? 1 - ((_all - between) / (_values.Length - period) / (_all / (_values.Length - 1))) : 0;
    }

    private void AddTo(Span<double> sums)
    {
        sums.Clear();
        for (int start = 0; start < _values.Length; start += sums.Length)
        {
            Span<double> own = sums[..Math.Min(sums.Length, _values.Length - start)];
            TensorPrimitives.Add(own, _values.AsSpan(start, own.Length), own);
        }
    }
}
