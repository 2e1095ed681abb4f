using Unroll.Analysis.Estimators;
using Unroll.Analysis.Trees;

namespace Unroll.Benchmarks;

/// <summary>An estimator of a benchmark with the table that it learns: of classes, or of their numbers where it is a regression.</summary>
internal sealed class MeasuredEstimator
{
    private readonly Action _fit;
    private readonly Action _predict;

    /// <summary>Creates the estimator.</summary>
    /// <param name="name">Its name in the catalogue, and after a comma how it differs from its defaults.</param>
    /// <param name="features">The rows to learn from.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="predicted">The rows to predict; null for those learned from.</param>
    public MeasuredEstimator(string name, FeatureTable features, int[] labels, FeatureTable? predicted = null)
    {
        predicted ??= features;
        if (name is "linear" or "lasso")
        {
            RegressionModel model = name == "linear" ? new LinearRegression() : new LassoRegression();
            double[] targets = [.. labels.Select(label => (double)label)];
            RegressionFit fit = null!;
            (_fit, _predict) = (() => fit = model.Fit(features, targets), () => fit.Predict(predicted));
        }
        else
        {
            ClassificationModel model = Classification(name);
            ClassificationFit fit = null!;
            (_fit, _predict) = (() => fit = model.Fit(features, labels), () => fit.Predict(predicted));
        }
    }

    /// <summary>Learns.</summary>
    public void Fit() => _fit();

    /// <summary>Predicts by what was learned last.</summary>
    public void Predict() => _predict();

    private static ClassificationModel Classification(string name) => name switch
    {
        "ridge" => new RidgeClassifier(),
        "logistic" or "logistic, two classes" => new LogisticRegression(),
        "svm" => new SupportVectorClassifier(),
        "svm, linear kernel" => new SupportVectorClassifier(new SupportVectorOptions { Kernel = SupportVectorKernel.Linear }),
        "decision-tree" => new DecisionTreeClassifier(),
        "random-forest" => new RandomForestClassifier(),
        "gradient-boosting" => new GradientBoostingClassifier(),
        "gradient-boosting, fast-tree" => new GradientBoostingClassifier(
            new BoostingOptions { Algorithm = BoostingAlgorithm.FastTree }),
        "nearest-neighbors" => new NearestNeighborsClassifier(),
        "nearest-neighbors, Euclidean" => new NearestNeighborsClassifier(
            new NeighborOptions { Distance = NeighborDistance.Euclidean }),
        "mini-rocket" => new MiniRocketClassifier(),
        "mlp" => new PerceptronClassifier(),
        _ => throw new ArgumentException($"No estimator is called {name}.", nameof(name)),
    };
}
