using FsCheck;
using FsCheck.Fluent;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Tests.Evaluation;

public class ClassificationScoresTests
{
    [Fact]
    public void Two_classes_by_hand()
    {
        // Probabilities of class b: 0.9 0.8 0.3 for those of b, 0.6 0.2 0.1 0.4 for those of a.
        ClassificationScores scores = ClassificationScores.Of(
            ["a", "b"], [1, 1, 1, 0, 0, 0, 0], [0.1f, 0.9f, 0.2f, 0.8f, 0.7f, 0.3f, 0.4f, 0.6f, 0.8f, 0.2f, 0.9f, 0.1f, 0.6f, 0.4f]);

        Assert.Equal(7, scores.Count);
        Assert.Equal([3, 1], scores.Confusion[0]);
        Assert.Equal([1, 2], scores.Confusion[1]);
        Assert.Equal(5 / 7.0, scores.Accuracy, 12);
        Assert.Equal((0.75 + (2 / 3.0)) / 2, scores.BalancedAccuracy, 12);
        Assert.Equal(0.75, scores.Classes[0].Precision, 12);
        Assert.Equal(2 / 3.0, scores.Classes[1].Precision, 12);
        Assert.Equal(2 / 3.0, scores.Classes[1].F1, 12);
        Assert.Equal((0.75 + (2 / 3.0)) / 2, scores.MacroF1, 12);

        // Of 3 · 4 pairs, those of 0.3 with 0.6 and 0.4 are in the wrong order.
        Assert.Equal(10 / 12.0, scores.RocAuc, 12);
        Assert.Equal(10 / 12.0, scores.Classes[0].RocAuc, 12);
        double product = 0.9 * 0.8 * 0.3 * 0.4 * 0.8 * 0.9 * 0.6;
        Assert.Equal(-Math.Log(product) / 7, scores.LogLoss, 6);
    }

    [Fact]
    public void Three_classes_of_which_one_does_not_occur()
    {
        ClassificationScores scores = ClassificationScores.Of(["a", "b", "c"], [0, 0, 1], [0.8f, 0.1f, 0.1f, 0.2f, 0.3f, 0.5f, 0.1f, 0.7f, 0.2f]);

        Assert.Equal(2 / 3.0, scores.Accuracy, 12);
        Assert.Equal((0.5 + 1) / 2, scores.BalancedAccuracy, 12);
        Assert.Equal(((2 / 3.0) + 1) / 2, scores.MacroF1, 12);
        Assert.Equal(1, scores.RocAuc, 12);
        Assert.True(double.IsNaN(scores.Classes[2].Recall) && double.IsNaN(scores.Classes[2].RocAuc));
        Assert.Equal(0, scores.Classes[2].Precision);
    }

    [Fact]
    public void A_certain_mistake_costs_much_but_not_everything()
    {
        ClassificationScores scores = ClassificationScores.Of(["a", "b"], [0], [0f, 1f]);

        Assert.Equal(-Math.Log(1e-7), scores.LogLoss, 6);
        Assert.True(double.IsNaN(scores.RocAuc));
        Assert.True(double.IsNaN(scores.Classes[0].Precision));
    }

    [Fact]
    public void Equal_scores_count_half()
    {
        // Pairs: (0.5, 0.5) half, (0.5, 0.2) right, (0.9, both) right: 3.5 of 4.
        RocCurve curve = RocCurve.Of([0.5, 0.9, 0.5, 0.2], [true, true, false, false]);

        Assert.Equal(3.5 / 4, curve.Area, 12);
        Assert.Equal([0, 0, 0.5, 1], curve.FalsePositiveRates);
        Assert.Equal([0, 0.5, 1, 1], curve.TruePositiveRates);
        Assert.Equal(0.5, RocCurve.Of([1, 1, 1], [true, false, true]).Area, 12);
    }

    [Fact]
    public void The_area_is_the_share_of_pairs_in_order_whatever_the_order_of_the_scores()
    {
        Gen<(int Score, bool Positive)[]> generator = Gen.Choose(0, 6).SelectMany(score => Gen.Elements(true, false).Select(positive => (score, positive))).ArrayOf();
        Prop.ForAll(generator.Where(rows => rows.Any(row => row.Positive) && rows.Any(row => !row.Positive)).ToArbitrary(), rows =>
        {
            double wins = 0;
            (int Score, bool Positive)[] positives = [.. rows.Where(row => row.Positive)], negatives = [.. rows.Where(row => !row.Positive)];
            foreach ((int score, _) in positives)
            {
                wins += negatives.Sum(row => row.Score < score ? 1 : row.Score == score ? 0.5 : 0);
            }

            RocCurve curve = Curve(rows), reversed = Curve([.. rows.Reverse()]);
            double trapezoids = 0;
            for (int i = 1; i < curve.FalsePositiveRates.Count; i++)
            {
                trapezoids += (curve.FalsePositiveRates[i] - curve.FalsePositiveRates[i - 1]) * (curve.TruePositiveRates[i] + curve.TruePositiveRates[i - 1]) / 2;
            }

            return Math.Abs(curve.Area - (wins / (positives.Length * (double)negatives.Length))) < 1e-12
                && Math.Abs(curve.Area - trapezoids) < 1e-12 && curve.Area == reversed.Area;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_cannot_be_scored_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ClassificationScores.Of(["a", "b"], [], []));
        Assert.Throws<ArgumentException>(() => ClassificationScores.Of(["a"], [0], [1f]));
        Assert.Throws<ArgumentException>(() => ClassificationScores.Of(["a", "b"], [2], [0f, 1f]));
        Assert.Throws<ArgumentException>(() => RocCurve.Of([1.0], [true, false]));
        Assert.Throws<ArgumentException>(() => RocCurve.Of([double.NaN], [true]));
    }

    private static RocCurve Curve((int Score, bool Positive)[] rows) => RocCurve.Of([.. rows.Select(row => (double)row.Score)], [.. rows.Select(row => row.Positive)]);
}
