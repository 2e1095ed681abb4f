using System.Collections.Concurrent;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// The fast Lomb–Scargle power of series at the same times: what depends on times and frequencies alone is computed once, so that each
/// further series takes one transform.
/// </summary>
internal sealed class LombScargleTransform
{
    private readonly NonuniformTransform _transform;
    private readonly WavePair[] _waves;

    /// <summary>Computes the waves.</summary>
    /// <param name="sample">Measurements at the times.</param>
    /// <param name="grid">The frequencies.</param>
    public LombScargleTransform(LombScargleSample sample, FrequencyGrid grid)
    {
        NonuniformTransform transform = new(sample.Times, grid);
        (double[] Cosines, double[] Sines) single = ([], []), twice = ([], []);
        Parallel.Invoke(
            () => single = transform.Sum(sample.Weights),
            () => twice = new NonuniformTransform(sample.Times, new(2 * grid.Start, 2 * grid.Step, grid.Count)).Sum(sample.Weights));
        _transform = transform;
        _waves = new WavePair[grid.Count];
        InRanges((from, to) =>
        {
            for (int k = from; k < to; k++)
            {
                _waves[k] = WavePair.Of(single.Cosines[k], single.Sines[k], twice.Cosines[k], twice.Sines[k]);
            }
        });
    }

    /// <summary>The power of measurements at each frequency.</summary>
    /// <param name="sample">The measurements, at the same times and with the same weights.</param>
    public double[] Power(LombScargleSample sample)
    {
        (double[] cosines, double[] sines) = _transform.Sum(sample.Products);
        double[] power = new double[_waves.Length];
        InRanges((from, to) =>
        {
            for (int k = from; k < to; k++)
            {
                power[k] = _waves[k].Explained(cosines[k], sines[k]) / sample.Variance;
            }
        });
        return power;
    }

    private void InRanges(Action<int, int> body) =>
        Parallel.ForEach(Partitioner.Create(0, _waves.Length), range => body(range.Item1, range.Item2));
}
