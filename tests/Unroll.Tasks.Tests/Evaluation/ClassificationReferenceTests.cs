using Unroll.Metrics;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Tests.Evaluation;

/// <summary>The measures of classification beside those of scikit-learn, on probabilities with ties.</summary>
public class ClassificationReferenceTests
{
    private static readonly AnalysisCase _binary = AnalysisCase.Named("classification-measures");
    private static readonly double[] _probabilities = _binary.Given("probability");
    private static readonly bool[] _labels = [.. _binary.Given("truth").Select(label => label == 1)];

    [Theory]
    [InlineData("roc_auc", "auc")]
    [InlineData("average_precision", "averagePrecision")]
    [InlineData("brier", "brier")]
    [InlineData("accuracy", "accuracy")]
    [InlineData("balanced_accuracy", "balancedAccuracy")]
    [InlineData("cohen_kappa", "kappa")]
    [InlineData("matthews_correlation", "matthews")]
    public void Measures_of_two_classes(string measure, string reference) =>
        Assert.Equal(_binary.Value(reference), Binary().Model[measure], 1e-9);

    [Fact]
    public void Log_loss_and_f1_of_two_classes()
    {
        Assert.Equal(_binary.Value("logLoss"), Binary().Model["log_loss"], 1e-6);
        Assert.Equal(_binary.Value("f1"), Binary().Classes[1].F1, 1e-12);
    }

    [Fact]
    public void The_calibration_curve()
    {
        CalibrationCurve curve = CalibrationCurve.Of(_probabilities, _labels);

        Equal(_binary.Values("calibrationTrue"), curve.Observed);
        Equal(_binary.Values("calibrationPredicted"), curve.Predicted);
        Assert.Equal(_labels.Length, curve.Counts.Sum());
        Assert.Equal(0.09558333333333328, curve.ExpectedError, 1e-12);
        Assert.Equal(curve.ExpectedError, Binary().Model["expected_calibration_error"], 1e-12);
    }

    [Fact]
    public void The_roc_curve_with_its_thresholds()
    {
        RocCurve curve = RocCurve.Of(_probabilities, _labels);

        // scikit-learn leaves out a point halfway between its neighbours, but for the ends.
        int last = curve.Thresholds.Count - 1;
        int[] kept = [.. Enumerable.Range(0, last + 1).Where(
            i => i < 2 || i == last || IsCorner(curve.FalsePositiveRates, i) || IsCorner(curve.TruePositiveRates, i))];
        Equal(_binary.Values("falsePositiveRate"), [.. kept.Select(i => curve.FalsePositiveRates[i])]);
        Equal(_binary.Values("truePositiveRate"), [.. kept.Select(i => curve.TruePositiveRates[i])]);
        Assert.Equal(curve.TruePositiveRates.Count, curve.Thresholds.Count);
        Assert.Equal(_probabilities.Max(), curve.Thresholds[1]);
        Assert.Equal(_probabilities.Min(), curve.Thresholds[^1]);
    }

    [Fact]
    public void The_precision_recall_curve()
    {
        PrecisionRecallCurve curve = PrecisionRecallCurve.Of([0.1, 0.4, 0.35, 0.8, 0.4], [false, false, true, true, true]);

        Assert.Equal([0.8, 0.4, 0.35, 0.1], curve.Thresholds.Skip(1));
        Equal([0, 1 / 3.0, 2 / 3.0, 1, 1], curve.Recalls);
        Equal([1, 1, 2 / 3.0, 0.75, 0.6], curve.Precisions);
        Assert.Equal((1 / 3.0 * 1) + (1 / 3.0 * 2 / 3) + (1 / 3.0 * 0.75), curve.AveragePrecision, 1e-12);
        Assert.Equal(_binary.Value("averagePrecision"), PrecisionRecallCurve.Of(_probabilities, _labels).AveragePrecision, 1e-12);
    }

