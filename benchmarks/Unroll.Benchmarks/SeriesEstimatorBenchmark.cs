using BenchmarkDotNet.Attributes;
using Unroll.Analysis.Estimators;

namespace Unroll.Benchmarks;

/// <summary>Learning from series of 128 steps of three classes, and predicting a thousand of them; each at its defaults.</summary>
[WarmupCount(1)]
[IterationCount(3)]
[InvocationCount(1)]
public class SeriesEstimatorBenchmark
{
    private const int Classes = 3;
    private const int Steps = 128;
    private const int Predicted = 1000;

    private MeasuredEstimator _estimator = null!;

    [Params("mini-rocket", "nearest-neighbors")]
    public string Estimator { get; set; } = "";

    [Params(1000, 4000)]
    public int Series { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        int[] labels = [.. Enumerable.Range(0, Series).Select(row => row % Classes)];
        _estimator = new MeasuredEstimator(Estimator, Draw(labels), labels, Draw(labels[..Predicted]));
        _estimator.Fit();

        FeatureTable Draw(int[] drawn) => new([.. drawn.Select(label =>
        {
            double phase = random.NextDouble();
            return (double[])
                [.. Enumerable.Range(0, Steps).Select(step => Math.Sin((0.1 * (label + 2) * step) + phase) + random.NextDouble())];
        })]);
    }

    [Benchmark]
    public void Fit() => _estimator.Fit();

    [Benchmark]
    public void Predict() => _estimator.Predict();
}
