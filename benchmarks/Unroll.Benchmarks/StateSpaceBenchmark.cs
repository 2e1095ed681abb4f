using BenchmarkDotNet.Attributes;
using Unroll.Analysis.StateSpace;

namespace Unroll.Benchmarks;

/// <summary>The Kalman filter and smoother of a local linear trend, 100,000 points.</summary>
public class StateSpaceBenchmark
{
    private const int Points = 100_000;

    private double[] _values = [];
    private StateSpaceModel _model = null!;

    /// <summary>Share of missing points: none lets the filter become steady, some keep its covariance moving.</summary>
    [Params(0, 0.05)]
    public double Missing { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        double level = 0, slope = 0;
        _values = new double[Points];
        for (int i = 0; i < Points; i++)
        {
            slope += 0.02 * (random.NextDouble() - 0.5);
            level += slope + (0.5 * (random.NextDouble() - 0.5));
            _values[i] = random.NextDouble() < Missing ? double.NaN : level + (2 * (random.NextDouble() - 0.5));
        }

        _model = new StateSpaceModel([1, 0], new double[,] { { 1, 1 }, { 0, 1 } }, new double[,] { { 0.02, 0 }, { 0, 3e-5 } }, 0.33);
    }

    [Benchmark(OperationsPerInvoke = Points)]
    public double LogLikelihood() => KalmanFilter.LogLikelihood(_model, _values);

    [Benchmark]
    public SmoothedStates Smooth() => KalmanFilter.Smooth(_model, _values);
}
