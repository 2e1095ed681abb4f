using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Metrics;

/// <summary>Every metric against a plain computation over a list of all weighted samples, however they were batched.</summary>
public sealed class AllMetricsTests
{
    private const int Steps = 24;
    private const int Classes = 4;

    private static readonly Dictionary<string, (Metric Metric, Kind Kind, Func<List<Sample>, double> Reference)> _metrics = new()
    {
        ["mae"] = (new MeanAbsoluteError(), Kind.Real, s => Mean(s, x => Math.Abs(x.P - x.T))),
        ["rmse"] = (new RootMeanSquaredError(), Kind.Real, s => Math.Sqrt(Mean(s, x => (x.P - x.T) * (x.P - x.T)))),
        ["bias"] = (new MeanError(), Kind.Real, s => Mean(s, x => x.P - x.T)),
        ["mape"] = (new MeanAbsolutePercentageError(), Kind.Real, s => Mean(s, x => 100 * Math.Abs((x.P - x.T) / x.T))),
        ["smape"] = (
            new SymmetricMeanAbsolutePercentageError(), Kind.Real,
            s => Mean(s, x => 200 * Math.Abs(x.P - x.T) / (Math.Abs(x.P) + Math.Abs(x.T)))),
        ["r2"] = (new RSquared(), Kind.Real, s =>
        {
            double mean = Mean(s, x => x.T);
            return 1 - (Mean(s, x => (x.P - x.T) * (x.P - x.T)) / Mean(s, x => (x.T - mean) * (x.T - mean)));
        }
        ),
        ["pinball"] = (new Quantile(0.8f), Kind.Real, s => Mean(s, x => Math.Max(0.8 * (x.T - x.P), -0.2 * (x.T - x.P)))),
        ["binary accuracy"] = (new Accuracy(), Kind.Binary, s => Mean(s, x => (x.P >= 0.5) == (x.T == 1) ? 1 : 0)),
        ["accuracy of labels"] = (new Accuracy(TargetKind.Label), Kind.Label, s => Mean(s, x => x.Best == x.Label ? 1 : 0)),
        ["accuracy of one-hot"] = (new Accuracy(TargetKind.OneHot), Kind.OneHot, s => Mean(s, x => x.Best == x.Label ? 1 : 0)),
        ["top 2"] = (new TopKAccuracy(2), Kind.Label, s => Mean(s, x => x.Scores.Count(score => score > x.Scores[x.Label]) < 2 ? 1 : 0)),
        ["binary precision"] = (new Precision(), Kind.Binary, s => Mean([.. s.Where(x => x.P >= 0.5)], x => x.T)),
        ["binary recall"] = (new Recall(), Kind.Binary, s => Mean([.. s.Where(x => x.T == 1)], x => x.P >= 0.5 ? 1 : 0)),
        ["macro f1"] = (new F1Score(TargetKind.Label), Kind.Label, s => Enumerable.Range(0, Classes).Average(label => F1(s, label))),
        ["micro f1"] = (new F1Score(TargetKind.Label, ClassAverage.Micro), Kind.Label, s => Mean(s, x => x.Best == x.Label ? 1 : 0)),
        ["weighted f1"] = (
            new F1Score(TargetKind.Label, ClassAverage.Weighted),
            Kind.Label,
            s => Enumerable.Range(0, Classes).Sum(label => F1(s, label) * Weight(s, x => x.Label == label) / Weight(s, _ => true))),
        ["macro precision"] = (
            new Precision(TargetKind.Label),
            Kind.Label,
            s => Enumerable.Range(0, Classes)
                .Average(label => Ratio(Weight(s, x => x.Label == label && x.Best == label), Weight(s, x => x.Best == label)))),
        ["kappa"] = (new CohenKappa(TargetKind.Label), Kind.Label, s =>
        {
            double all = Weight(s, _ => true), right = Weight(s, x => x.Best == x.Label) / all;
            double chance = Enumerable.Range(0, Classes).Sum(label => Weight(s, x => x.Label == label) * Weight(s, x => x.Best == label))
                / (all * all);
            return (right - chance) / (1 - chance);
        }
        ),
        ["matthews"] = (new MatthewsCorrelation(), Kind.Binary, s =>
        {
            double tp = Weight(s, x => x.T == 1 && x.P >= 0.5), tn = Weight(s, x => x.T == 0 && x.P < 0.5);
            double fp = Weight(s, x => x.T == 0 && x.P >= 0.5), fn = Weight(s, x => x.T == 1 && x.P < 0.5);
            return ((tp * tn) - (fp * fn)) / Math.Sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
        }
        ),
        ["roc-auc"] = (new RocAuc(), Kind.Binary, s =>
        {
            double area = 0;
            foreach (Sample yes in s.Where(x => x.T == 1))
            {
                foreach (Sample no in s.Where(x => x.T == 0))
                {
                    area += yes.W * no.W * (yes.P > no.P ? 1 : yes.P == no.P ? 0.5 : 0);
                }
            }

            return area / (Weight(s, x => x.T == 1) * Weight(s, x => x.T == 0));
        }
        ),
        ["pr-auc"] = (new PrecisionRecallAuc(), Kind.Binary, s => s.Where(x => x.T == 1)
            .Sum(yes => yes.W * Weight(s, x => x.T == 1 && x.P >= yes.P) / Weight(s, x => x.P >= yes.P)) / Weight(s, x => x.T == 1)),
        ["binary-crossentropy"] = (new BinaryCrossEntropy(), Kind.Binary,
            s => Mean(s, x => x.T == 1 ? -Math.Log(x.P) : -Math.Log(1 - x.P))),
        ["perplexity"] = (
            new Perplexity(), Kind.Label, s => Math.Exp(Mean(s, x => -Math.Log(x.Scores[x.Label] / x.Scores.Sum(score => (double)score))))),
    };

