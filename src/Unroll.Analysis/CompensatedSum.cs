namespace Unroll.Analysis;

/// <summary>
/// A sum that keeps what rounding takes from it (Neumaier, ZAMM 54, 1974): adding and taking away again leaves no drift, as sliding windows
/// need.
/// </summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    /// <summary>The sum.</summary>
    public readonly double Value => _sum + _lost;

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(double value)
    {
        double sum = _sum + value;
        _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
    }
}
