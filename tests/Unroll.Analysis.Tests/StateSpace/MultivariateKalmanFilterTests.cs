using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.StateSpace;

/// <summary>Filter, smoother, likelihood, draws and forecasts of several series, against a dense Gaussian and known answers.</summary>
public class MultivariateKalmanFilterTests
{
    /// <summary>A diffuse variance of 1e7 stands for an infinite one: what depends on it differs by 1e-5 or so.</summary>
    private const double Large = 1e7;

    private const int Count = 14;

    public static TheoryData<int, int, int> Sizes =>
        new() { { 1, 2, 1 }, { 2, 2, 2 }, { 3, 2, 3 }, { 4, 3, 2 }, { 5, 3, 4 }, { 6, 4, 3 }, { 7, 2, 5 }, { 8, 5, 1 } };

    /// <summary>Random models: any Z and stable T, Q of any rank, H that is not diagonal, a third of all values missing.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Random_models_with_a_known_start_agree_with_a_dense_Gaussian_closely(int seed, int series, int states)
    {
        Random random = new(seed);
        MultivariateStateSpaceModel model = RandomModel(random, series, states, diffuse: 0);
        double[][] values = Values(random, series);
        DenseMultivariate dense = new(model, values, 0);
        MultivariateSmoothedStates smoothed = MultivariateKalmanFilter.Smooth(
            model, values, [[.. Enumerable.Range(0, states).Select(state => 1.0 + state)]]);

        Assert.Equal(dense.LogLikelihood, MultivariateKalmanFilter.LogLikelihood(model, values), 1e-8);
        Assert.Equal(dense.LogLikelihood, smoothed.Filtered.LogLikelihood, 1e-8);
        AssertSame(dense, smoothed, states, 1e-7);
        for (int time = 0; time < Count; time++)
        {
            double mean = Enumerable.Range(0, states).Sum(state => (1.0 + state) * dense.Means[(time * states) + state]);
            Assert.Equal(mean, smoothed.SignalMeans[0][time], 1e-7);

            // What is filtered is smoothed by the observations up to a time.
            double[][] before = [.. values.Select(own => own[..(time + 1)])];
            DenseMultivariate filtered = new(model, before, 0);
            Assert.Equal(filtered.Means[time * states], smoothed.Filtered.Mean(time, 0), 1e-7);
            Assert.Equal(filtered.Covariance[time * states, time * states], smoothed.Filtered.Variance(time, 0), 1e-7);
        }
    }

    /// <summary>The exact diffuse start is what a large variance comes near to.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_diffuse_start_is_the_limit_of_large_variances(int seed, int series, int states)
    {
        Random random = new(seed);
        int diffuse = Math.Max(1, states - 1);
        MultivariateStateSpaceModel model = RandomModel(random, series, states, diffuse);
        double[][] values = Values(random, series);
        DenseMultivariate dense = new(model, values, Large);
        MultivariateSmoothedStates smoothed = MultivariateKalmanFilter.Smooth(model, values);

        Assert.False(smoothed.Filtered.IsDiffuseAtEnd);
        Assert.Equal(
            dense.LogLikelihood + (0.5 * diffuse * Math.Log(2 * Math.PI * Large)), smoothed.Filtered.LogLikelihood, 5e-3);
        AssertSame(dense, smoothed, states, 5e-3);
    }

    /// <summary>Of one series the answers are those of its own filter.</summary>
    [Fact]
    public void One_series_is_the_filter_of_one()
    {
        double[] series = [.. Values(new Random(3), 1)[0]];
        StateSpaceModel single = new StructuralModel([new LocalLinearTrend()]).StateSpace([1.5, 0.4, 0.2]);
        MultivariateStateSpaceModel model = new(
            new double[,] { { 1, 0 } }, single.TransitionMatrix, single.StateCovariance, new double[,] { { 1.5 } });
        SmoothedStates expected = KalmanFilter.Smooth(single, series);
        MultivariateSmoothedStates smoothed = MultivariateKalmanFilter.Smooth(model, [series]);

        Assert.Equal(expected.Filtered.LogLikelihood, smoothed.Filtered.LogLikelihood, 1e-10);
        for (int time = 0; time < Count; time++)
        {
            Assert.Equal(expected.Mean(time, 1), smoothed.Mean(time, 1), 1e-9);
            Assert.Equal(expected.Variance(time, 1), smoothed.Variance(time, 1), 1e-9);
        }

        ForecastResult forecast = new OnlineFilter(single, series).Forecast(4), joint = smoothed.Filtered.Forecast(4)[0];
        Near.Equal(forecast.Mean, joint.Mean, 1e-10);
        Near.Equal(forecast.StandardError, joint.StandardError, 1e-10);
    }

