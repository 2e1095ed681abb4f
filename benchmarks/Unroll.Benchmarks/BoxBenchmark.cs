using BenchmarkDotNet.Attributes;
using Unroll.Analysis.Periodicity;

namespace Unroll.Benchmarks;

/// <summary>Box least squares over 4,000 points and 220,000 trial periods.</summary>
public class BoxBenchmark
{
    private const double Duration = 0.1;

    private double[] _times = [];
    private double[] _values = [];
    private double[] _periods = [];

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _times = [.. Enumerable.Range(0, 4000).Select(_ => 200 * random.NextDouble()).Order()];
        _values = [.. _times.Select(time => (time % 3.7 < Duration ? 0.98 : 1) + (0.01 * random.NextDouble()))];
        _periods = [.. Enumerable.Range(0, 220_779).Select(k => 1 / ((1 / 0.5) - (k * (1.9 / 220_779))))];
    }

    [Benchmark]
    public BoxSpectrum Search() => BoxLeastSquares.Search(_times, _values, _periods, [Duration]);
}
