using BenchmarkDotNet.Attributes;
using Unroll.Analysis.Estimators;
using Unroll.Analysis.Trees;

namespace Unroll.Benchmarks;

/// <summary>Learning from a table and its predictions: rows of 32 numbers, or series of 128 steps, of three classes.</summary>
[WarmupCount(1)]
[IterationCount(3)]
public class EstimatorBenchmark
{
    private const int Classes = 3;
    private const int Columns = 32;
    private const int Steps = 128;

    private FeatureTable _features = null!;
    private int[] _labels = [];
    private ClassificationModel _model = null!;
    private ClassificationFit _fit = null!;

    [Params("ridge", "mini-rocket", "k-nearest-neighbours-dtw", "gradient-boosting", "logistic-regression", "support-vector-machine")]
    public string Estimator { get; set; } = "";

    [Params(1000, 10_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _model = Estimator switch
        {
            "ridge" => new RidgeClassification(),
            "mini-rocket" => new MiniRocketClassification(),
            "k-nearest-neighbours-dtw" => new NearestNeighboursClassification(
                new NeighbourOptions { Distance = NeighbourDistance.DynamicTimeWarping }),
            "gradient-boosting" => new GradientBoostingClassification(new BoostingOptions { Algorithm = BoostingAlgorithm.FastTree }),
            "logistic-regression" => new LogisticRegression(),
            _ => new SupportVectorClassification(),
        };
        _labels = [.. Enumerable.Range(0, Rows).Select(row => row % Classes)];
        _features = new FeatureTable([.. _labels.Select(label => _model.ReadsSeries ? Series(label) : Numbers(label))]);
        _fit = _model.Fit(_features, _labels);

        double[] Numbers(int label) =>
            [.. Enumerable.Range(0, Columns).Select(column => (column % Classes == label ? 0.3 : 0) + random.NextDouble())];

        double[] Series(int label)
        {
            double phase = random.NextDouble();
            return [.. Enumerable.Range(0, Steps).Select(step => Math.Sin((0.1 * (label + 2) * step) + phase) + random.NextDouble())];
        }
    }

    [Benchmark]
    public ClassificationFit Fit() => _model.Fit(_features, _labels);

    [Benchmark]
    public int[] Predict() => _fit.Predict(_features);
}