    [Fact]
    public void The_interval_of_the_area_is_that_of_the_placements_variance()
    {
        ConfidenceInterval interval = DeLong.Interval(_probabilities, _labels);

        Assert.Equal(0.7788620656440441, interval.Lower, 1e-9);
        Assert.Equal(0.9181245414988131, interval.Upper, 1e-9);
        Assert.Equal(interval, Binary().Classes[1].RocAucInterval);
        Assert.Equal(1, DeLong.Interval([1, 2, 3, 4], [false, false, true, true]).Upper);
        Assert.True(double.IsNaN(DeLong.Interval([1, 2, 3], [false, false, true]).Lower));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeLong.Interval(_probabilities, _labels, 95));
    }

    [Fact]
    public void Measures_of_several_classes()
    {
        AnalysisCase reference = AnalysisCase.Named("multiclass-measures");
        int[] truth = [.. reference.Given("truth").Select(label => (int)label)];
        int[] predicted = [.. reference.Given("predicted").Select(label => (int)label)];
        ClassificationEvaluation scores = ClassificationEvaluation.Of("test", ["a", "b", "c", "d"], [0.25, 0.25, 0.25, 0.25],
            [.. truth.Select((label, i) => new ClassPrediction($"s{i}", label, predicted[i], OneHot(predicted[i], 4)))]);

        Assert.Equal(
            reference.ValueRows("confusion").SelectMany(row => row),
            scores.Confusion.SelectMany(row => row).Select(count => (double)count));
        Assert.Equal(reference.Value("macroF1"), scores.Model["macro_f1"], 1e-12);
        Assert.Equal(reference.Value("weightedF1"), scores.Model["weighted_f1"], 1e-12);
        Assert.Equal(reference.Value("kappa"), scores.Model["cohen_kappa"], 1e-12);
        Assert.Equal(reference.Value("matthews"), scores.Model["matthews_correlation"], 1e-12);
        Assert.Equal(0.7975165825165824, scores.Model["weighted_precision"], 1e-12);
        Assert.Equal(0.7933333333333333, scores.Model["weighted_recall"], 1e-12);
        Assert.Equal(0.7974798287298287, scores.Model["macro_precision"], 1e-12);
        Assert.Equal(0.7938500096394834, scores.Model["macro_recall"], 1e-12);
        Assert.Equal(32 / 39.0, scores.ConfusionShares[0][0], 1e-12);

        // Each wrong prediction is wrong by 1 for two classes.
        Assert.Equal(2 * (1 - scores.Model["accuracy"]), scores.Model["brier"], 1e-12);
        Assert.Equal(1 - scores.Model["accuracy"], scores.Model["expected_calibration_error"], 1e-12);
    }

    [Fact]
    public void Thresholds_by_each_criterion()
    {
        DecisionThreshold youden = DecisionThreshold.Choose(ThresholdCriterion.Youden, _probabilities, _labels)!;
        DecisionThreshold f1 = DecisionThreshold.Choose(ThresholdCriterion.F1, _probabilities, _labels)!;

        // Halfway from the threshold of scikit-learn's curves to the next score below.
        Assert.Equal(0.445, youden.Value, 1e-12);
        Assert.Equal(0.325, f1.Value, 1e-12);
        Assert.Equal(0.823529411764706, f1.Confusion(_probabilities, _labels).F1(1), 1e-12);
        Assert.Equal(0.6205357142857143, Sensitivities(youden), 1e-12);

        // A miss that costs 50 false alarms: each of the class is found.
        DecisionThreshold cautious = DecisionThreshold.Choose(ThresholdCriterion.Cost, _probabilities, _labels, missCost: 50)!;
        Assert.Equal(1, cautious.Confusion(_probabilities, _labels).Recall(1));
        DecisionThreshold bold = DecisionThreshold.Choose(ThresholdCriterion.Cost, _probabilities, _labels, alarmCost: 50)!;
        Assert.Equal(1, bold.Confusion(_probabilities, _labels).Precision(1));

        // Where alarms cost all and misses nothing, there is none.
        DecisionThreshold never = DecisionThreshold.Choose(
            ThresholdCriterion.Cost, [0.1, 0.9], [true, false], missCost: 0, alarmCost: 1)!;
        Assert.Equal(0, never.Confusion([0.1, 0.9], [true, false])[0, 1]);
        Assert.Null(DecisionThreshold.Choose(ThresholdCriterion.F1, [0.1, 0.9], [true, true]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => DecisionThreshold.Choose(ThresholdCriterion.Cost, _probabilities, _labels, missCost: -1));
    }

    [Fact]
    public void Bootstrap_intervals_hold_the_measure_and_are_the_same_each_time()
    {
        foreach (string measure in new[] { "accuracy", "balanced_accuracy", "macro_f1", "roc_auc" })
        {
            Score score = Binary().Model.First(score => score.Name == measure);
            Score again = Binary().Model.First(score => score.Name == measure);
            Assert.InRange(score.Value, score.Interval!.Value.Lower, score.Interval.Value.Upper);
            Assert.Equal(score.Interval, again.Interval);
        }

        // Of 120 series with 75 % right, the normal interval is ± 1.96 √(0.75 · 0.25 / 120) = ± 0.0775.
        ConfidenceInterval accuracy = Binary().Model[0].Interval!.Value;
        Assert.InRange(accuracy.Upper - accuracy.Lower, 0.12, 0.19);
    }

    [Fact]
    public void What_are_no_probabilities_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BrierScore.Of([1.2], [true]));
        Assert.Throws<ArgumentException>(() => BrierScore.Of([double.NaN], [true]));
        Assert.Throws<ArgumentException>(() => CalibrationCurve.Of([0.5], [true, false]));
        Assert.Throws<ArgumentException>(() => BrierScore.Of([[0.5, 0.5]], [0, 1]));
    }

    private static bool IsCorner(IReadOnlyList<double> rates, int i) => Math.Abs(rates[i + 1] - (2 * rates[i]) + rates[i - 1]) > 1e-12;

    private static double Sensitivities(DecisionThreshold threshold)
    {
        ConfusionMatrix confusion = threshold.Confusion(_probabilities, _labels);
        return confusion.Recall(0) + confusion.Recall(1) - 1;
    }

    private static ClassificationEvaluation Binary() => ClassificationEvaluation.Of("test", ["no", "yes"], [0.5, 0.5],
        [.. _labels.Select((label, i) => new ClassPrediction(
            $"s{i}", label ? 1 : 0, _probabilities[i] >= 0.5 ? 1 : 0, [1 - _probabilities[i], _probabilities[i]]))]);

    private static double[] OneHot(int label, int classes) => [.. Enumerable.Range(0, classes).Select(index => index == label ? 1.0 : 0)];

    private static void Equal(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12);
        }
    }
}
