using FsCheck;
using FsCheck.Fluent;
using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

public class RocCurveTests
{
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
        Gen<(int Score, bool Positive)[]> generator = Gen.Choose(0, 6)
            .SelectMany(score => Gen.Elements(true, false).Select(positive => (score, positive))).ArrayOf();
        Prop.ForAll(generator.Where(rows => rows.Any(row => row.Positive) && rows.Any(row => !row.Positive)).ToArbitrary(), rows =>
        {
            double wins = 0;
            (int Score, bool Positive)[] positives = [.. rows.Where(row => row.Positive)], negatives = [
                .. rows.Where(row => !row.Positive)];
            foreach ((int score, _) in positives)
            {
                wins += negatives.Sum(row => row.Score < score ? 1 : row.Score == score ? 0.5 : 0);
            }

            RocCurve curve = Curve(rows), reversed = Curve([.. rows.Reverse()]);
            double trapezoids = 0;
            for (int i = 1; i < curve.FalsePositiveRates.Count; i++)
            {
                trapezoids += (curve.FalsePositiveRates[i] - curve.FalsePositiveRates[i - 1])
                    * (curve.TruePositiveRates[i] + curve.TruePositiveRates[i - 1]) / 2;
            }

            return Math.Abs(curve.Area - (wins / (positives.Length * (double)negatives.Length))) < 1e-12
                && Math.Abs(curve.Area - trapezoids) < 1e-12 && curve.Area == reversed.Area;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_no_pair_of_score_and_answer_is_refused()
    {
        Assert.Throws<ArgumentException>(() => RocCurve.Of([1.0], [true, false]));
        Assert.Throws<ArgumentException>(() => RocCurve.Of([double.NaN], [true]));
    }

    private static RocCurve Curve((int Score, bool Positive)[] rows) =>
        RocCurve.Of([.. rows.Select(row => (double)row.Score)], [.. rows.Select(row => row.Positive)]);
}
