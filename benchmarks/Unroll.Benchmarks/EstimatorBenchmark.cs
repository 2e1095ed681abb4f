using BenchmarkDotNet.Attributes;
using Unroll.Analysis.Estimators;

namespace Unroll.Benchmarks;

/// <summary>Learning from a table of 10,000 rows of 32 numbers of three classes, and predicting them; each at its defaults.</summary>
[WarmupCount(1)]
[IterationCount(3)]
[InvocationCount(1)]
public class EstimatorBenchmark
{
    private const int Rows = 10_000;
    private const int Columns = 32;

    private MeasuredEstimator _estimator = null!;

    [Params(
        "linear", "ridge", "lasso", "logistic", "logistic, two classes", "svm", "svm, linear kernel", "decision-tree", "random-forest",
        "gradient-boosting", "gradient-boosting, fast-tree", "nearest-neighbors, Euclidean", "mlp")]
    public string Estimator { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        int classes = Estimator.EndsWith("two classes", StringComparison.Ordinal) ? 2 : 3;
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % classes)];
        FeatureTable features = new([.. labels.Select(label => (double[])
            [.. Enumerable.Range(0, Columns).Select(column => (column % classes == label ? 0.3 : 0) + random.NextDouble())])]);
        _estimator = new MeasuredEstimator(Estimator, features, labels);
        _estimator.Fit();
    }

    [Benchmark]
    public void Fit() => _estimator.Fit();

    [Benchmark]
    public void Predict() => _estimator.Predict();
}