    /// <summary>
    /// Where all disturbances have the same correlations, Q = q·H, each series is filtered as if it were alone (Harvey 1989, 8.3), and with
    /// f and v of a series of noise 1 the likelihood is −½ Σ (p·log 2πf + log |H| + v'H⁻¹v/f), of what follows the first row.
    /// </summary>
    [Fact]
    public void Homogeneous_levels_have_a_known_answer()
    {
        const double Ratio = 0.7;
        Random random = new(11);
        double[][] values = [.. Enumerable.Range(2, 2).Select(
            size => (double[])[.. Enumerable.Range(0, 30).Select(_ => random.NextDouble() * size)])];
        double[,] noise = { { 2, 0.9 }, { 0.9, 1 } }, levels = { { 2 * Ratio, 0.9 * Ratio }, { 0.9 * Ratio, Ratio } };
        double[,] identity = { { 1, 0 }, { 0, 1 } };
        MultivariateSmoothedStates smoothed = MultivariateKalmanFilter.Smooth(
            new MultivariateStateSpaceModel(identity, identity, levels, noise), values);
        StateSpaceModel alone = new([1], new double[,] { { 1 } }, new double[,] { { Ratio } }, 1);
        SmoothedStates[] each = [.. values.Select(own => KalmanFilter.Smooth(alone, own))];
        Matrix<double> inverse = Matrix<double>.Build.DenseOfArray(noise).Inverse();
        double logLikelihood = 0;
        for (int t = 1; t < 30; t++)
        {
            double f = each[0].Filtered.InnovationVariances[t];
            Vector<double> v = Vector<double>.Build.DenseOfEnumerable(each.Select(own => own.Filtered.Innovations[t]));
            logLikelihood -= 0.5 * ((2 * Math.Log(2 * Math.PI * f)) - Math.Log(inverse.Determinant()) + (v * inverse * v / f));
        }

        Assert.Equal(logLikelihood, smoothed.Filtered.LogLikelihood, 1e-9);
        for (int t = 0; t < 30; t++)
        {
            Assert.Equal(each[0].Mean(t, 0), smoothed.Mean(t, 0), 1e-9);
            Assert.Equal(each[1].Mean(t, 0), smoothed.Mean(t, 1), 1e-9);
            Assert.Equal(0.9 * each[0].Variance(t, 0), smoothed.Covariance(t, 0, 1), 1e-9);
        }
    }

    /// <summary>A second series that is twice the first without noise adds nothing, and cannot be anything else.</summary>
    [Fact]
    public void What_is_determined_adds_nothing()
    {
        double[] first = [.. Values(new Random(5), 1)[0]], second = [.. first.Select(value => 2 * value)];
        double[,] unit = { { 1 } };
        MultivariateStateSpaceModel model = new(
            new double[,] { { 1 }, { 2 } }, unit, unit, new double[,] { { 0, 0 }, { 0, 0 } });
        double alone = KalmanFilter.LogLikelihood(new StateSpaceModel([1], unit, unit, 0), first);

        Assert.Equal(alone, MultivariateKalmanFilter.LogLikelihood(model, [first, second]), 1e-9);
        second[Array.FindLastIndex(second, double.IsFinite)] += 1;
        Assert.Equal(double.NegativeInfinity, MultivariateKalmanFilter.LogLikelihood(model, [first, second]));
    }

