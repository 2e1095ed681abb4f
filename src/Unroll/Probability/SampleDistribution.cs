namespace Unroll.Probability;

/// <summary>The distribution that samples make, each with the same weight.</summary>
public sealed class SampleDistribution : Distribution
{
    private readonly double[] _sorted;

    /// <summary>The distribution of samples.</summary>
    /// <param name="samples">The samples, at least one, in any order; copied.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public SampleDistribution(ReadOnlySpan<double> samples)
    {
        if (samples.IsEmpty)
        {
            throw new ArgumentException("A distribution of samples needs at least one.", nameof(samples));
        }

        _sorted = samples.ToArray();
        Array.Sort(_sorted);
        Mean = _sorted.Average();
        StandardDeviation = Math.Sqrt(_sorted.Average(value => (value - Mean) * (value - Mean)));
    }

    /// <summary>The samples, rising.</summary>
    public IReadOnlyList<double> Samples => _sorted;

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double StandardDeviation { get; }

    /// <summary>The share of the samples up to x.</summary>
    /// <inheritdoc/>
    public override double Cumulative(double x)
    {
        (int low, int high) = (0, _sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _sorted[middle] <= x ? (middle + 1, high) : (low, middle);
        }

        return (double)low / _sorted.Length;
    }

    /// <summary>That of a kernel density: the mean of normal densities about the samples, of the width of Silverman (1986).</summary>
    /// <inheritdoc/>
    public override double LogDensity(double x)
    {
        double spread = Math.Min(StandardDeviation, (InnerQuantile(0.75) - InnerQuantile(0.25)) / 1.34);
        double width = 0.9 * (spread > 0 ? spread : StandardDeviation) * Math.Pow(_sorted.Length, -0.2);
        return width > 0
            ? Math.Log(_sorted.Average(value => Math.Exp(new NormalDistribution(value, width).LogDensity(x))))
            : x == Mean ? double.PositiveInfinity : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public override double Sample(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return _sorted[random.NextInt32(_sorted.Length)];
    }

    /// <inheritdoc/>
    public override double Crps(double actual)
    {
        double distance = 0, spread = 0, count = _sorted.Length;
        for (int i = 0; i < _sorted.Length; i++)
        {
            distance += Math.Abs(_sorted[i] - actual);
            spread += ((2 * i) + 1 - count) * _sorted[i];
        }

        return (distance / count) - (spread / (count * count));
    }

    /// <summary>Interpolated between the samples around it, as in NumPy and R by default (Hyndman and Fan's type 7).</summary>
    /// <inheritdoc/>
    protected override double InnerQuantile(double level)
    {
        double place = level * (_sorted.Length - 1);
        int below = (int)place;
        return below + 1 < _sorted.Length
            ? _sorted[below] + ((place - below) * (_sorted[below + 1] - _sorted[below]))
            : _sorted[^1];
    }
}
