using System.Runtime.InteropServices;
using Unroll.Series.Preparing;

namespace Unroll.Series.Profiling;

/// <summary>
/// A sample of a column's values: all, or where they are too many one of each run of as many rows, chosen at random to avoid aliasing with
/// a season.
/// </summary>
/// <param name="capacity">How many values may be kept.</param>
/// <param name="rows">How many values there will be at most.</param>
internal sealed class ValueSample(int capacity, long rows)
{
    private readonly List<double> _values = [];
    private readonly long _run = Math.Max(1, (rows + capacity - 1) / Math.Max(1, capacity));
    private readonly RandomStream _random = new(1);
    private long _at;
    private long _chosen;

    /// <summary>Whether all values are kept.</summary>
    internal bool IsWhole => _run == 1;

    /// <summary>Offers a value.</summary>
    internal void Add(double value)
    {
        if (_at == 0 && _run > 1)
        {
            _chosen = (long)(_random.NextDouble() * _run);
        }

        if (_at == _chosen)
        {
            _values.Add(value);
        }

        _at = (_at + 1) % _run;
    }

    /// <summary>The quartiles, NaN of no values.</summary>
    internal (double Lower, double Median, double Upper) Quartiles()
    {
        _values.Sort();
        ReadOnlySpan<double> sorted = CollectionsMarshal.AsSpan(_values);
        return (Quantiles.OfSorted(sorted, 0.25), Quantiles.Median(sorted), Quantiles.OfSorted(sorted, 0.75));
    }
}