    private enum Kind
    {
        Real,
        Binary,
        Label,
        OneHot,
    }

    public static TheoryData<string> Names { get; } = new(_metrics.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_what_a_plain_computation_says_however_samples_are_batched(string name)
    {
        (Metric metric, Kind kind, Func<List<Sample>, double> reference) = _metrics[name];
        (float[] predictions, float[] targets, float[] weights, List<Sample> samples) = Make(kind);
        int features = predictions.Length / Steps, width = targets.Length / Steps;
        foreach (int[] cut in new int[][] { [24], [1, 23], [7, 7, 10], [.. Enumerable.Repeat(2, 12)] })
        {
            MetricState state = new(metric, features);
            int start = 0;
            foreach (int length in cut)
            {
                state.Add(
                    new TimeMajorSpan(predictions.AsSpan(start * features, length * features), 1, length, features),
                    new TimeMajorSpan(targets.AsSpan(start * width, length * width), 1, length, width),
                    weights.AsSpan(start, length));
                start += length;
            }

            Assert.Equal(reference([.. samples.Where(sample => sample.W > 0)]), state.Result, 1e-5);
        }

        MetricState empty = new(metric, features);
        Assert.True(double.IsNaN(empty.Result), "Nothing seen is not a number.");
        Metric again = Metric.Catalogue.Create(Metric.Catalogue.Write(metric));
        Assert.Equal(metric.GetType(), again.GetType());
        Assert.Equal(Metric.Catalogue.Write(metric).ToJsonString(), Metric.Catalogue.Write(again).ToJsonString());
    }

    [Fact]
    public void A_confusion_matrix_counts_and_prints()
    {
        ConfusionMatrix matrix = new(3, ["rise", "fall", "flat"]);
        int[] actual = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2], predicted = [0, 0, 1, 0, 1, 1, 0, 2, 0, 2];
        for (int i = 0; i < actual.Length; i++)
        {
            matrix.Add(actual[i], predicted[i]);
        }

        Assert.Equal(0.7, matrix.Accuracy, 1e-12);
        Assert.Equal(0.6, matrix.Precision(0), 1e-12);
        Assert.Equal(0.75, matrix.Recall(0), 1e-12);
        Assert.Equal(2.0 / 3, matrix.F1(0), 1e-12);
        Assert.Equal(0.7, matrix.F1(ClassAverage.Micro), 1e-12);
        Assert.Equal(
            "true \\ predicted  rise  fall  flat\nrise                 3     1     0\nfall                 1     2     0\nflat           "
            + "      1     0     2\n",
            matrix.ToString());
        string[] report = matrix.Report().Split('\n');
        Assert.Contains("precision", report[0], StringComparison.Ordinal);
        Assert.Equal(["rise", "0.600", "0.750", "0.667", "4"], report[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(3, 0));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix(2, ["one"]));
    }