    [Fact]
    public void Draws_have_the_smoothed_mean_and_covariance()
    {
        Random random = new(21);
        MultivariateStateSpaceModel model = RandomModel(random, 2, 2, diffuse: 1);
        double[][] values = Values(random, 2);
        MultivariateSmoothedStates smoothed = MultivariateKalmanFilter.Smooth(model, values);
        const int Draws = 4000, Time = 6;
        double[][] drawn = [.. Enumerable.Range(0, Draws).Select(_ => MultivariateKalmanFilter.Draw(model, values, random)[Time])];
        double[] means = [.. Enumerable.Range(0, 2).Select(state => drawn.Average(states => states[state]))];

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(smoothed.Mean(Time, i), means[i], 5 * Math.Sqrt(smoothed.Variance(Time, i) / Draws));
            for (int j = 0; j < 2; j++)
            {
                double size = Math.Sqrt(smoothed.Variance(Time, i) * smoothed.Variance(Time, j));
                Assert.Equal(
                    smoothed.Covariance(Time, i, j), drawn.Average(states => (states[i] - means[i]) * (states[j] - means[j])), 0.1 * size);
            }
        }
    }

    [Fact]
    public void Forecasts_are_the_distribution_of_missing_rows()
    {
        Random random = new(17);
        MultivariateStateSpaceModel model = RandomModel(random, 2, 3, diffuse: 1);
        double[][] values = Values(random, 2);
        double[][] longer = [.. values.Select(own => (double[])[.. own, .. Enumerable.Repeat(double.NaN, 3)])];
        double[] weights = [.. Enumerable.Range(0, 3).Select(state => model.Observation[1, state])];
        MultivariateSmoothedStates smoothed = MultivariateKalmanFilter.Smooth(model, longer, [weights]);
        ForecastResult forecast = MultivariateKalmanFilter.Filter(model, values).Forecast(3)[1];

        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(smoothed.SignalMeans[0][Count + step], forecast.Mean[step], 1e-9);
            Assert.Equal(
                Math.Sqrt(smoothed.SignalVariances[0][Count + step] + model.ObservationCovariance[1, 1]), forecast.StandardError[step],
                1e-9);
        }
    }

    [Fact]
    public void Standardized_innovations_are_independent_and_make_up_the_likelihood()
    {
        Random random = new(30);
        MultivariateStateSpaceModel model = RandomModel(random, 3, 2, diffuse: 0);
        double[][] values = Values(random, 3);
        MultivariateFilteredStates filtered = MultivariateKalmanFilter.Filter(model, values);

        Assert.All(values.Zip(filtered.StandardizedInnovations), pair => Assert.Equal(
            pair.First.Select(double.IsNaN), pair.Second.Select(double.IsNaN)));
        double[] all = [.. filtered.StandardizedInnovations.SelectMany(own => own).Where(double.IsFinite)];
        double determinant = filtered.Steps.SelectMany(step => step.Observations).Sum(observation => Math.Log(observation.Variance));
        Assert.Equal(
            -0.5 * ((all.Length * Math.Log(2 * Math.PI)) + determinant + all.Sum(value => value * value)), filtered.LogLikelihood, 1e-9);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_a_sentence()
    {
        double[,] two = { { 1, 0 }, { 0, 1 } }, single = { { 1 } };
        Assert.Contains("no covariance", Assert.Throws<ArgumentException>(
            () => new MultivariateStateSpaceModel(two, two, two, new double[,] { { 1, 2 }, { 2, 1 } })).Message, StringComparison.Ordinal);
        Assert.Contains("must be 2 × 2", Assert.Throws<ArgumentException>(
            () => new MultivariateStateSpaceModel(two, single, two, two)).Message, StringComparison.Ordinal);
        MultivariateStateSpaceModel model = new(two, two, two, two);
        Assert.Contains("has 2 series", Assert.Throws<ArgumentException>(
            () => MultivariateKalmanFilter.LogLikelihood(model, [[1, 2]])).Message, StringComparison.Ordinal);
        Assert.Contains("infinite", Assert.Throws<InputException>(
            () => MultivariateKalmanFilter.Filter(model, [[1, 2], [1, double.PositiveInfinity]])).Message, StringComparison.Ordinal);
        MultivariateFilteredStates few = MultivariateKalmanFilter.Filter(model, [[1], [double.NaN]]);
        Assert.True(few.IsDiffuseAtEnd);
        Assert.Equal(double.PositiveInfinity, few.Variance(0, 1));
        Assert.Contains("no bounds", Assert.Throws<InputException>(() => few.Forecast(1)).Message, StringComparison.Ordinal);
    }

    private static void AssertSame(DenseMultivariate dense, MultivariateSmoothedStates smoothed, int states, double tolerance)
    {
        for (int time = 0; time < Count; time++)
        {
            for (int i = 0; i < states; i++)
            {
                Assert.Equal(dense.Means[(time * states) + i], smoothed.Mean(time, i), tolerance);
                for (int j = 0; j < states; j++)
                {
                    double covariance = dense.Covariance[(time * states) + i, (time * states) + j];
                    Assert.Equal(covariance, smoothed.Covariance(time, i, j), tolerance * Math.Max(1, Math.Abs(covariance)));
                }
            }
        }
    }

    private static MultivariateStateSpaceModel RandomModel(Random random, int series, int states, int diffuse)
    {
        double[,] transition = Fill(states, states, () => 0.6 * (random.NextDouble() - 0.5));
        for (int state = 0; state < states; state++)
        {
            transition[state, state] += 0.8;
        }

        double[,] initial = Covariance(random, states, states);
        for (int i = 0; i < states; i++)
        {
            for (int j = 0; j < states; j++)
            {
                initial[i, j] = i < diffuse || j < diffuse ? 0 : initial[i, j];
            }
        }

        return new MultivariateStateSpaceModel(
            Fill(series, states, () => random.NextDouble() + 0.3), transition, Covariance(random, states, Math.Max(1, states - 1)),
            Covariance(random, series, series))
        {
            IsDiffuse = [.. Enumerable.Range(0, states).Select(state => state < diffuse)],
            InitialMean = [.. Enumerable.Range(0, states).Select(state => state < diffuse ? 0 : random.NextDouble())],
            InitialCovariance = initial,
        };
    }

    private static double[,] Covariance(Random random, int size, int rank)
    {
        Matrix<double> root = Matrix<double>.Build.DenseOfArray(Fill(size, rank, () => random.NextDouble() - 0.3));
        return (root * root.Transpose()).ToArray();
    }

    private static double[,] Fill(int rows, int columns, Func<double> next)
    {
        double[,] filled = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                filled[i, j] = next();
            }
        }

        return filled;
    }

    /// <summary>Series of which a third is missing, at times all of a row.</summary>
    private static double[][] Values(Random random, int series) => [.. Enumerable.Range(0, series).Select(_ => (double[])[
        .. Enumerable.Range(0, Count).Select(t => t == 5 || random.Next(3) == 0 ? double.NaN : 4 * (random.NextDouble() - 0.5))])];
}
