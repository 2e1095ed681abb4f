using BenchmarkDotNet.Attributes;
using Unroll.Analysis.ChangePoints;

namespace Unroll.Benchmarks;

/// <summary>PELT with squared errors, and the automatic method, of ten changes in normal noise.</summary>
public class ChangePointBenchmark
{
    private const int Segments = 11;

    private double[] _values = [];

    [Params(10_000, 100_000)]
    public int Points { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _values =
        [
            .. Enumerable.Range(0, Points).Select(i => (2 * ((long)i * Segments / Points % 3))
                + (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))),
        ];
    }

    [Benchmark]
    public Segmentation PeltOfSquaredErrors() => Pelt.Search(new SquaredErrorCost(_values), 3 * Math.Log(Points), minLength: 2);

    [Benchmark]
    public FoundChangePoints Automatic() => ChangePointSearch.Find(_values);
}
