using BenchmarkDotNet.Attributes;
using Unroll.Analysis.Periodicity;

namespace Unroll.Benchmarks;

/// <summary>The Lomb–Scargle power of 100,000 uneven points.</summary>
public class PeriodogramBenchmark
{
    private double[] _times = [];
    private double[] _values = [];
    private FrequencyGrid _grid;

    [Params(250_000, 1_250_000)]
    public int Frequencies { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _times = [.. Enumerable.Range(0, 100_000).Select(_ => 1000 * random.NextDouble()).Order()];
        _values = [.. _times.Select(time => Math.Sin(2 * Math.PI * 1.7 * time) + random.NextDouble())];
        _grid = new FrequencyGrid(0.0001, 0.0002, Frequencies);
    }

    [Benchmark]
    public Spectrum LombScarglePower() => LombScargle.Power(_times, _values, _grid);
}
