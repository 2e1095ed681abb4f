using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.StateSpace;

/// <summary>Structural models of several series together.</summary>
public class JointStructuralTests
{
    private static readonly string[] _names = ["north", "south"];

    /// <summary>Without correlations the likelihood is that of the series each by itself, whatever the components are.</summary>
    [Theory]
    [InlineData("local-level")]
    [InlineData("damped-trend")]
    [InlineData("season")]
    public void Without_correlations_series_are_each_by_itself(string name)
    {
        StructuralModel each = new(name switch
        {
            "local-level" => [new LocalLevel()],
            "damped-trend" => [new DampedTrend()],
            _ => [new LocalLinearTrend(), new DummySeasonal(4)],
        });
        double[][] series = Walks(40, 0, gaps: true);
        int variances = each.Parameters.Count(parameter => parameter.IsVariance);
        double[] shared = [.. each.Parameters.Where(parameter => !parameter.IsVariance).Select(_ => 0.8)];
        double[][,] covariances = [.. Enumerable.Range(0, variances).Select(k => new[,] { { 1.0 + k, 0 }, { 0, 0.3 * (1 + k) } })];
        double expected = Enumerable.Range(0, 2).Sum(i => KalmanFilter.LogLikelihood(
            each.StateSpace([.. covariances.Select(covariance => covariance[i, i]), .. shared]), series[i]));

        Assert.Equal(
            expected,
            MultivariateKalmanFilter.LogLikelihood(new JointStructuralModel(each).StateSpace(covariances, shared), series), 1e-9);
    }

    /// <summary>Levels that walk together with a correlation of 0.8, in noise that has none.</summary>
    [Fact]
    public void Correlations_of_disturbances_are_found()
    {
        double[][] series = Walks(400, 0.8, gaps: true);
        JointStructuralFit fit = new JointStructuralModel(new StructuralModel([new LocalLevel()])).Fit(_names, series);
        ParameterEstimate correlation = Of(fit, "level-correlation of north and south"), noise = Of(fit, "observation-variance of south");

        Assert.Equal(["observation", "level"], fit.Covariances.Select(covariance => covariance.Name));
        Assert.Equal(0.8, correlation.Estimate, 3.5 * correlation.StandardError!.Value);
        Assert.InRange(correlation.StandardError.Value, 0.01, 0.15);
        Assert.Equal(correlation.Estimate, fit.Covariances[1].Correlation[0, 1], 1e-12);
        Assert.Equal(1, noise.Estimate, 3.5 * noise.StandardError!.Value);
        Assert.Equal(0, Of(fit, "observation-correlation of north and south").Estimate, 0.3);
        Assert.True(fit.LogLikelihood > fit.LogLikelihoodAlone + 20);
        Assert.Equal(6, fit.Parameters.Count);
        Assert.Equal((-2 * fit.LogLikelihood) + (2 * 8), fit.Aic, 1e-9);
    }

    /// <summary>A series that ends early goes on with the other one, as its level does.</summary>
    [Fact]
    public void A_series_that_ends_follows_the_other()
    {
        double[][] series = Walks(300, 0.95, gaps: false);
        double[] whole = [.. series[1]];
        series[1].AsSpan(280).Fill(double.NaN);
        StructuralModel each = new([new LocalLevel()]);
        JointStructuralFit fit = new JointStructuralModel(each).Fit(_names, series);
        ComponentEstimate joint = Assert.Single(fit.ComponentsOf(1)), alone = each.Fit(series[1]).Components[0];

        Assert.True(joint.StandardError[299] < 0.7 * alone.StandardError[299]);
        Assert.Equal("level", joint.Name);
        Assert.True(Error(joint) < Error(alone));
        IReadOnlyList<ForecastResult> forecast = fit.Forecast(5);
        Assert.Equal(2, forecast.Count);
        Assert.Equal(joint.Mean[299], forecast[1].Mean[4], 1e-6);
        Assert.True(forecast[1].StandardError[4] > forecast[1].StandardError[0]);

        double Error(ComponentEstimate level) =>
            Enumerable.Range(280, 20).Average(t => (level.Mean[t] - whole[t]) * (level.Mean[t] - whole[t]));
    }

    /// <summary>Series with the same level but for its size have a component in common: its correlation is 1, at a bound.</summary>
    [Fact]
    public void A_level_in_common_has_a_correlation_of_1()
    {
        double[] level = Walks(250, 0, gaps: false)[0];
        Random random = new(2);
        double[][] series =
            [[.. level.Select(value => value + random.NextDouble())], [.. level.Select(value => (3 * value) - random.NextDouble())]];
        JointStructuralFit fit = new JointStructuralModel(new StructuralModel([new LocalLevel()])).Fit(_names, series);
        ParameterEstimate correlation = Of(fit, "level-correlation of north and south");

        Assert.InRange(correlation.Estimate, 0.999, 1);
        Assert.Equal(3, Math.Sqrt(fit.Covariances[1].Covariance[1, 1] / fit.Covariances[1].Covariance[0, 0]), 0.1);
    }

    [Fact]
    public void What_cannot_be_fitted_together_is_refused_with_a_sentence()
    {
        JointStructuralModel model = new(new StructuralModel([new LocalLevel()]));
        double[][] series = Walks(30, 0, gaps: false);

        Assert.Contains("takes 2 to 12", Assert.Throws<InputException>(
            () => model.Fit(["north"], [series[0]])).Message, StringComparison.Ordinal);
        Assert.Contains("constant", Assert.Throws<InputException>(
            () => model.Fit(_names, [series[0], new double[30]])).Message, StringComparison.Ordinal);
        Assert.Contains("leave it out", Assert.Throws<InputException>(
            () => new JointStructuralModel(new StructuralModel([new LocalLevel(), new Autoregression(1)])).Fit(_names, series)).Message,
            StringComparison.Ordinal);
        Assert.Contains("a name for each", Assert.Throws<ArgumentException>(
            () => model.Fit(["north"], series)).Message, StringComparison.Ordinal);
    }

    private static ParameterEstimate Of(JointStructuralFit fit, string name) =>
        fit.Parameters.Single(parameter => parameter.Name == name);

    /// <summary>Two levels that walk with steps of variance 1 and a correlation, in noise of variance 1.</summary>
    private static double[][] Walks(int count, double correlation, bool gaps)
    {
        RandomStream random = new(12);
        double first = 10, second = 50;
        double[][] series = [new double[count], new double[count]];
        for (int t = 0; t < count; t++)
        {
            double step = random.NextNormal();
            first += step;
            second += (correlation * step) + (Math.Sqrt(1 - (correlation * correlation)) * random.NextNormal());
            (series[0][t], series[1][t]) = (first + random.NextNormal(), second + random.NextNormal());
            if (gaps && t % 9 == 4)
            {
                series[t % 2][t] = double.NaN;
            }
        }

        return series;
    }
}
