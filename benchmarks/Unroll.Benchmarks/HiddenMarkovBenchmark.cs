using BenchmarkDotNet.Attributes;
using Unroll.Analysis.Markov;

namespace Unroll.Benchmarks;

/// <summary>Twenty iterations of the algorithm of Baum and Welch: 10,000 points, three normal states.</summary>
public class HiddenMarkovBenchmark
{
    private static readonly BaumWelchOptions _twenty = new() { Iterations = 20, Tolerance = double.NegativeInfinity };
    private double[][] _columns = [];
    private HiddenMarkovModel _start = null!;

    [GlobalSetup]
    public void Setup()
    {
        MarkovChain chain = new([0.6, 0.3, 0.1], new[,] { { 0.9, 0.05, 0.05 }, { 0.1, 0.8, 0.1 }, { 0.05, 0.15, 0.8 } });
        HiddenMarkovModel truth = new(chain, GaussianEmissions.OfOneColumn([0, 2, 5], [1, 0.5, 1.5]));
        _columns = truth.Sample(10_000, new Random(1)).Columns;
        _start = new HiddenMarkovModel(chain, GaussianEmissions.OfOneColumn([-1, 1, 4], [1, 1, 1]));
    }

    [Benchmark]
    public double BaumWelch() => _start.Train(_columns, _twenty).LogLikelihood;
}
