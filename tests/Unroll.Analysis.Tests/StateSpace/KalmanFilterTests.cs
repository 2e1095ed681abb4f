using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.StateSpace;

public class KalmanFilterTests
{
    /// <summary>A diffuse variance of 1e7 stands for an infinite one: what depends on it differs by 1e-5 or so.</summary>
    private const double Large = 1e7;

    public static TheoryData<string> Models => ["level", "trend", "season", "waves", "cycle", "autoregression", "regression"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Smoothed_states_and_likelihoods_are_those_of_a_dense_Gaussian(string name)
    {
        double[] series = Series(40, withGaps: true);
        StateSpaceModel model = Model(name, 40);
        DenseGaussian dense = new(model, series, Large);
        SmoothedStates states = KalmanFilter.Smooth(model, series);
        int diffuse = model.IsDiffuse.Count(isDiffuse => isDiffuse);

        Assert.False(states.Filtered.IsDiffuseAtEnd);
        Assert.Equal(dense.LogLikelihood + (0.5 * diffuse * Math.Log(2 * Math.PI * Large)), states.Filtered.LogLikelihood, 1e-3);
        for (int t = 0; t < series.Length; t++)
        {
            for (int i = 0; i < model.StateCount; i++)
            {
                double variance = dense.Variances[(t * model.StateCount) + i];
                Assert.Equal(dense.Means[(t * model.StateCount) + i], states.Mean(t, i), 1e-3);
                Assert.Equal(variance, states.Variance(t, i), 1e-3 * Math.Max(1, variance));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Known_starts_agree_with_a_dense_Gaussian_closely(string name)
    {
        double[] series = Series(60, withGaps: true);
        StateSpaceModel diffuse = Model(name, 60);
        var known = new double[diffuse.StateCount, diffuse.StateCount];
        for (int i = 0; i < diffuse.StateCount; i++)
        {
            known[i, i] = 2 + i;
        }

        StateSpaceModel model =
            new(diffuse.Observation, diffuse.TransitionMatrix, diffuse.StateCovariance, diffuse.ObservationVariance)
            {
                IsDiffuse = new bool[diffuse.StateCount],
                InitialCovariance = known,
                Regressors = diffuse.Regressors,
            };
        DenseGaussian dense = new(model, series, 0);
        SmoothedStates states = KalmanFilter.Smooth(model, series);

        Assert.Equal(dense.LogLikelihood, states.Filtered.LogLikelihood, 1e-8);
        Assert.All(Enumerable.Range(0, series.Length * model.StateCount), k =>
        {
            Assert.Equal(dense.Means[k], states.Mean(k / model.StateCount, k % model.StateCount), 1e-8);
            Assert.Equal(dense.Variances[k], states.Variance(k / model.StateCount, k % model.StateCount), 1e-8);
        });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_steady_state_gives_the_likelihood_of_all_steps(string name)
    {
        double[] series = Series(600, withGaps: true);
        StateSpaceModel model = Model(name, 600);
        double[] parts = new double[600];
        double each = KalmanFilter.Run(new KalmanRecursion(model), series, parts);

        Assert.Equal(each, KalmanFilter.LogLikelihood(model, series), 1e-9 * Math.Abs(each));
        Assert.Equal(each, parts.Sum(), 1e-9 * Math.Abs(each));
        Assert.Equal(each, KalmanFilter.Filter(model, series).LogLikelihood, 1e-9 * Math.Abs(each));
    }

    [Fact]
    public void Updates_one_by_one_are_the_filter_of_all()
    {
        double[] series = Series(80, withGaps: true);
        StateSpaceModel model = Model("season", 80);
        OnlineFilter online = new(model, series.AsSpan(0, 50));
        foreach (double value in series.AsSpan(50))
        {
            online.Update(value);
        }

        OnlineFilter whole = new(model, series);
        Assert.Equal(80, online.Count);
        Assert.Equal(whole.LogLikelihood, online.LogLikelihood, 1e-9);
        Assert.Equal(whole.Forecast(5).Mean, online.Forecast(5).Mean, (expected, actual) => Math.Abs(expected - actual) < 1e-9);
    }

    [Fact]
    public void Forecasts_are_the_means_of_missing_observations()
    {
        double[] series = Series(50, withGaps: false);
        StateSpaceModel model = Model("trend", 50);
        double[] longer = [.. series, .. Enumerable.Repeat(double.NaN, 6)];
        SmoothedStates states = KalmanFilter.Smooth(model, longer, [[1, 0]]);
        ForecastResult forecast = new OnlineFilter(model, series).Forecast(6);

        for (int step = 0; step < 6; step++)
        {
            Assert.Equal(states.SignalMeans[0][50 + step], forecast.Mean[step], 1e-9);
            Assert.Equal(
                Math.Sqrt(states.SignalVariances[0][50 + step] + model.ObservationVariance), forecast.StandardError[step], 1e-9);
        }
    }

    [Fact]
    public void Bad_series_are_refused_with_a_sentence()
    {
        StructuralModel model = new([new LocalLevel()]);
        Assert.Contains("constant", Assert.Throws<InputException>(() => model.Fit([3, 3, 3, 3, 3, 3])).Message);
        Assert.Contains("infinite", Assert.Throws<InputException>(() => model.Fit([3, 3, double.PositiveInfinity, 3, 3, 3])).Message);
        Assert.Contains("has 1 value", Assert.Throws<InputException>(() => model.Fit([3])).Message);
        Assert.Contains("has 0 values", Assert.Throws<InputException>(() => model.Fit([double.NaN, double.NaN])).Message);
        Assert.Contains("collinear", Assert.Throws<InputException>(() => new StructuralModel(
            [new LocalLevel(), new Regression(["one"], [[1, 1, 1, 1, 1, 1, 1, 1]])]).Fit([1, 2, 1, 3, 2, 4, 1, 2])).Message);
    }

    [Fact]
    public void Coefficients_of_regressors_are_found()
    {
        double[] noise = Series(200, withGaps: false);
        double[] column = [.. Enumerable.Range(0, 212).Select(t => 1e5 * Math.Sin(t * t))];
        double[] series = [.. noise.Select((value, t) => value + (3e-5 * column[t]))];
        StructuralFit fit = new StructuralModel([new LocalLevel(), new Regression(["sine"], [column[..200]])]).Fit(series);

        ParameterEstimate coefficient = Assert.Single(fit.Coefficients);
        Assert.Equal(3e-5, coefficient.Estimate, 4 * coefficient.StandardError!.Value);
        Assert.True(coefficient.StandardError < 3e-6);
        ForecastResult forecast = fit.Forecast(12, [column[200..]]);
        Assert.True(forecast.Mean.Max() - forecast.Mean.Min() > 3);
    }

    private static StateSpaceModel Model(string name, int count)
    {
        (StructuralComponent component, double[] parameters) = name switch
        {
            "level" => ((StructuralComponent)new LocalLevel(), new[] { 0.5, 0.3 }),
            "trend" => (new LocalLinearTrend(), [0.5, 0.3, 0.01]),
            "season" => (new DummySeasonal(5), [0.5, 0.2]),
            "waves" => (new TrigonometricSeasonal(6), [0.5, 0.2]),
            "cycle" => (new Cycle(4, 20), [0.5, 0.2, 0.7, 0.9]),
            "autoregression" => (new Autoregression(2), [0.5, 0.2, 0.7, -0.3]),
            _ => (new Regression(["a", "b"], [[.. Enumerable.Range(0, count).Select(t => Math.Sin(t))],
                [.. Enumerable.Range(0, count).Select(t => t < 8 ? 0 : Math.Cos(t * 0.7))]]), [0.5]),
        };
        return new StructuralModel([component]).StateSpace(parameters);
    }

    private static double[] Series(int count, bool withGaps)
    {
        Random random = new(7);
        double level = 0;
        return
        [
            .. Enumerable.Range(0, count).Select(t =>
                withGaps && (t is 3 or (>= 20 and < 24) || t == count - 2) ? double.NaN
                    : (level += random.NextDouble() - 0.5) + random.NextDouble()),
        ];
    }
}
