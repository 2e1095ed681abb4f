using Unroll.Analysis.Anomalies;
using Unroll.Analysis.Models;

namespace Unroll.Analysis.Tests.Anomalies;

public class AnomalyDetectorTests
{
    private static readonly double[] _template = [0, 3, 5, 3, 0, -4, 0];

    public static TheoryData<string> Names => [.. AnomalyDetector.Catalogue.Names];

    /// <summary>Detectors that look at the whole of a seasonal series, not at a single level or a pattern.</summary>
    public static TheoryData<string> Whole =>
        [.. AnomalyDetector.Catalogue.Names.Except(["robust-z", "hampel", "template", "matched-filter"])];

    [Theory]
    [MemberData(nameof(Whole))]
    public void An_odd_stretch_of_a_seasonal_series_has_the_highest_score(string name)
    {
        double[] values = Seasonal(1200, 1);
        for (int row = 600; row < 612; row++)
        {
            values[row] = 16;
        }

        AnomalyScores found = Make(name).Detect(new ObservedSeries(values, 24));
        int highest = Array.IndexOf(found.Scores, found.Scores.Max());

        Assert.InRange(highest, 588, 636);
        Assert.Contains(found.Anomalies, anomaly => anomaly.Start < 624 && anomaly.End >= 588);
        Assert.All(found.Anomalies, anomaly => Assert.InRange(anomaly.Score, 0.5, 1));
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Usual_values_have_hardly_an_alarm(string name)
    {
        int alarms = Enumerable.Range(2, name == "recurrent-autoencoder" ? 2 : 6)
            .Sum(seed => Make(name).Detect(new ObservedSeries(Seasonal(800, seed), 24)).Anomalies.Count);

        Assert.InRange(alarms, 0, 6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scores_lie_between_0_and_1_and_flags_are_those_of_anomalies(string name)
    {
        double[] values = Seasonal(400, 3);
        values[100] += 30;
        Array.Fill(values, double.NaN, 200, 3);
        AnomalyFit fit = Make(name).Fit(new ObservedSeries(values, 24));
        AnomalyScores found = fit.Scores;

        Assert.True(fit.Cost > TimeSpan.Zero);
        Assert.Equal(found.Threshold, fit.Threshold);
        Assert.All(found.Scores.Where(score => !double.IsNaN(score)), score => Assert.InRange(score, 0, 1));
        Assert.Equal((400, 400), (found.Scores.Length, found.IsAnomaly.Length));
        if (found.Raw.PatternLength == 0)
        {
            Assert.All(Enumerable.Range(200, 3), row => Assert.True(double.IsNaN(found.Scores[row]) && !found.IsAnomaly[row]));
            Assert.All(Enumerable.Range(0, 400), row => Assert.Equal(found.Scores[row] > 0.5, found.IsAnomaly[row]));
        }

        Assert.All(found.Anomalies, anomaly =>
        {
            Assert.InRange(anomaly.Peak, anomaly.Start, anomaly.End);
            Assert.True(found.IsAnomaly[anomaly.Peak]);
            Assert.InRange(anomaly.PValue, 0, 1);
        });
        Assert.Equal(found.Scores, fit.Score(new ObservedSeries(values, 24)).Scores);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Degenerate_series_have_no_anomaly_or_a_sentence(string name)
    {
        double[][] degenerate =
        [
            [], [3], [double.NaN, double.NaN], [.. Enumerable.Repeat(5.0, 100)], [1, 2, double.PositiveInfinity, 4, 5, 6], [1, 2],
            [1, 2, 3], [.. Enumerable.Repeat(1.0, 40).Select((_, row) => row % 7 == 3 ? double.NaN : 0.1)],
            [.. Enumerable.Range(0, 120).Select(row => 0.1 * (row % 2))],
            [.. Enumerable.Range(0, 120).Select(row => 1e9 + (0.1 * row))],
        ];
        Assert.All(degenerate, values => Assert.All((int[])[1, 2, 100], season =>
        {
            try
            {
                AnomalyScores found = Make(name).Detect(new ObservedSeries(values, season));
                Assert.Empty(found.Anomalies);
                Assert.All(found.Scores, score => Assert.True(double.IsNaN(score) || score is >= 0 and <= 0.5));
            }
            catch (InputException error)
            {
                Assert.EndsWith(".", error.Message);
            }
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_make_the_detector_again(string name)
    {
        AnomalyDetector detector = Make(name), again = AnomalyDetector.Catalogue.Create(detector.Settings);

        Assert.Equal(detector.Name, again.Name);
        Assert.Equal(detector.Settings.ToJsonString(), again.Settings.ToJsonString());
    }

    [Theory]
    [InlineData("robust-z")]
    [InlineData("hampel")]
    [InlineData("seasonal-residual")]
    [InlineData("forecast-residual")]
    public void A_single_other_value_of_a_constant_is_an_anomaly(string name)
    {
        double[] values = [.. Enumerable.Repeat(5.0, 200)];
        values[77] = 6;
        AnomalyScores found = Make(name).Detect(new ObservedSeries(values));

        Assert.Contains(found.Anomalies, anomaly => anomaly.Start == 77);
        Assert.Equal(found.Scores.Max(), found.Scores[77]);
    }

    /// <summary>What a model takes for its start is no forecast by earlier values.</summary>
    [Theory]
    [InlineData("theta")]
    [InlineData("auto-ets")]
    [InlineData("auto-arima")]
    public void Rows_without_an_earlier_value_are_not_judged_by_forecasts(string model)
    {
        double[] values = Seasonal(200, 5);
        (values[0], values[1]) = (double.NaN, 500);
        AnomalyScores found = new ForecastResidual(ForecastModel.Catalogue.Create(model)).Detect(new ObservedSeries(values));

        Assert.True(double.IsNaN(found.Scores[1]) && double.IsNaN(found.Raw.Expected![1]));
        Assert.False(found.IsAnomaly[1]);
        Assert.False(double.IsNaN(found.Scores[^1]));
    }

    [Theory]
    [InlineData("template", 0.3)]
    [InlineData("matched-filter", 3)]
    public void Occurrences_of_a_template_are_found(string name, double size)
    {
        Random random = new(4);
        double noise = 0;
        double[] values = [.. Enumerable.Range(0, 1000).Select(row =>
            (noise = (0.6 * noise) + (0.05 * size * (random.NextDouble() - 0.5))) + (name == "template" ? 0.01 * row : 0))];
        foreach (int start in (int[])[200, 640])
        {
            for (int k = 0; k < _template.Length; k++)
            {
                values[start + k] += size * _template[k];
            }
        }

        AnomalyScores found = Make(name).Detect(new ObservedSeries(values));
        IEnumerable<Anomaly> best = found.Anomalies.OrderByDescending(anomaly => anomaly.Score).Take(2).OrderBy(anomaly => anomaly.Start);
        Assert.Equal([(200, 206), (640, 646)], best.Select(anomaly => (anomaly.Start, anomaly.End)));
    }

    [Fact]
    public void What_was_learnt_from_one_series_judges_another()
    {
        double[] usual = [.. Enumerable.Range(0, 100).Select(row => (double)(row * row % 17))];
        AnomalyFit fit = new RobustZ().Fit(new ObservedSeries(usual));

        Assert.Empty(fit.Scores.Anomalies);
        Assert.Equal(2, fit.Score(new ObservedSeries([8, 9, 200, 7])).Anomalies.Single().Start);
    }

    private static AnomalyDetector Make(string name) => name switch
    {
        "template" => new TemplateCorrelation(_template),
        "matched-filter" => new MatchedFilter(_template),
        _ => AnomalyDetector.Catalogue.Create(name),
    };

    private static double[] Seasonal(int count, int seed)
    {
        Random random = new(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(row => (0.01 * row) + (8 * Math.Sin(Math.PI * row / 12))
                + random.NextDouble() + random.NextDouble() + random.NextDouble()),
        ];
    }
}