    [Fact]
    public void A_classifier_is_trained_and_stopped_by_accuracy()
    {
        // Which of three sines a sequence is; the rarest class is repeated.
        const int Samples = 60;
        float[,,] x = new float[Samples, 10, 1];
        float[,] y = new float[Samples, 1];
        int[] labels = [.. Enumerable.Range(0, Samples).Select(i => i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2)];
        for (int i = 0; i < Samples; i++)
        {
            y[i, 0] = labels[i];
            for (int t = 0; t < 10; t++)
            {
                x[i, t, 0] = MathF.Sin((i * 0.7f) + (t * (0.3f + (0.6f * labels[i]))));
            }
        }

        var source = new ArraySource(x, y);
        var balanced = new OversamplingSource(source, labels, seed: 1);
        Assert.All(balanced.Indices.GroupBy(index => labels[index]), group => Assert.Equal(30, group.Count()));
        Assert.Equal(Enumerable.Range(0, Samples), balanced.Indices.Distinct().Order());
        var model = new Sequential(new Input(10, 1), new Gru(12), new Dense(3)) { Seed = 2 };
        model.Compile(
            new Adam(0.01f),
            new SparseCategoricalCrossEntropy(new() { FromLogits = true, ClassWeights = ClassWeights.Balanced(labels) }),
            new Accuracy(TargetKind.Label),
            new CohenKappa(TargetKind.Label));
        History history = model.Fit(balanced, new FitOptions
        {
            Epochs = 40,
            BatchSize = 10,
            Validation = source,
            Callbacks = [new EarlyStopping(new EarlyStoppingOptions { Monitor = "val_accuracy", Patience = 15 })],
        });

        double best = history.Epochs.Max(epoch => epoch.Metrics["val_accuracy"]);
        Assert.Equal(best, history.Epochs[history.BestEpoch!.Value - 1].Metrics["val_accuracy"]);
        ConfusionMatrix matrix = ConfusionMatrix.From(model.Predict(source), source);
        Assert.Equal(best, matrix.Accuracy, 1e-9);
        Assert.True(matrix.Accuracy > 0.9, $"The classes are easy to tell, but the accuracy is {matrix.Accuracy}.");
        Assert.Equal(60, matrix.Total);
    }

    private static (float[] Predictions, float[] Targets, float[] Weights, List<Sample> Samples) Make(Kind kind)
    {
        var random = new RandomStream(12);
        List<float> predictions = [], targets = [], weights = [];
        List<Sample> samples = [];
        for (int i = 0; i < Steps; i++)
        {
            float weight = i % 5 == 0 ? 0 : 0.5f + (i % 3);
            bool counts = weight > 0;
            weights.Add(weight);
            int label = random.NextInt32(Classes);
            float[] scores = kind is Kind.Label or Kind.OneHot ? [.. Enumerable.Range(0, Classes).Select(_ => 0.05f + random.NextSingle())]
                : kind == Kind.Binary ? [0.05f + (0.9f * random.NextSingle())] : [(float)random.NextNormal()];
            float target = kind switch
            {
                Kind.Real => scores[0] + (float)(0.5 * random.NextNormal()),
                Kind.Binary => random.NextInt32(2),
                _ => label
            };
            predictions.AddRange(scores.Select(score => counts ? score : float.NaN));
            targets.AddRange(
                kind == Kind.OneHot ? Enumerable.Range(0, Classes).Select(c => c == label ? 1f : 0f) : [counts ? target : float.NaN]);
            samples.Add(new Sample(scores[0], target, weight, label, scores));
        }

        return ([.. predictions], [.. targets], [.. weights], samples);
    }

    private static double Mean(List<Sample> samples, Func<Sample, double> value) => samples.Sum(x => x.W * value(x))
        / samples.Sum(x => x.W);

    private static double Weight(List<Sample> samples, Func<Sample, bool> condition) => samples.Where(condition).Sum(x => x.W);

    private static double Ratio(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;

    private static double F1(List<Sample> samples, int label) => Ratio(
        2 * Weight(samples, x => x.Label == label && x.Best == label),
        Weight(samples, x => x.Label == label) + Weight(samples, x => x.Best == label));

    private sealed record Sample(double P, double T, double W, int Label, float[] Scores)
    {
        public int Best => Array.IndexOf(Scores, Scores.Max());
    }
}
