using BenchmarkDotNet.Attributes;
using Unroll.Analysis.Matching;

namespace Unroll.Benchmarks;

/// <summary>The matrix profile of a random walk, windows of 100 rows.</summary>
public class MatrixProfileBenchmark
{
    private double[] _values = [];

    [Params(16_384, 65_536, 131_072)]
    public int Points { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        double level = 0;
        _values = [.. Enumerable.Range(0, Points).Select(_ => level += random.NextDouble() - 0.5)];
    }

    [Benchmark]
    public MatrixProfile Profile() => MatrixProfile.Of(_values, 100);
}
