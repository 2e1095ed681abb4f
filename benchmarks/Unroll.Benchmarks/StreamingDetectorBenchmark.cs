using BenchmarkDotNet.Attributes;
using Unroll.Analysis.Streaming;

namespace Unroll.Benchmarks;

/// <summary>The streaming detector's updates: 100,000 points of noise on a wave, with and without times.</summary>
public class StreamingDetectorBenchmark
{
    private const int Points = 100_000;

    private readonly DateTime[] _times = [.. Enumerable.Range(0, Points).Select(i => new DateTime(2024, 1, 1).AddMinutes(5 * i))];
    private double[] _values = [];

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _values = [.. Enumerable.Range(0, Points).Select(i => random.NextDouble() + Math.Sin(i / 50.0))];
    }

    [Benchmark(OperationsPerInvoke = Points)]
    public double Values()
    {
        StreamingDetector detector = new();
        double last = 0;
        foreach (double value in _values)
        {
            last = detector.Update(value);
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Points)]
    public double TimesAndValues()
    {
        StreamingDetector detector = new();
        double last = 0;
        for (int i = 0; i < Points; i++)
        {
            last = detector.Update(_times[i], _values[i]);
        }

        return last;
    }
}
